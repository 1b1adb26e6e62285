import type { ComponentChildren } from 'preact'
import { classNames, idList, words, type Attributes, type Words } from './common.ts'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

/** One radio or checkbox. `conditional` is shown only while the choice is made, and always without scripts. */
export interface Choice {
  readonly value: string | number
  readonly text: ComponentChildren
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly hint?: string | Words | undefined
  readonly label?: Words | undefined
  readonly checked?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly conditional?: ComponentChildren
  readonly behaviour?: 'exclusive' | undefined
  readonly attributes?: Attributes | undefined
}

export interface Divider {
  readonly divider: string
}

interface ChoicesProps {
  readonly kind: 'radio' | 'checkbox'
  readonly idPrefix: string
  readonly name: string
  readonly items: readonly (Choice | Divider)[]
  readonly isChecked: (choice: Choice) => boolean
  readonly describedBy?: string | undefined
}

const BLOCKS = { radio: 'govuk-radios', checkbox: 'govuk-checkboxes' }

/** The items of radios and checkboxes. The first has the bare prefix as its id, so that an error link lands on it. */
export function Choices({ items, idPrefix, ...shared }: ChoicesProps) {
  return (
    <>
      {items.map((item, index) =>
        'divider' in item ? (
          <div class={`${BLOCKS[shared.kind]}__divider`}>{item.divider}</div>
        ) : (
          <ChoiceItem
            {...shared}
            item={item}
            id={item.id ?? (index === 0 ? idPrefix : `${idPrefix}-${String(index + 1)}`)}
          />
        ),
      )}
    </>
  )
}

interface ChoiceItemProps {
  readonly kind: 'radio' | 'checkbox'
  readonly id: string
  readonly name: string
  readonly item: Choice
  readonly isChecked: (choice: Choice) => boolean
  readonly describedBy?: string | undefined
}

function ChoiceItem({ kind, id, name, item, isChecked, describedBy }: ChoiceItemProps) {
  const block = BLOCKS[kind]
  const checked = isChecked(item)
  const reveals = hasConditional(item)
  const hintId = item.hint === undefined ? undefined : `${id}-item-hint`
  return (
    <>
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={item.name ?? name}
          type={kind}
          value={item.value}
          checked={checked}
          disabled={item.disabled}
          data-aria-controls={reveals ? `conditional-${id}` : undefined}
          data-behaviour={item.behaviour}
          aria-describedby={idList(describedBy, hintId)}
          {...item.attributes}
        />
        <Label
          for={id}
          classes={classNames(`${block}__label`, item.label?.classes)}
          attributes={item.label?.attributes}
        >
          {item.text}
        </Label>
        {item.hint === undefined ? null : <ChoiceHint id={hintId} block={block} hint={item.hint} />}
      </div>
      {reveals ? (
        <div
          class={classNames(`${block}__conditional`, !checked && `${block}__conditional--hidden`)}
          id={`conditional-${id}`}
        >
          {item.conditional}
        </div>
      ) : null}
    </>
  )
}

interface ChoiceHintProps {
  readonly id: string | undefined
  readonly block: string
  readonly hint: string | Words
}

function ChoiceHint({ id, block, hint }: ChoiceHintProps) {
  const { text, classes, attributes } = words(hint)
  return (
    <Hint id={id} classes={classNames(`${block}__hint`, classes)} attributes={attributes}>
      {text}
    </Hint>
  )
}

function hasConditional({ conditional }: Choice): boolean {
  return conditional !== undefined && conditional !== null && conditional !== false
}

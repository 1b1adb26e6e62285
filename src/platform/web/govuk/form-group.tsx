import type { ComponentChildren } from 'preact'
import { classNames, idList, words, type Attributes, type Words } from './common.ts'
import { ErrorMessage, type ErrorMessageOptions } from './error-message.tsx'
import { Fieldset, type Legend } from './fieldset.tsx'
import { Hint } from './hint.tsx'
import { Label, type LabelOptions } from './label.tsx'

interface FormGroupOptions {
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly beforeInput?: ComponentChildren
  readonly afterInput?: ComponentChildren
}

/** What every field with a single control shares. The id is the name unless stated, so that error links find it. */
export interface FieldProps {
  readonly name: string
  readonly id?: string | undefined
  readonly label: string | LabelOptions
  readonly hint?: string | Words | undefined
  readonly errorMessage?: string | ErrorMessageOptions | undefined
  readonly describedBy?: string | undefined
  readonly classes?: string | undefined
  readonly disabled?: boolean | undefined
  readonly formGroup?: FormGroupOptions | undefined
  readonly attributes?: Attributes | undefined
}

/** The attributes a control takes from its form group. */
export interface ControlLinks {
  readonly id: string
  readonly describedBy: string | undefined
}

interface FieldGroupProps {
  readonly field: FieldProps
  readonly children: (links: ControlLinks) => ComponentChildren
}

export function FieldGroup({ field, children }: FieldGroupProps) {
  const { name, id = name, hint, errorMessage, formGroup } = field
  const label: LabelOptions = words(field.label)
  const describedBy = idList(field.describedBy, ...noteIds(id, field))
  return (
    <div class={groupClass(errorMessage !== undefined, formGroup?.classes)} {...formGroup?.attributes}>
      <Label for={id} classes={label.classes} isPageHeading={label.isPageHeading} attributes={label.attributes}>
        {label.text}
      </Label>
      <Notes id={id} hint={hint} errorMessage={errorMessage} />
      {children({ id, describedBy })}
    </div>
  )
}

/** What radios, checkboxes and dates share: several controls that answer one question. */
export interface GroupProps {
  readonly legend?: Legend | undefined
  readonly fieldset?:
    | {
        readonly describedBy?: string | undefined
        readonly classes?: string | undefined
        readonly attributes?: Attributes | undefined
      }
    | undefined
  readonly hint?: string | Words | undefined
  readonly errorMessage?: string | ErrorMessageOptions | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly formGroup?:
    | {
        readonly classes?: string | undefined
        readonly attributes?: Attributes | undefined
        readonly beforeInputs?: ComponentChildren
        readonly afterInputs?: ComponentChildren
      }
    | undefined
}

interface ControlGroupProps {
  readonly id: string
  readonly group: GroupProps
  readonly describedBy?: string | undefined
  readonly role?: 'group' | undefined
  readonly children: ComponentChildren
}

export function ControlGroup({ id, group, describedBy, role, children }: ControlGroupProps) {
  const { legend, fieldset, hint, errorMessage, formGroup } = group
  const inner = (
    <>
      <Notes id={id} hint={hint} errorMessage={errorMessage} />
      {children}
    </>
  )
  return (
    <div class={groupClass(errorMessage !== undefined, formGroup?.classes)} {...formGroup?.attributes}>
      {hasFieldset(group) ? (
        <Fieldset legend={legend} role={role} {...fieldset} describedBy={describedBy}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </div>
  )
}

export function hasFieldset(group: GroupProps): boolean {
  return group.legend !== undefined || group.fieldset !== undefined
}

interface NoteProps {
  readonly hint?: string | Words | undefined
  readonly errorMessage?: string | ErrorMessageOptions | undefined
}

export function noteIds(id: string, { hint, errorMessage }: NoteProps): readonly (string | false)[] {
  return [hint !== undefined && `${id}-hint`, errorMessage !== undefined && `${id}-error`]
}

function Notes({ id, hint, errorMessage }: NoteProps & { readonly id: string }) {
  return (
    <>
      {hint === undefined ? null : <HintNote id={`${id}-hint`} hint={hint} />}
      {errorMessage === undefined ? null : <ErrorNote id={`${id}-error`} message={errorMessage} />}
    </>
  )
}

function HintNote({ id, hint }: { readonly id: string; readonly hint: string | Words }) {
  const { text, classes, attributes } = words(hint)
  return (
    <Hint id={id} classes={classes} attributes={attributes}>
      {text}
    </Hint>
  )
}

function ErrorNote({ id, message }: { readonly id: string; readonly message: string | ErrorMessageOptions }) {
  const { text, ...options }: ErrorMessageOptions = words(message)
  return (
    <ErrorMessage id={id} {...options}>
      {text}
    </ErrorMessage>
  )
}

function groupClass(hasError: boolean, classes: string | undefined): string {
  return classNames('govuk-form-group', hasError && 'govuk-form-group--error', classes)
}

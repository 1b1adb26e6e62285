import type { ComponentChildren } from 'preact'
import { classNames, words, type Attributes, type Words } from './common.ts'
import { FieldGroup, type ControlLinks, type FieldProps } from './form-group.tsx'

export interface InputProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'number' | 'search' | undefined
  readonly value?: string | number | undefined
  readonly inputmode?: 'none' | 'text' | 'decimal' | 'numeric' | 'tel' | 'search' | 'email' | 'url' | undefined
  readonly autocomplete?: string | undefined
  readonly autocapitalize?: 'none' | 'words' | 'sentences' | 'characters' | undefined
  readonly spellcheck?: boolean | undefined
  readonly pattern?: string | undefined
  readonly prefix?: string | Words | undefined
  readonly suffix?: string | Words | undefined
  readonly inputWrapper?:
    { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined } | undefined
}

export function Input(props: InputProps) {
  return <FieldGroup field={props}>{(links) => <WrappedInput input={props} links={links} />}</FieldGroup>
}

interface ControlProps {
  readonly input: InputProps
  readonly links: ControlLinks
}

function WrappedInput({ input, links }: ControlProps) {
  const { prefix, suffix, formGroup, inputWrapper } = input
  const beside: readonly ComponentChildren[] = [prefix, suffix, formGroup?.beforeInput, formGroup?.afterInput]
  if (beside.every((part) => part === undefined)) return <InputElement input={input} links={links} />
  return (
    <div class={classNames('govuk-input__wrapper', inputWrapper?.classes)} {...inputWrapper?.attributes}>
      {formGroup?.beforeInput}
      {prefix === undefined ? null : <Affix kind="prefix" content={prefix} />}
      <InputElement input={input} links={links} />
      {suffix === undefined ? null : <Affix kind="suffix" content={suffix} />}
      {formGroup?.afterInput}
    </div>
  )
}

function InputElement({ input, links }: ControlProps) {
  const { type = 'text', errorMessage, spellcheck } = input
  // Given as plain attributes: the JSX types know each kind of input apart, and this one is only known when it runs.
  const attributes: Attributes = { type, ...input.attributes }
  return (
    <input
      class={classNames('govuk-input', input.classes, errorMessage !== undefined && 'govuk-input--error')}
      id={links.id}
      name={input.name}
      spellcheck={spellcheck}
      value={input.value}
      disabled={input.disabled}
      aria-describedby={links.describedBy}
      autocomplete={input.autocomplete}
      autocapitalize={input.autocapitalize}
      pattern={input.pattern}
      inputmode={input.inputmode}
      {...attributes}
    />
  )
}

function Affix({ kind, content }: { readonly kind: 'prefix' | 'suffix'; readonly content: string | Words }) {
  const { text, classes, attributes } = words(content)
  return (
    <div class={classNames(`govuk-input__${kind}`, classes)} aria-hidden="true" {...attributes}>
      {text}
    </div>
  )
}

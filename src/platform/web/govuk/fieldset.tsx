import type { ComponentChildren } from 'preact'
import { classNames, words, type Attributes, type Words } from './common.ts'
import type { LabelOptions } from './label.tsx'

/** The question a group of inputs answers. */
export type Legend = string | LabelOptions

interface FieldsetProps {
  readonly legend?: Legend | undefined
  readonly role?: 'group' | undefined
  readonly describedBy?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

export function Fieldset({ legend, role, describedBy, classes, attributes, children }: FieldsetProps) {
  return (
    <fieldset class={classNames('govuk-fieldset', classes)} role={role} aria-describedby={describedBy} {...attributes}>
      {legend === undefined ? null : <LegendElement legend={legend} />}
      {children}
    </fieldset>
  )
}

function LegendElement({ legend }: { readonly legend: Legend }) {
  const { text, classes, isPageHeading }: LabelOptions = words(legend)
  if (isBlank({ text })) return null
  return (
    <legend class={classNames('govuk-fieldset__legend', classes)}>
      {isPageHeading === true ? <h1 class="govuk-fieldset__heading">{text}</h1> : text}
    </legend>
  )
}

function isBlank({ text }: Words): boolean {
  return text === undefined || text === null || text === ''
}

import type { ComponentChildren } from 'preact'
import { classNames, type Attributes, type Words } from './common.ts'

/** `isPageHeading` makes the label the page's h1, for a page that asks one question. */
export interface LabelOptions extends Words {
  readonly isPageHeading?: boolean | undefined
}

interface LabelProps {
  readonly for?: string | undefined
  readonly classes?: string | undefined
  readonly isPageHeading?: boolean | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

export function Label({ for: target, classes, isPageHeading, attributes, children }: LabelProps) {
  if (children === undefined || children === '') return null
  const label = (
    <label class={classNames('govuk-label', classes)} {...attributes} for={target}>
      {children}
    </label>
  )
  return isPageHeading === true ? <h1 class="govuk-label-wrapper">{label}</h1> : label
}

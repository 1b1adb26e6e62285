import type { ComponentChildren } from 'preact'
import { classNames, headingTag, type Attributes, type HeadingLevel } from './common.ts'

interface PanelProps {
  readonly title: ComponentChildren
  readonly headingLevel?: HeadingLevel | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

/** Says once, on the page after an act, that it is done, and its reference. */
export function Panel({ title, headingLevel = 1, classes, attributes, children }: PanelProps) {
  const Heading = headingTag(headingLevel)
  return (
    <div class={classNames('govuk-panel govuk-panel--confirmation', classes)} {...attributes}>
      <Heading class="govuk-panel__title">{title}</Heading>
      {children === undefined ? null : <div class="govuk-panel__body">{children}</div>}
    </div>
  )
}

import { classNames, headingTag, type Attributes, type HeadingLevel, type Words } from './common.ts'

interface AccordionSection {
  readonly heading: Words
  readonly summary?: Words | undefined
  readonly content: Words
  readonly expanded?: boolean | undefined
}

interface AccordionProps {
  readonly id: string
  readonly items: readonly AccordionSection[]
  readonly headingLevel?: HeadingLevel | undefined
  readonly rememberExpanded?: boolean | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

export function Accordion(props: AccordionProps) {
  const { id, items, headingLevel = 2, rememberExpanded, classes, attributes } = props
  return (
    <div
      class={classNames('govuk-accordion', classes)}
      data-module="govuk-accordion"
      id={id}
      data-remember-expanded={rememberExpanded?.toString()}
      {...attributes}
    >
      {items.map((section, index) => (
        <Section section={section} id={id} number={String(index + 1)} headingLevel={headingLevel} />
      ))}
    </div>
  )
}

interface SectionProps {
  readonly section: AccordionSection
  readonly id: string
  readonly number: string
  readonly headingLevel: HeadingLevel
}

function Section({ section: { heading, summary, content, expanded }, id, number, headingLevel }: SectionProps) {
  const Heading = headingTag(headingLevel)
  return (
    <div class={classNames('govuk-accordion__section', expanded === true && 'govuk-accordion__section--expanded')}>
      <div class="govuk-accordion__section-header">
        <Heading class="govuk-accordion__section-heading">
          <span class="govuk-accordion__section-button" id={`${id}-heading-${number}`}>
            {heading.text}
          </span>
        </Heading>
        {summary?.text === undefined ? null : (
          <div class="govuk-accordion__section-summary govuk-body" id={`${id}-summary-${number}`}>
            {summary.text}
          </div>
        )}
      </div>
      <div id={`${id}-content-${number}`} class="govuk-accordion__section-content">
        {typeof content.text === 'string' ? <p class="govuk-body">{content.text}</p> : content.text}
      </div>
    </div>
  )
}

import type { ComponentChildren } from 'preact'
import { headingTag } from '../govuk/common.ts'

interface TimelineItem {
  readonly title: ComponentChildren
  readonly by?: ComponentChildren
  /** As a machine reads it: 2026-11-21 or an instant. */
  readonly datetime: string
  /** As a person reads it. */
  readonly date: string
  readonly content?: ComponentChildren
}

interface TimelineProps {
  readonly items: readonly TimelineItem[]
  readonly headingLevel?: 2 | 3 | 4 | undefined
}

/** What happened to a thing, newest first. */
export function Timeline({ items, headingLevel = 2 }: TimelineProps) {
  const Heading = headingTag(headingLevel)
  return (
    <div class="moj-timeline">
      {items.map(({ title, by, datetime, date, content }) => (
        <div class="moj-timeline__item">
          <div class="moj-timeline__header">
            <Heading class="moj-timeline__title">{title}</Heading>{' '}
            {by === undefined ? null : <p class="moj-timeline__byline">by {by}</p>}
          </div>
          <p class="moj-timeline__date">
            <time datetime={datetime}>{date}</time>
          </p>
          <div class="moj-timeline__description">{content}</div>
        </div>
      ))}
    </div>
  )
}

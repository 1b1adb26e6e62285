import type { ComponentChildren } from 'preact'
import { classNames, type Attributes, type Words } from './common.ts'
import { Tag } from './tag.tsx'

interface PhaseBannerProps {
  readonly tag: Words
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

export function PhaseBanner({ tag, classes, attributes, children }: PhaseBannerProps) {
  return (
    <div class={classNames('govuk-phase-banner govuk-width-container', classes)} {...attributes}>
      <p class="govuk-phase-banner__content">
        <Tag classes={classNames('govuk-phase-banner__content__tag', tag.classes)}>{tag.text}</Tag>{' '}
        <span class="govuk-phase-banner__text">{children}</span>
      </p>
    </div>
  )
}

import type { ComponentChildren } from 'preact'
import { classNames, type Attributes } from './common.ts'

interface SkipLinkProps {
  readonly href?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

export function SkipLink({ href = '#content', classes, attributes, children }: SkipLinkProps) {
  return (
    <a href={href} class={classNames('govuk-skip-link', classes)} {...attributes} data-module="govuk-skip-link">
      {children}
    </a>
  )
}

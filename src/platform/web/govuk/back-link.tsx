import type { ComponentChildren } from 'preact'
import { classNames, type Attributes } from './common.ts'

interface BackLinkProps {
  readonly href: string
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

export function BackLink({ href, classes, attributes, children = 'Back' }: BackLinkProps) {
  return (
    <a href={href} class={classNames('govuk-back-link', classes)} {...attributes}>
      {children}
    </a>
  )
}

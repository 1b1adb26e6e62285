import type { ComponentChildren } from 'preact'
import { classNames, type Attributes } from './common.ts'

export type TagColour = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow'

interface TagProps {
  readonly colour?: TagColour | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

/** The state of a thing in one or two words. The words carry the meaning; the colour only helps the eye. */
export function Tag({ colour, classes, attributes, children }: TagProps) {
  return (
    <strong class={classNames('govuk-tag', colour !== undefined && `govuk-tag--${colour}`, classes)} {...attributes}>
      {children}
    </strong>
  )
}

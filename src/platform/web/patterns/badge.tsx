import type { ComponentChildren } from 'preact'
import { classNames, type Attributes } from '../govuk/common.ts'

interface BadgeProps {
  readonly colour?: 'purple' | 'bright-purple' | 'red' | 'green' | 'blue' | 'black' | 'grey' | undefined
  readonly large?: boolean | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

/** A quiet mark beside a name. For the state of a thing use Tag. */
export function Badge({ colour, large = false, classes, attributes, children }: BadgeProps) {
  const style = classNames(
    'moj-badge',
    colour !== undefined && `moj-badge--${colour}`,
    large && 'moj-badge--large',
    classes,
  )
  return (
    <span class={style} {...attributes}>
      {children}
    </span>
  )
}

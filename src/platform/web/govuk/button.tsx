import type { ComponentChildren } from 'preact'
import { classNames, type Attributes } from './common.ts'

interface ButtonProps {
  readonly type?: 'submit' | 'button' | 'reset' | undefined
  readonly name?: string | undefined
  readonly value?: string | number | undefined
  readonly id?: string | undefined
  readonly href?: string | undefined
  readonly classes?: string | undefined
  readonly disabled?: boolean | undefined
  readonly isStartButton?: boolean | undefined
  readonly preventDoubleClick?: boolean | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

/** A button, or with `href` a link that looks like one. */
export function Button(props: ButtonProps) {
  const { href, type = 'submit', isStartButton = false, attributes, id } = props
  const shared = {
    class: classNames('govuk-button', props.classes, isStartButton && 'govuk-button--start'),
    'data-module': 'govuk-button',
    id,
    ...attributes,
  }
  const content = isStartButton ? <StartContent>{props.children}</StartContent> : props.children
  if (href !== undefined)
    return (
      <a href={href} role="button" draggable={false} {...shared}>
        {content}
      </a>
    )
  return (
    <button
      type={type}
      value={props.value}
      name={props.name}
      disabled={props.disabled}
      aria-disabled={props.disabled === true ? 'true' : undefined}
      data-prevent-double-click={props.preventDoubleClick?.toString()}
      {...shared}
    >
      {content}
    </button>
  )
}

function StartContent({ children }: { readonly children?: ComponentChildren }) {
  return (
    <>
      {typeof children === 'string' ? children : <span>{children}</span>}
      <svg
        class="govuk-button__start-icon"
        xmlns="http://www.w3.org/2000/svg"
        width="17.5"
        height="19"
        viewBox="0 0 33 40"
        aria-hidden="true"
        focusable="false"
      >
        <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
      </svg>
    </>
  )
}

import type { ComponentChildren } from 'preact'
import { classNames, type Attributes, type Words } from './common.ts'

/** `visuallyHiddenText` is what a screen reader hears first: "Error" unless the page is in another language. */
export interface ErrorMessageOptions extends Words {
  readonly visuallyHiddenText?: string | false | undefined
}

interface ErrorMessageProps {
  readonly id?: string | undefined
  readonly classes?: string | undefined
  readonly visuallyHiddenText?: string | false | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

export function ErrorMessage(props: ErrorMessageProps) {
  const { id, classes, visuallyHiddenText = 'Error', attributes, children } = props
  return (
    <p id={id} class={classNames('govuk-error-message', classes)} {...attributes}>
      {visuallyHiddenText === false || visuallyHiddenText === '' ? null : (
        <>
          <span class="govuk-visually-hidden">{visuallyHiddenText}:</span>{' '}
        </>
      )}
      {children}
    </p>
  )
}

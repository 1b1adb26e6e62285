import type { ComponentChildren } from 'preact'
import { classNames, type Attributes, type Words } from './common.ts'

interface ErrorItem extends Words {
  readonly href?: string | undefined
}

interface ErrorSummaryProps {
  readonly title?: ComponentChildren
  readonly description?: ComponentChildren
  readonly errorList: readonly ErrorItem[]
  readonly disableAutoFocus?: boolean | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

export function ErrorSummary(props: ErrorSummaryProps) {
  const { title = 'There is a problem', description, errorList, disableAutoFocus, classes, attributes } = props
  return (
    <div
      class={classNames('govuk-error-summary', classes)}
      data-disable-auto-focus={disableAutoFocus?.toString()}
      {...attributes}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title}</h2>
        <div class="govuk-error-summary__body">
          {description === undefined ? null : <p>{description}</p>}
          {errorList.length === 0 ? null : (
            <ul class="govuk-list govuk-error-summary__list">
              {errorList.map((item) => (
                <li>
                  <ErrorLine item={item} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}

function ErrorLine({ item: { href, text, attributes } }: { readonly item: ErrorItem }) {
  if (href === undefined || href === '') return <>{text}</>
  return (
    <a href={href} {...attributes}>
      {text}
    </a>
  )
}

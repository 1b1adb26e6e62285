import type { ComponentChildren } from 'preact'
import { classNames, type Attributes } from './common.ts'

interface GenericHeaderProps {
  readonly logo: ComponentChildren
  readonly url?: string | undefined
  readonly containerClasses?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** The header for services that are not on GOV.UK: no crown, a logo of their own. */
export function GenericHeader(props: GenericHeaderProps) {
  const { logo, url = '/', containerClasses = 'govuk-width-container', classes, attributes } = props
  return (
    <div class={classNames('govuk-generic-header', classes)} {...attributes}>
      <div class={classNames('govuk-generic-header__container', containerClasses)}>
        <div class="govuk-generic-header__logo">
          <a href={url} class="govuk-generic-header__homepage-link">
            {logo}
          </a>
        </div>
      </div>
    </div>
  )
}

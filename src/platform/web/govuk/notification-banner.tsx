import type { ComponentChildren } from 'preact'
import { classNames, headingTag, type Attributes, type HeadingLevel } from './common.ts'

interface NotificationBannerProps {
  readonly type?: 'success' | undefined
  readonly title?: ComponentChildren
  readonly titleId?: string | undefined
  readonly titleHeadingLevel?: HeadingLevel | undefined
  readonly role?: 'alert' | 'region' | undefined
  readonly disableAutoFocus?: boolean | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly children?: ComponentChildren
}

/** A plain string is shown as the banner's heading; anything else as it is. */
export function NotificationBanner(props: NotificationBannerProps) {
  const { type, titleId = 'govuk-notification-banner-title', titleHeadingLevel = 2, children } = props
  const isSuccess = type === 'success'
  const Heading = headingTag(titleHeadingLevel)
  return (
    <div
      class={classNames('govuk-notification-banner', isSuccess && 'govuk-notification-banner--success', props.classes)}
      role={props.role ?? (isSuccess ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus?.toString()}
      {...props.attributes}
    >
      <div class="govuk-notification-banner__header">
        <Heading class="govuk-notification-banner__title" id={titleId}>
          {props.title ?? (isSuccess ? 'Success' : 'Important')}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {typeof children === 'string' ? <p class="govuk-notification-banner__heading">{children}</p> : children}
      </div>
    </div>
  )
}

import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { eventsOf, type Way } from '../../../../../platform/notifications/events.ts'
import type { Notification } from '../../../../../platform/notifications/store.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

interface NotificationsProps {
  readonly notifications: readonly Notification[]
  readonly next: string | undefined
  readonly form: FormView
  readonly view: ViewContext
}

export function NotificationsPage({ notifications, next, form, view }: NotificationsProps) {
  const unread = notifications.some(({ readAt }) => readAt === null)
  return (
    <Page heading="Notifications" view={view} wide>
      <p class="govuk-body">
        What happened that concerns you. Which of it comes by e-mail too is yours to choose:{' '}
        <a class="govuk-link" href="/account/notifications">
          your choices
        </a>
        .
      </p>
      {unread ? (
        <PostForm action="/notifications/reading" form={form}>
          <Button classes="govuk-button--secondary">Mark all as read</Button>
        </PostForm>
      ) : null}
      <ResponsiveTable
        caption="Newest first"
        empty="Nothing yet. When something happens that concerns you, it is listed here."
        columns={[{ heading: 'What' }, { heading: 'When', nowrap: true }, { heading: 'State' }, { heading: '' }]}
        rows={notifications.map(({ id, text, href, at, readAt }) => [
          <a class="govuk-link" href={href}>
            {text}
          </a>,
          formatInstant(at),
          readAt === null ? <Tag colour="blue">New</Tag> : 'Read',
          readAt === null ? (
            <PostForm action={`/notifications/${id}/reading`} form={form}>
              <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
                Mark as read<span class="govuk-visually-hidden">: {text}</span>
              </Button>
            </PostForm>
          ) : null,
        ])}
      />
      {next === undefined ? null : (
        <Pagination next={{ href: `/notifications?after=${next}`, labelText: 'Earlier notifications' }} />
      )}
    </Page>
  )
}

interface ChoicesProps {
  readonly face: 'provider' | 'council'
  readonly chosen: ReadonlyMap<string, Way>
  readonly form: FormView
  readonly view: ViewContext
}

const WAYS = [
  { value: 'portal', text: 'In the portal only' },
  { value: 'digest', text: 'And in one e-mail each morning' },
  { value: 'email', text: 'And by e-mail at once' },
] as const

export function NotificationChoicesPage({ face, chosen, form, view }: ChoicesProps) {
  return (
    <Page heading="Notification choices" backLink={{ href: '/account', text: 'My account' }} view={view}>
      <p class="govuk-body">
        Everything is listed under Notifications. E-mails say that something waits and never name a person in care or an
        amount. E-mails about your own sign-in always come. The portal sends no text messages.
      </p>
      <PostForm action="/account/notifications" form={form}>
        {eventsOf(face).map(({ code, when, proposed }) => (
          <Radios
            name={code}
            idPrefix={code.replace('.', '-')}
            value={chosen.get(code) ?? proposed}
            classes="govuk-radios--small"
            legend={{ text: `When ${when}`, classes: 'govuk-fieldset__legend--s' }}
            items={WAYS}
          />
        ))}
        <Button preventDoubleClick>Save</Button>
      </PostForm>
    </Page>
  )
}

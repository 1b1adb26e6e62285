import { addDays } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Unattended } from '../../../store/administrators.ts'
import type { ContactRequest, QueuePage } from '../../../store/contact-requests.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type Status = QueuePage['status']
type Props = {
  readonly view: ViewContext
  readonly status: Status
  readonly requests: readonly ContactRequest[]
  readonly next: string | undefined
  readonly unattended: readonly Unattended[]
}

const tabs: readonly (readonly [Status, string])[] = [
  ['requested', 'Waiting'],
  ['approved', 'Approved'],
  ['refused', 'Refused'],
  ['withdrawn', 'Withdrawn'],
]

export function ContactRequestsPage({ view, status, requests, next, unattended }: Props) {
  return (
    <Page heading="Requests about people" view={view} backLink="/council/people" wide>
      <SubNavigation
        label="Requests"
        items={tabs.map(([value, text]) => ({
          href: `/council/contact-requests?status=${value}`,
          text,
          active: value === status,
        }))}
      />
      <ResponsiveTable
        caption={tabs.find(([value]) => value === status)?.[1] ?? ''}
        captionHidden
        columns={[{ heading: 'About' }, { heading: 'Organisation' }, { heading: 'Asked for' }, { heading: 'Sent' }]}
        rows={requests.map((request) => [
          <a class="govuk-link" href={`/council/contact-requests/${request.id}`}>
            {`${request.givenName} ${request.familyName}`.trim()}
          </a>,
          request.provider,
          request.kind === 'new' ? 'New contact' : 'Change of permissions or details',
          `${formatInstant(request.requestedAt)} by ${request.requesterName}`,
        ])}
        empty={status === 'requested' ? 'No request waits. Providers ask under “People”.' : 'None yet.'}
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {status !== 'requested' || unattended.length === 0 ? null : (
        <ResponsiveTable
          caption="Organisations without an administrator"
          columns={[{ heading: 'Organisation' }, { heading: 'Since when' }]}
          rows={unattended.map(({ providerId, provider, endsOn }) => [
            <a class="govuk-link" href={`/council/people/new?provider=${providerId}`}>
              {provider}
            </a>,
            endsOn === null
              ? 'Nobody looks after people there today'
              : `The last one leaves after ${formatDay(addDays(endsOn, -1))}`,
          ])}
        />
      )}
    </Page>
  )
}

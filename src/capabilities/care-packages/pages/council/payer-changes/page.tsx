import { addDays, isAfter, type LocalDate } from '../../../../../core/dates.ts'
import { PAID_AHEAD_DAYS } from '../../../../../core/paid-again.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PayerChange } from '../../../store/payers.ts'
import type { PageOf } from '../../shared/next-page.ts'
import { SecondPerson } from '../../shared/second-person.tsx'
import { PAYER_WORDS, STATUS_WORDS } from '../../shared/who-pays.tsx'

interface ChangesProps extends PageOf<PayerChange> {
  readonly view: ViewContext
}

/** For the second person: what waits, the longest first. */
export function PayerChangesPage({ rows, next, view }: ChangesProps) {
  return (
    <Page heading="Who pays what: changes that wait for a second person" view={view} wide>
      <ResponsiveTable
        caption="The longest waiting first"
        empty="Nothing waits. What somebody says on a care package, under Who pays what, comes here until another person decides."
        columns={[
          { heading: 'Package', nowrap: true },
          { heading: 'Person' },
          { heading: 'Provider' },
          { heading: 'Who pays' },
          { heading: 'From', nowrap: true },
          { heading: 'Before, a week', numeric: true },
          { heading: 'New, a week', numeric: true },
          { heading: 'Said by' },
        ]}
        rows={rows.map((change) => [
          <a class="govuk-link" href={`/council/payer-changes/${change.id}`}>
            {change.packageReference}
            <span class="govuk-visually-hidden">, {PAYER_WORDS[change.payer]}</span>
          </a>,
          change.personName,
          change.providerName,
          PAYER_WORDS[change.payer],
          formatDay(change.fromOn),
          formatPounds(change.oldPence),
          formatPounds(change.weekly),
          change.proposerName,
        ])}
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
    </Page>
  )
}

interface ChangeProps {
  readonly change: PayerChange
  readonly today: LocalDate
  readonly isOwn: boolean
  readonly mayApprove: boolean
  readonly mayChange: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function PayerChangePage({ change, today, isOwn, mayApprove, mayChange, form, view }: ChangeProps) {
  const { text, colour } = STATUS_WORDS[change.status]
  return (
    <Page
      heading={`${PAYER_WORDS[change.payer]} of ${formatPounds(change.weekly)} a week`}
      caption={`Care package ${change.packageReference}, ${change.providerName}`}
      backLink={{ href: `/council/packages/${change.packageId}/payers`, text: 'Who pays what' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        <Tag colour={colour}>{text}</Tag>
      </p>
      <SummaryList
        rows={[
          { key: 'Person', value: change.personName },
          { key: 'From', value: formatDay(change.fromOn) },
          { key: 'Before', value: `${formatPounds(change.oldPence)} a week` },
          { key: 'New', value: `${formatPounds(change.weekly)} a week` },
          { key: 'Why', value: change.reason },
          { key: 'Said by', value: `${change.proposerName}, ${formatInstant(change.proposedAt)}` },
          ...(change.deciderName === null ? [] : [{ key: 'Decided by', value: change.deciderName }]),
          ...(change.note === null ? [] : [{ key: 'Answer', value: change.note }]),
        ]}
      />
      {change.status !== 'proposed' ||
      isAfter(change.fromOn, addDays(today, PAID_AHEAD_DAYS)) ||
      change.payer === 'nursing' ? null : (
        <p class="govuk-body">
          Where the council pays net, nights that are paid already, also ahead, get a further line with the difference;
          the lines that were paid stay as they are.{' '}
          <a class="govuk-link" href={`/council/payer-changes/${change.id}/effect`}>
            Look at every line that it changes
          </a>
        </p>
      )}
      {change.status === 'proposed' ? (
        <SecondPerson
          address={`/council/payer-changes/${change.id}`}
          version={change.version}
          own={isOwn && mayChange ? 'You said this, so somebody else has to approve it.' : undefined}
          mayApprove={mayApprove}
          hints={{
            approve: 'It is paid from its day on, and both sides see it at once',
            refuse: 'Everything stays as it is',
          }}
          form={form}
        />
      ) : null}
    </Page>
  )
}

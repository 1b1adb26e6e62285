import type { LocalDate } from '../../../../../core/dates.ts'
import { perUnit, unitsText } from '../../../../../core/care-units.ts'
import { formatRate, formatShortDay } from '../../../../../core/format.ts'
import { quantity, rate } from '../../../../../core/money.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { REASON_WORDS } from '../../../rules/rejection.ts'
import type { AnsweredMonth } from '../../../store/answered-months.ts'
import type { ExpectedOfLine, Tracked } from '../../../store/reminders.ts'
import { StatusTag } from '../../shared/list.tsx'
import { ROWS } from '../../shared/query.ts'
import { AnswersChart } from './answers-chart.tsx'

interface TrackerProps {
  readonly rows: readonly Tracked[]
  readonly only: 'started' | undefined
  readonly today: LocalDate
  /** While answering is paused no answer is late. */
  readonly isPaused: boolean
  /** Beneath the first page of the whole list only. */
  readonly months: readonly AnsweredMonth[] | undefined
  /** Whether whoever looks may accept what a provider expects. */
  readonly mayAccept: boolean
  readonly view: ViewContext
}

const BASE = '/council/agreements/tracker'

export function TrackerPage({ rows, only, today, isPaused, months, mayAccept, view }: TrackerProps) {
  const shown = rows.slice(0, ROWS)
  return (
    <Page
      heading="What is with providers"
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      view={view}
      wide
    >
      <p class="govuk-body">
        Agreements that are published and not agreed: who opened them, how often their signatories were reminded, and
        what came back.
      </p>
      <SubNavigation
        label="Which agreements"
        items={[
          { text: 'All that wait', href: BASE, active: only === undefined },
          { text: 'Care has started unsigned', href: `${BASE}?only=started`, active: only === 'started' },
        ]}
      />
      <ResponsiveTable
        caption={only === undefined ? 'Soonest start first' : 'Care has started and nobody has signed, longest first'}
        classes="portal-dense"
        columns={[
          { heading: 'Agreement', nowrap: true },
          { heading: 'Provider' },
          { heading: 'Person' },
          { heading: 'Starts', nowrap: true },
          { heading: 'Answer by', nowrap: true },
          { heading: 'Seen' },
          { heading: 'Reminded' },
          { heading: 'State' },
        ]}
        rows={shown.map((row) => cells(row, { today, isPaused, mayAccept }))}
        empty={only === undefined ? 'Nothing is with providers.' : 'No care has started without a signature.'}
      />
      <Next rows={rows} only={only} />
      <TableDownloads href={BASE} query={only === undefined ? {} : { only }} what="this list" />
      {months === undefined ? null : <AnswersChart months={months} />}
    </Page>
  )
}

function Next({ rows, only }: Pick<TrackerProps, 'rows' | 'only'>) {
  const last = rows.length > ROWS ? rows[ROWS - 1] : undefined
  if (last === undefined) return null
  const next = new URLSearchParams({
    ...(only === undefined ? {} : { only }),
    after: `${last.startsOn}_${last.id}`,
  })
  return <Pagination next={{ href: `${BASE}?${next.toString()}` }} />
}

type Seeing = Pick<TrackerProps, 'today' | 'isPaused' | 'mayAccept'>

function cells(row: Tracked, seen: Seeing) {
  const { id, reference, providerName, personName, startsOn, respondBy } = row
  return [
    <a class="govuk-link" href={`/council/agreements/${id}`}>
      {reference}
    </a>,
    providerName,
    personName,
    formatShortDay(startsOn),
    respondBy === null ? '' : formatShortDay(respondBy),
    seenText(row),
    remindedText(row),
    stateOf(row, seen),
  ]
}

function seenText({ seenAt, seenBy }: Tracked): string {
  return seenAt === null ? 'Not yet' : `${formatShortDay(londonToday(seenAt))}, ${seenBy ?? ''}`
}

function remindedText({ reminders, lastReminderAt, isEscalated }: Tracked): string {
  if (reminders === 0 || lastReminderAt === null) return 'Not yet'
  const times = reminders === 1 ? 'Once' : `${String(reminders)} times`
  return `${times}, last ${formatShortDay(londonToday(lastReminderAt))}${isEscalated ? ', administrators and contact too' : ''}`
}

function stateOf(row: Tracked, { today, isPaused, mayAccept }: Seeing) {
  const { status, hasSheet, unsignedFrom, respondBy } = row
  if (status === 'rejected')
    return (
      <>
        <StatusTag status="rejected" /> {rejectedText(row)}
        {!mayAccept || row.expected.length === 0 ? null : (
          <>
            {' '}
            <a class="govuk-link" href={`/council/agreements/${row.id}/acceptance`}>
              See what accepting it would change<span class="govuk-visually-hidden"> in {row.reference}</span>
            </a>
          </>
        )}
      </>
    )
  if (hasSheet) return <StatusTag status="to-confirm" />
  if (unsignedFrom !== null && unsignedFrom <= today) return <Tag colour="red">Care started unsigned</Tag>
  if (!isPaused && respondBy !== null && respondBy < today) return <Tag colour="orange">Answer is late</Tag>
  return <StatusTag status="published" />
}

/** Why, in their words, and what they expect instead. */
function rejectedText({ reason, comment, expected }: Tracked): string {
  return [
    ...(reason === null ? [] : [`${REASON_WORDS[reason]}.`]),
    comment ?? '',
    ...expected.map((line) => expectedText(line, expected.length > 1)),
  ].join(' ')
}

/** 'Expected price: £22.00 an hour.', and of which care where more than one line is wrong. */
function expectedText({ packageReference, unit, price, quantity: parts }: ExpectedOfLine, isNamed: boolean): string {
  const of = isNamed ? ` for ${packageReference}` : ''
  return [
    ...(price === null ? [] : [`Expected price${of}: ${formatRate(rate(BigInt(price)))} ${perUnit(unit)}.`]),
    ...(parts === null ? [] : [`Expected for a week${of}: ${unitsText(quantity(BigInt(parts)), unit)}.`]),
  ].join(' ')
}

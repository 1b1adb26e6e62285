import { formatDays, formatLongDay, formatPounds, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { lateWords } from '../../../rules/late.ts'
import type { Quote } from '../../../rules/quote.ts'
import type { SheetRow } from '../../../rules/sheet-row.ts'
import type { SaidVisit } from '../../../rules/timetable.ts'
import type { WeekHeading } from '../../../store/council.ts'
import type { WeekSaidLate } from '../../../store/late.ts'
import type { Reason } from '../../../store/reasons.ts'
import type { VisitLine } from '../../../store/visits-week.ts'
import type { WeekVersion } from '../../../store/weeks.ts'
import { LoggedVisits } from '../../shared/logged-visits.tsx'
import { WeekHistory } from '../../shared/week-history.tsx'
import { formatMoment, formatUnitCost, inUnits, statusWords } from '../../shared/words.ts'
import { councilWords } from '../exceptions/words.ts'

type Props = {
  readonly view: ViewContext
  readonly heading: WeekHeading
  readonly row: SheetRow
  readonly quote: Quote | undefined
  /** How the sum comes about, step by step. */
  readonly steps: readonly string[]
  readonly visits: readonly VisitLine[]
  readonly timetable: readonly SaidVisit[]
  readonly versions: readonly WeekVersion[]
  readonly reasons: readonly Reason[]
  readonly late: WeekSaidLate | undefined
  readonly mayDecide: boolean
  readonly mayAsk: boolean
}

/** One package in one week as the council sees it: what is said, what lies behind it and what it comes to. */
export function CouncilPackageWeekPage(props: Props) {
  const { view, heading, row, visits, timetable, versions, reasons } = props
  const back = `/council/actuals/providers/${heading.providerId}/${row.weekStart}`
  return (
    <Page
      heading={heading.personName}
      caption={`${heading.reference}, ${formatDays(weekOf(row.weekStart))}`}
      view={view}
      backLink={{ href: back, text: heading.providerName }}
      wide
    >
      <Facts {...props} />
      <WaysOn {...props} />
      <LoggedVisits visits={visits} row={row} empty="No visits of this week have been received." />
      {row.recording === 'timetabled' ? <TimetabledVisits visits={timetable} /> : null}
      <Price {...props} />
      <WeekHistory versions={versions} reasons={reasons} />
    </Page>
  )
}

const recordedHow: Readonly<Record<SheetRow['recording'], string>> = {
  weekly: 'As one amount for the week',
  timetabled: 'Visit by visit of its timetable',
  visits: 'By visits that call monitoring logged',
  none: 'Not at all',
}

function Facts({ heading, row, late }: Pick<Props, 'heading' | 'row' | 'late'>) {
  const { standing, planned, plan } = row
  const heldCode = standing?.heldCode ?? null
  const status = standing === undefined ? undefined : statusWords[standing.status]
  const rows = [
    { key: 'Provider and service', value: `${heading.providerName}, ${heading.serviceName}` },
    { key: 'State', value: status === undefined ? 'Not recorded yet' : status.text },
    { key: 'Planned', value: inUnits(standing?.planned ?? planned, plan.unit) },
    ...(standing === undefined ? [] : [{ key: 'Actual', value: inUnits(standing.actual, plan.unit) }]),
    { key: 'Recorded', value: recordedHow[row.recording] },
    ...(heldCode === null ? [] : [{ key: 'Why it is held', value: councilWords[heldCode] }]),
    ...(late === undefined
      ? []
      : [{ key: 'Confirmed late', value: `${lateWords(late)} It was due at ${formatMoment(late.dueAt)}` }]),
  ]
  return <SummaryList rows={rows} />
}

function WaysOn({ row, mayDecide, mayAsk }: Props) {
  if (row.standing === undefined || row.standing.status === 'draft') return null
  const address = `/council/actuals/${row.packageId}/${row.weekStart}`
  return (
    <p class="govuk-body">
      {mayDecide ? (
        <a class="govuk-link govuk-!-margin-right-3" href={`${address}/return`}>
          Return this week
        </a>
      ) : null}{' '}
      {mayAsk ? (
        <a class="govuk-link" href={`${address}/question`}>
          Ask the provider about it
        </a>
      ) : null}
    </p>
  )
}

const outcomeWords = { delivered: 'Delivered', frustrated: 'Frustrated', missed: 'Missed' } as const

function TimetabledVisits({ visits }: { readonly visits: readonly SaidVisit[] }) {
  return (
    <ResponsiveTable
      caption="Visits of the timetable as they were recorded"
      classes="portal-dense"
      columns={[
        { heading: 'Visit', nowrap: true },
        { heading: 'Planned' },
        { heading: 'Carers', numeric: true },
        { heading: 'Outcome' },
      ]}
      rows={visits.map(({ planned, outcome, day, startsAt, endsAt, carers }) => [
        `${formatLongDay(day)}, ${startsAt} to ${endsAt}`,
        planned === undefined
          ? 'Added'
          : `${formatLongDay(planned.day)}, ${planned.startsAt} to ${planned.endsAt}, carers: ${String(planned.carers)}`,
        String(carers),
        outcomeWords[outcome],
      ])}
      empty="This week was not recorded visit by visit."
    />
  )
}

function Price({ row, quote, steps }: Pick<Props, 'row' | 'quote' | 'steps'>) {
  const heading = <h2 class="govuk-heading-m">What it comes to</h2>
  if (quote === undefined)
    return (
      <>
        {heading}
        <p class="govuk-body">It has no price: the price book says none for a day of this week.</p>
      </>
    )
  return (
    <>
      {heading}
      <p class="govuk-body">
        {row.standing === undefined ? 'As planned, ' : ''}
        <strong>{formatPounds(quote.amount)}</strong>, at {formatUnitCost(quote.price, quote.averagePrice)}
        {row.standing?.status === 'held' ? '. It is not paid while the week is held' : ''}. This is how it is worked out
        from {formatQuantity(row.standing?.planned ?? row.planned)} planned:
      </p>
      <ol class="govuk-list govuk-list--number">
        {steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </>
  )
}

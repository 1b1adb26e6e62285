import { perUnit, unitsText, type CareUnit } from '../../../../core/care-units.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatDay, formatPounds, formatQuantity, formatRate, formatTime } from '../../../../core/format.ts'
import { quantity } from '../../../../core/money.ts'
import { workingDaysSince } from '../../../../core/working-days.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { Tag, type TagColour } from '../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { Timeline } from '../../../../platform/web/patterns/timeline.tsx'
import type { Package } from '../../rules/package.ts'
import {
  countsFrom,
  daysLate,
  type AskedChange,
  type Asking,
  type Effect,
  type VariationStatus,
} from '../../rules/variation.ts'
import type { PlannedVisit, VisitChange } from '../../rules/care-plan.ts'
import type { Variation } from '../../store/variations.ts'
import { WEEKDAYS } from './package.tsx'
import { AT_HOURLY_PRICE } from './visit-prices.tsx'

const STATUS_WORDS = {
  waiting: { text: 'Waits for the council', colour: 'blue' },
  accepted: { text: 'Accepted', colour: 'green' },
  refused: { text: 'Refused', colour: 'red' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
} as const satisfies Record<VariationStatus, { text: string; colour: TagColour }>

export function VariationTag({ status }: { readonly status: VariationStatus }) {
  const { text, colour } = STATUS_WORDS[status]
  return <Tag colour={colour}>{text}</Tag>
}

interface EffectProps {
  readonly effect: Effect
  readonly unit: Package['unit']
  /** Visits of this care have prices of their own, so that what a week costs is near and not exact. */
  readonly byVisits: boolean
}

/** What the change does, before anybody sends or decides anything. */
export function VariationEffect({ effect, unit, byVisits }: EffectProps) {
  const { before, planned, weekly, units, weeklyDifference, whole } = effect
  return (
    <>
      <ResponsiveTable
        caption="What it changes"
        columns={[
          { heading: 'A week' },
          { heading: 'Now', numeric: true },
          { heading: 'As asked', numeric: true },
          { heading: 'Difference', numeric: true },
        ]}
        rows={[
          [
            'Planned',
            unitsText(before.planned, unit),
            unitsText(planned, unit),
            signed(units, formatQuantity(quantity(abs(units)))),
          ],
          ['Costs', formatPounds(before.weekly), formatPounds(weekly), signedPounds(weeklyDifference)],
        ]}
      />
      {whole === null ? null : <p class="govuk-body">{wholeText(whole, unit)}</p>}
      {byVisits ? <p class="govuk-body">{AT_HOURLY_PRICE}</p> : null}
      {effect.visits.length === 0 ? null : <VisitTable caption="Visits of a week, as asked" visits={effect.visits} />}
      {effect.visits.length > 0 && effect.visits.every(({ change }) => change === 'gone') ? (
        <p class="govuk-body">It is asked for without visits: from its first day the care has no timetable.</p>
      ) : null}
    </>
  )
}

/** All days of the change, and what a reader could not tell from the week above. */
function wholeText(
  { days, difference, prices, daysWithoutPrice }: NonNullable<Effect['whole']>,
  unit: CareUnit,
): string {
  const [first, ...later] = prices.map(({ from, price }) => ({ from, text: `${formatRate(price)} ${perUnit(unit)}` }))
  const changes = later.map(({ from, text }) => `from ${formatDay(from)} ${text}`).join(', ')
  return [
    `Over the ${String(days)} days of the change: ${signedPounds(difference)}.`,
    ...(first === undefined || later.length === 0
      ? []
      : [`The price changes within them: ${first.text}, ${changes}. The week above is at the first of these prices.`]),
    ...(daysWithoutPrice === 0
      ? []
      : [`Days without a price yet, which are not counted: ${String(daysWithoutPrice)}.`]),
  ].join(' ')
}

interface VisitTableProps {
  readonly caption: string
  readonly visits: readonly (PlannedVisit & Partial<Pick<VisitChange, 'change'>>)[]
}

const CHANGES = { same: '', new: 'New', gone: 'No more' } as const satisfies Record<VisitChange['change'], string>

/** Each visit with what becomes of it, where it is compared with the visits as they are. */
function VisitTable({ caption, visits }: VisitTableProps) {
  const compared = visits.some(({ change }) => change !== undefined)
  return (
    <ResponsiveTable
      caption={caption}
      columns={[
        { heading: 'Day' },
        { heading: 'Starts' },
        { heading: 'Minutes', numeric: true },
        { heading: 'Carers', numeric: true },
        ...(compared ? [{ heading: 'Change' }] : []),
      ]}
      rows={visits.map(({ weekday, startsAt, minutes, carers, change }) => [
        WEEKDAYS[weekday - 1] ?? '',
        formatTime(startsAt),
        String(minutes),
        String(carers),
        ...(compared ? [CHANGES[change ?? 'same']] : []),
      ])}
    />
  )
}

function signedPounds(amount: Effect['weeklyDifference']): string {
  return `${amount > 0n ? '+' : ''}${formatPounds(amount)}`
}
function signed(amount: bigint, text: string): string {
  if (amount === 0n) return 'No change'
  return `${amount > 0n ? '+' : '−'}${text}`
}
function abs(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

export function periodText({ kind, fromOn, lastOn }: AskedChange): string {
  return lastOn === null || kind === 'permanent'
    ? `For good, from ${formatDay(fromOn)}`
    : `${formatDay(fromOn)} to ${formatDay(lastOn)}`
}

/** Whether it is asked for in time, and if not, what that does. */
export function askedInTime(care: Package, asked: AskedChange, asking: Asking): string {
  const late = daysLate(asked.fromOn, asking)
  const rule = `a change is asked for within ${asking.within === 1 ? '1 day' : `${String(asking.within)} days`} after it began`
  if (late === 0) return `In time: ${rule}.`
  const from = countsFrom(care, asked, asking)
  const counts =
    from === asked.fromOn
      ? 'Fewer units count from its first day all the same.'
      : `If the council accepts it, it counts from ${formatDay(from)} only: the days before stay as they were planned.`
  return `Late by ${late === 1 ? '1 day' : `${String(late)} days`}: ${rule}. ${counts}`
}

/** As it was promised when it was asked. */
export function countsFromText({ fromOn, countsFrom: from }: Variation): string {
  return from === fromOn
    ? `${formatDay(from)}, its first day`
    : `${formatDay(from)}, the day of asking: it was asked for too late to count from ${formatDay(fromOn)}`
}

export function answerDue({ answerBy }: Variation, today: LocalDate): string {
  if (today > answerBy) return `Overdue: the council’s answer was due on ${formatDay(answerBy)}`
  const left = workingDaysSince(today, answerBy)
  const days = left === 0 ? 'today' : `in ${left === 1 ? '1 working day' : `${String(left)} working days`}`
  return `The council answers by ${formatDay(answerBy)}, ${days}`
}

interface FactsProps {
  readonly variation: Variation
  readonly effect: Effect | undefined
  readonly byVisits: boolean
  readonly today: LocalDate
  readonly face: '/provider' | '/council'
  /** Whether the reader may open the agreement that the council drafted. */
  readonly seesDraft?: boolean
}

export function VariationFacts({ variation, effect, byVisits, today, face, seesDraft = false }: FactsProps) {
  const { packageId, packageReference, personId, givenName, familyName, reason, status } = variation
  return (
    <>
      <p class="govuk-body">
        <VariationTag status={status} /> {status === 'waiting' ? answerDue(variation, today) : null}
      </p>
      <SummaryList
        rows={[
          {
            key: 'Care package',
            value: {
              text: (
                <a class="govuk-link" href={`${face}/packages/${packageId}`}>
                  {packageReference}
                </a>
              ),
            },
          },
          {
            key: 'Person',
            value: {
              text: <a class="govuk-link" href={`${face}/service-users/${personId}`}>{`${givenName} ${familyName}`}</a>,
            },
          },
          { key: 'Provider', value: variation.providerName },
          { key: 'When', value: periodText(variation) },
          { key: status === 'accepted' ? 'Counts from' : 'Would count from', value: countsFromText(variation) },
          { key: 'Asked for', value: `${unitsText(variation.planned, variation.unit)} a week` },
          { key: 'Why', value: reason },
        ]}
      />
      {effect === undefined || status !== 'waiting' ? null : (
        <VariationEffect {...{ effect, byVisits }} unit={variation.unit} />
      )}
      {status === 'waiting' ? null : <VisitsOf variation={variation} />}
      <h2 class="govuk-heading-m">Decision trail</h2>
      <Timeline headingLevel={3} items={trailOf(variation, seesDraft)} />
    </>
  )
}

/** What was asked is kept as it was asked, also where the council accepted other visits. */
function VisitsOf({ variation: { visits = [], acceptedVisits } }: Pick<FactsProps, 'variation'>) {
  return (
    <>
      {visits.length === 0 ? null : <VisitTable caption="Visits of a week, as asked" visits={visits} />}
      {acceptedVisits === null ? null : (
        <VisitTable caption="Visits that the council accepted instead" visits={acceptedVisits} />
      )}
    </>
  )
}

function trailOf(variation: Variation, seesDraft: boolean) {
  const { status, answer, answererName, answeredAt, askerName, askedAt, agreementId } = variation
  const answered =
    answeredAt === null
      ? []
      : [
          {
            title: STATUS_WORDS[status].text,
            by: answererName ?? '',
            datetime: answeredAt.toISOString(),
            date: formatInstant(answeredAt),
            content: (
              <>
                {answer === null ? null : <p class="govuk-body">{answer}</p>}
                {agreementId === null || !seesDraft ? null : (
                  <a class="govuk-link" href={`/council/agreements/${agreementId}`}>
                    The agreement that was drafted
                  </a>
                )}
              </>
            ),
          },
        ]
  return [
    ...answered,
    { title: 'Asked for', by: askerName, datetime: askedAt.toISOString(), date: formatInstant(askedAt), content: null },
  ]
}

interface ListProps {
  readonly rows: readonly Variation[]
  readonly face: '/provider' | '/council'
  readonly today: LocalDate
  readonly empty: string
}

export function VariationTable({ rows, face, today, empty }: ListProps) {
  return (
    <ResponsiveTable
      caption="Requests to change care packages"
      captionHidden
      columns={[
        { heading: 'Package', nowrap: true },
        { heading: 'Person' },
        { heading: 'When' },
        { heading: 'Asked for', numeric: true },
        { heading: 'State' },
        { heading: 'Answer' },
      ]}
      rows={rows.map((row) => [
        <a class="govuk-link" href={`${face}/variations/${row.id}`}>
          {row.packageReference}
        </a>,
        `${row.familyName}, ${row.givenName}`,
        periodText(row),
        `${unitsText(row.planned, row.unit)} a week`,
        <VariationTag status={row.status} />,
        row.status === 'waiting' ? answerDue(row, today) : (row.answer ?? ''),
      ])}
      empty={empty}
    />
  )
}

interface OfPackageProps {
  readonly rows: readonly Variation[]
  readonly face: '/provider' | '/council'
}

/** On the page of the package: what was asked about it, newest first. */
export function VariationsOf({ rows, face }: OfPackageProps) {
  if (rows.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Changes that were asked for</h2>
      <ul class="govuk-list">
        {rows.map((row) => (
          <li>
            <a class="govuk-link" href={`${face}/variations/${row.id}`}>
              {`${unitsText(row.planned, row.unit)} a week`}
            </a>
            {`, ${periodText(row)} `}
            <VariationTag status={row.status} />
          </li>
        ))}
      </ul>
    </>
  )
}

import { perUnit, unitsText } from '../../../../core/care-units.ts'
import { formatDay, formatPounds, formatRate, formatTime } from '../../../../core/format.ts'
import type { Quantity } from '../../../../core/money.ts'
import { SummaryList, type SummaryRow } from '../../../../platform/web/govuk/summary-list.tsx'
import { firstPrice, weeklyOf, weeklyOfLine, type Offer, type OfferLine } from '../../rules/content.ts'
import { CAUSE_WORDS, WEEKDAYS } from './words.ts'

/** Everything that is hashed and signed, for people to read. */
export function OfferText({ offer }: { readonly offer: Offer }) {
  const { person, service, provider, contract } = offer
  const rows: SummaryRow[] = [
    { key: 'Person', value: `${person.givenName} ${person.familyName}` },
    { key: 'Person’s reference', value: person.reference },
    { key: 'NHS number', value: person.nhsNumber ?? 'Not known' },
    { key: 'Born', value: person.bornOn === null ? 'Not known' : formatDay(person.bornOn) },
    { key: 'Provider', value: `${provider.name} (${provider.reference})` },
    { key: 'Service', value: `${service.name} (${service.reference})` },
    { key: 'Contract', value: `${contract.title}, number ${contract.number}` },
    { key: 'Starts', value: formatDay(offer.startsOn) },
    { key: 'Revision', value: String(offer.revision) },
    { key: 'Why it was published', value: CAUSE_WORDS[offer.cause] },
    { key: 'Cost of one week', value: formatPounds(weeklyOf(offer)) },
  ]
  return (
    <>
      <h2 class="govuk-heading-m">What the council offers</h2>
      <SummaryList rows={rows} />
      {offer.lines.map((line) => (
        <SummaryList
          card={{ title: { text: `Care package ${line.packageReference}`, headingLevel: 3 } }}
          rows={rowsOf(line)}
        />
      ))}
    </>
  )
}

function rowsOf(line: OfferLine): SummaryRow[] {
  return [
    { key: 'Service level', value: line.serviceLevel },
    { key: 'Planned for a week', value: unitsText(line.planned, line.unit) },
    ...(line.plannedByDay === null ? [] : [{ key: 'By day', value: byDay(line, line.plannedByDay) }]),
    ...(line.timetable.length === 0 ? [] : [{ key: 'Visits', value: { text: <Visits line={line} /> } }]),
    { key: 'Price', value: { text: <Prices line={line} /> } },
    { key: 'Starts', value: formatDay(line.startsOn) },
    { key: 'Last day', value: line.endsOn === null ? 'No end is set' : formatDay(line.endsOn) },
    { key: 'Paid on', value: termsText(line) },
    { key: 'Cost of one week', value: formatPounds(weeklyOfLine(line)) },
  ]
}

export function priceText(line: OfferLine): string {
  const price = firstPrice(line)
  return price === undefined ? 'No price' : `${formatRate(price)} ${perUnit(line.unit)}`
}

export function termsText(line: Pick<OfferLine, 'paymentTerms'>): string {
  return line.paymentTerms === 'planned'
    ? 'What is planned'
    : 'What is delivered, and what was planned but missed by the person'
}

export function byDay(line: OfferLine, days: readonly Quantity[]): string {
  return days
    .flatMap((amount, index) => (amount === 0n ? [] : [`${WEEKDAYS[index] ?? ''} ${unitsText(amount, line.unit)}`]))
    .join(', ')
}

export function visitText({ weekday, startsAt, minutes, carers }: OfferLine['timetable'][number]): string {
  const day = WEEKDAYS[weekday - 1] ?? ''
  return `${day} ${formatTime(startsAt)}, ${String(minutes)} minutes${carers === 1 ? '' : `, ${String(carers)} carers`}`
}

/** '7:30am 45 min', or '7:30am 45 min with 2 carers' */
function shortVisit({ startsAt, minutes, carers }: OfferLine['timetable'][number]): string {
  return `${formatTime(startsAt)} ${String(minutes)} min${carers === 1 ? '' : ` with ${String(carers)} carers`}`
}

function Visits({ line }: { readonly line: OfferLine }) {
  return (
    <ul class="govuk-list">
      {[...Map.groupBy(line.timetable, ({ weekday }) => weekday)].map(([weekday, visits]) => (
        <li>{`${WEEKDAYS[weekday - 1] ?? ''}: ${visits.map(shortVisit).join(', ')}`}</li>
      ))}
    </ul>
  )
}

function Prices({ line }: { readonly line: OfferLine }) {
  return (
    <>
      {priceText(line)}
      {line.prices.slice(1).map(({ from, price }) => (
        <>
          <br />
          {`From ${formatDay(from)}: ${formatRate(price)} ${perUnit(line.unit)}`}
        </>
      ))}
    </>
  )
}

import { nightsAwayText } from '../../../core/absence-tiers.ts'
import { perUnit, unitsText } from '../../../core/care-units.ts'
import { formatDay, formatPounds, formatRate, formatTime } from '../../../core/format.ts'
import { addDays } from '../../../core/dates.ts'
import { pence, type Quantity } from '../../../core/money.ts'
import type { Payer } from '../../../core/payers.ts'
import { nightsAfterText } from '../../../core/nights-after.ts'
import { visitPriceWords } from '../../../core/visit-price-words.ts'
import { firstPrice, weeklyOf, weeklyOfLine, type Cause, type Offer, type OfferLine } from './content.ts'
import type { Compared, Difference } from './differences.ts'
import type { Days } from './paid.ts'

export const CAUSE_WORDS = {
  new: 'New care',
  'social-work-decision': 'Social-work decision: the person’s needs or wishes changed',
  'annual-uplift': 'Annual uplift: the council’s prices changed',
  correction: 'Correction: what was published before was wrong',
} as const satisfies Record<Cause, string>

const COMPARED_WORDS = {
  level: 'Service level',
  plan: 'Plan for a week',
  days: 'Plan by day',
  visits: 'Visits',
  price: 'Price',
  weekly: 'Cost of a week',
  start: 'Starts',
  end: 'Last day',
  terms: 'Paid on',
  visitPrices: 'Prices of visits',
  nights: 'Nights away',
  payers: 'Who else pays',
} as const satisfies Record<Compared, string>

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** One thing that the text says; more than one value stands one beneath the other. */
export type Fact = { readonly name: string; readonly values: readonly string[] }

const fact = (name: string, ...values: readonly string[]): Fact => ({ name, values })

/** Everything that is hashed and signed, in words: the page and the paper are both made of these. */
export function offerFacts(offer: Offer): readonly Fact[] {
  const { person, service, provider, contract } = offer
  return [
    fact('Person', `${person.givenName} ${person.familyName}`),
    fact('Person’s reference', person.reference),
    fact('NHS number', person.nhsNumber ?? 'Not known'),
    fact('Born', person.bornOn === null ? 'Not known' : formatDay(person.bornOn)),
    fact('Provider', `${provider.name} (${provider.reference})`),
    fact('Service', `${service.name} (${service.reference})`),
    fact('Contract', `${contract.title}, number ${contract.number}`),
    fact('Starts', formatDay(offer.startsOn)),
    fact('Revision', String(offer.revision)),
    fact('Why it was published', CAUSE_WORDS[offer.cause]),
    fact(
      'Cost of one week',
      formatPounds(weeklyOf(offer)),
      ...(offer.lines.some(hasVisitPrices) ? [AT_HOURLY_PRICE] : []),
    ),
  ]
}

export function lineFacts(line: OfferLine): readonly Fact[] {
  return [
    fact('Service level', line.serviceLevel),
    fact('Planned for a week', unitsText(line.planned, line.unit)),
    ...(line.plannedByDay === null ? [] : [fact('By day', byDay(line, line.plannedByDay))]),
    ...(line.timetable.length === 0 ? [] : [fact('Visits', ...visitsByDay(line))]),
    fact('Price', ...prices(line)),
    ...(hasVisitPrices(line) ? [fact('Prices of visits', ...visitPrices(line))] : []),
    fact('Starts', formatDay(line.startsOn)),
    fact('Last day', endText(line)),
    fact('Paid on', termsText(line)),
    ...(line.paid === null || line.unit !== 'week' ? [] : [fact('Nights away', ...nightsWords(line))]),
    ...(payersOf(line).length === 0 ? [] : [fact('Who else pays', ...payersOf(line))]),
    fact('Cost of one week', formatPounds(weeklyOfLine(line)), ...(hasVisitPrices(line) ? [AT_HOURLY_PRICE] : [])),
  ]
}

const AT_HOURLY_PRICE =
  'At the hourly price. Visits that have prices of their own are paid by those, so a week may cost more or less'

function hasVisitPrices({ paid }: OfferLine): boolean {
  return paid !== null && paid.visitPrices.length > 0
}

/** Each price in words; where they change, under the days for which they hold. */
function visitPrices({ paid }: OfferLine): readonly string[] {
  const tables = paid?.visitPrices ?? []
  return tables.flatMap((table, index) => [
    ...(index === 0 && table.until === null ? [] : [`${daysText(table)}:`]),
    ...visitPriceWords(table),
  ])
}

/** 'From 6 April 2026 to 31 March 2027' */
function daysText({ from, until }: Days): string {
  return `From ${formatDay(from)}${until === null ? '' : ` to ${formatDay(addDays(until, -1))}`}`
}

function nightsWords({ paid }: OfferLine): readonly string[] {
  if (paid === null) return ['Not said']
  const { nightsTiers, nightsAfter } = paid
  return [nightsAwayText(nightsTiers), ...(nightsAfter === undefined ? [] : [nightsAfterText(nightsAfter)])]
}

const PAYERS = {
  contribution: 'The person: assessed contribution',
  'top-up': 'A third party: top-up',
  nursing: 'The NHS, beside the price: nursing care',
} as const satisfies Record<Payer, string>

/** Who bears part of a week, by days, and who collects it. */
function payersOf({ paid }: OfferLine): readonly string[] {
  const told = (paid?.payers ?? []).filter(({ weekly }) => weekly > 0n)
  if (told.length === 0) return []
  const net = paid?.net ?? []
  const paysNet = net.map(
    (days) => `${daysText(days)}, the council pays the price less contribution and top-up, which the provider collects`,
  )
  return [
    ...told.map((row) => `${PAYERS[row.payer]}, ${formatPounds(row.weekly)} a week. ${daysText(row)}`),
    ...(net.length === 0 ? ['The council pays the whole price and collects contribution and top-up itself'] : paysNet),
  ]
}

type Named = Pick<Offer, 'reference' | 'revision'>

/** Of the text before: 'Revision 2', or 'Agreement P-1-A1, revision 2' where another agreement was about the care. */
export function textName(before: Named, after: Named): string {
  const revision = `evision ${String(before.revision)}`
  return before.reference === after.reference ? `R${revision}` : `Agreement ${before.reference}, r${revision}`
}

export function nameOfNew(before: Named, after: Named): string {
  return before.reference === after.reference ? `Revision ${String(after.revision)}` : 'This agreement'
}

/** Within a sentence. */
export function lowered(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

/** What, before and after; `named` when more than one package is compared. */
export function differenceRows({ packageReference, before, after, fields }: Difference, named: boolean) {
  if (before === undefined) return [[`Care package ${packageReference}`, 'Not there', 'Added']]
  if (after === undefined) return [[`Care package ${packageReference}`, 'There', 'Removed']]
  return fields.map((field) => [
    `${COMPARED_WORDS[field]}${named ? ` (${packageReference})` : ''}`,
    VALUES[field](before),
    field === 'weekly' ? weeklyText(before, after) : VALUES[field](after),
  ])
}

/** What it costs from now on, and how much that changes: '£2,769.20 (£167.72 more)'. */
function weeklyText(before: OfferLine, after: OfferLine): string {
  const [then, now] = [weeklyOfLine(before), weeklyOfLine(after)]
  return now > then
    ? `${formatPounds(now)} (${formatPounds(pence(now - then))} more)`
    : `${formatPounds(now)} (${formatPounds(pence(then - now))} less)`
}

const VALUES: Readonly<Record<Compared, (line: OfferLine) => string>> = {
  level: (line) => line.serviceLevel,
  plan: (line) => unitsText(line.planned, line.unit),
  days: (line) => (line.plannedByDay === null ? 'Not planned by day' : byDay(line, line.plannedByDay)),
  visits: (line) => (line.timetable.length === 0 ? 'No visits' : line.timetable.map(visitText).join('; ')),
  price: (line) => prices(line).join('; '),
  weekly: (line) => formatPounds(weeklyOfLine(line)),
  start: (line) => formatDay(line.startsOn),
  end: endText,
  terms: termsText,
  visitPrices: (line) => (hasVisitPrices(line) ? visitPrices(line).join('; ') : 'None'),
  nights: (line) => nightsWords(line).join('. '),
  payers: (line) => payersOf(line).join('; ') || 'Nobody but the council',
}

function endText({ endsOn }: Pick<OfferLine, 'endsOn'>): string {
  return endsOn === null ? 'No end is set' : formatDay(endsOn)
}

function priceText(line: OfferLine): string {
  const price = firstPrice(line)
  return price === undefined ? 'No price' : `${formatRate(price)} ${perUnit(line.unit)}`
}

function prices(line: OfferLine): readonly string[] {
  const later = line.prices
    .slice(1)
    .map(({ from, price }) => `From ${formatDay(from)}: ${formatRate(price)} ${perUnit(line.unit)}`)
  return [priceText(line), ...later]
}

function termsText({ paymentTerms, paid, unit }: OfferLine): string {
  if (paymentTerms === 'planned') return 'What is planned'
  if (paid !== null && unit === 'week') return 'Nights stayed, and nights away as said below'
  const share = paid?.frustratedPercent ?? 100
  if (share === 0) return 'What is delivered. What was planned but missed by the person is not paid'
  const missed = 'what was planned but missed by the person'
  return share === 100 ? `What is delivered, and ${missed}` : `What is delivered, and ${String(share)}% of ${missed}`
}

function byDay(line: OfferLine, days: readonly Quantity[]): string {
  return days
    .flatMap((amount, index) => (amount === 0n ? [] : [`${WEEKDAYS[index] ?? ''} ${unitsText(amount, line.unit)}`]))
    .join(', ')
}

function visitText({ weekday, startsAt, minutes, carers }: OfferLine['timetable'][number]): string {
  const day = WEEKDAYS[weekday - 1] ?? ''
  return `${day} ${formatTime(startsAt)}, ${String(minutes)} minutes${carers === 1 ? '' : `, ${String(carers)} carers`}`
}

/** '7:30am 45 min', or '7:30am 45 min with 2 carers' */
function shortVisit({ startsAt, minutes, carers }: OfferLine['timetable'][number]): string {
  return `${formatTime(startsAt)} ${String(minutes)} min${carers === 1 ? '' : ` with ${String(carers)} carers`}`
}

function visitsByDay(line: OfferLine): readonly string[] {
  return [...Map.groupBy(line.timetable, ({ weekday }) => weekday)].map(
    ([weekday, visits]) => `${WEEKDAYS[weekday - 1] ?? ''}: ${visits.map(shortVisit).join(', ')}`,
  )
}

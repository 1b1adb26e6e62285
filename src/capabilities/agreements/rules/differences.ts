import { isAfter } from '../../../core/dates.ts'
import { weeklyOfLine, type Offer, type OfferLine } from './content.ts'
import { paidFrom, type LinePaid } from './paid.ts'

export const COMPARED = [
  ...(['level', 'plan', 'days', 'visits', 'price', 'weekly', 'start', 'end', 'terms'] as const),
  ...(['visitPrices', 'nights', 'payers'] as const),
] as const
export type Compared = (typeof COMPARED)[number]

/** One line of care as two texts have it. A line that only one of them has was added or removed. */
export type Difference = {
  readonly packageReference: string
  readonly before: OfferLine | undefined
  readonly after: OfferLine | undefined
  readonly fields: readonly Compared[]
}

/**
 * What changed since a text of this agreement, or of the one that it takes the place of. Of another agreement only the same
 * care is compared, and only what it says of the days from this one on: prices that were over by then are history.
 */
export function changesSince(before: Offer, after: Offer): readonly Difference[] {
  return differencesBetween(before.reference === after.reference ? before : standingFor(before, after), after)
}

function standingFor(before: Offer, { lines: wanted, startsOn }: Offer): Offer {
  const ids = wanted.map(({ packageId }) => packageId)
  const lines = before.lines
    .filter(({ packageId }) => ids.includes(packageId))
    .map((line) => {
      const going = line.prices.filter(({ until }) => until === null || isAfter(until, startsOn))
      const paid = line.paid === null ? null : paidFrom(line.paid, { startsOn, endsOn: line.endsOn })
      return { ...line, paid, prices: going.length === 0 ? line.prices.slice(-1) : going }
    })
  return { ...before, lines }
}

export function differencesBetween(before: Offer, after: Offer): readonly Difference[] {
  const ids = [...new Set([...before.lines, ...after.lines].map(({ packageId }) => packageId))]
  return ids.flatMap((id) => {
    const [old, young] = [before, after].map(({ lines }) => lines.find(({ packageId }) => packageId === id))
    const [one, other] = alike(old, young)
    const fields = COMPARED.filter((field) => comparable(one, field) !== comparable(other, field))
    const packageReference = (young ?? old)?.packageReference ?? ''
    return fields.length === 0 ? [] : [{ packageReference, before: old, after: young, fields }]
  })
}

/** What one of two texts does not say is no difference between them: the first format left it out. */
function alike(
  old: OfferLine | undefined,
  young: OfferLine | undefined,
): readonly [OfferLine | undefined, OfferLine | undefined] {
  if (old === undefined || young === undefined || (old.paid !== null && young.paid !== null)) return [old, young]
  return [
    { ...old, paid: null },
    { ...young, paid: null },
  ]
}

function comparable(line: OfferLine | undefined, field: Compared): string {
  return line === undefined ? 'absent' : VALUES[field](line)
}

const VALUES: Readonly<Record<Compared, (line: OfferLine) => string>> = {
  level: (line) => line.serviceLevel,
  plan: (line) => `${line.planned.toString()} ${line.unit}`,
  days: (line) => line.plannedByDay?.join() ?? '',
  // By name: a text that was stored has its keys in another order.
  visits: ({ timetable }) =>
    timetable.map(({ weekday, startsAt, minutes, carers }) => [weekday, startsAt, minutes, carers].join()).join(';'),
  // Every price that is known, and from when: a later one is paid as well. The first day of the first is the line’s own.
  price: ({ prices }) => prices.map(({ from, price }, index) => [index === 0 ? '' : from, price].join(' ')).join(),
  weekly: (line) => weeklyOfLine(line).toString(),
  start: (line) => line.startsOn,
  end: (line) => line.endsOn ?? '',
  terms: ({ paymentTerms, paid }) => [paymentTerms, paid?.frustratedPercent ?? ''].join(),
  visitPrices: ({ paid }) => JSON.stringify(paid?.visitPrices.map(saidVisitPrices) ?? []),
  nights: ({ paid }) =>
    [
      ...(paid?.nightsTiers ?? []).map(({ upTo, percent }) => [upTo ?? '', percent].join(' ')),
      ...(paid?.nightsAfter === undefined ? [] : [paid.nightsAfter.deathDays, paid.nightsAfter.noticeDays]),
    ].join(),
  payers: ({ paid }) =>
    [
      ...(paid?.payers ?? []).map(({ payer, from, until, weekly }) => [payer, from, until ?? '', weekly].join(' ')),
      ...(paid?.net ?? []).map(({ from, until }) => ['net', from, until ?? ''].join(' ')),
    ].join(),
}

/** By place: a text that was stored has its keys in another order. */
function saidVisitPrices({ from, until, split, fixed, bands }: LinePaid['visitPrices'][number]) {
  const lengths = fixed.map(({ minutes, price }) => [minutes, price])
  return [from, until, split, lengths, bands.map((band) => [band.days, band.from, band.until, band.price])]
}

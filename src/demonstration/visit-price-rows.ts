import { decimalText } from '../core/decimal.ts'
import type { LocalDate } from '../core/dates.ts'
import { row, type Making, type Row } from './rows.ts'

type Line = { readonly reference: string; readonly price: bigint; readonly place: number }
type Priced = { readonly percent: bigint } & Readonly<Record<string, string | bigint>>

/** Hours of evenings, weekends, bank holidays and special days, in per cent of the hourly price. */
const TIMES: readonly Priced[] = [
  { days: 'weekday', from_time: '19:00', to_time: '22:00', percent: 110n },
  { days: 'weekend', percent: 115n },
  { days: 'bank-holiday', percent: 150n },
  { days: 'special-day', percent: 200n },
]
/** Visits of these lengths: the shorter, the dearer each minute of them. */
const LENGTHS: readonly Priced[] = [
  { minutes: '30', percent: 56n },
  { minutes: '45', percent: 80n },
  { minutes: '60', percent: 100n },
]

/** The first line of a company that logs its visits is paid by the time of day, the second by the length of the visit. */
export function* visitPriceRows({ priceYear }: Making, { reference, price, place }: Line): Generator<Row> {
  const said = place === 0 ? TIMES : place === 1 ? LENGTHS : []
  for (const [index, { percent, ...cells }] of said.entries())
    yield row('visit-prices', {
      rate_ref: reference,
      starts_on: `${String(priceYear)}-04-01`,
      number: String(index + 1),
      over_an_edge: 'parts',
      ...Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, String(value)])),
      // Whole pence.
      price: decimalText(((price * percent) / 10_000n) * 100n, 4, 4),
    })
}

/** The patron of South Shields has a day that no calendar of England knows. */
export function* calendarDayRows(asOf: LocalDate): Generator<Row> {
  const year = asOf.slice(0, 4)
  yield row('calendar-days', { day: `${year}-11-17`, kind: 'bank-holiday', name: 'St Hilda’s Day' })
  yield row('calendar-days', { day: `${year}-12-24`, kind: 'special-day', name: 'Christmas Eve' })
  yield row('calendar-days', { day: `${year}-12-31`, kind: 'special-day', name: 'New Year’s Eve' })
}

import { rateText } from '../../../../../core/decimal.ts'
import { rate } from '../../../../../core/money.ts'
import { BAND_DAYS, type BandDay, type SaidBand, type SaidVisitPrices } from '../../../../../core/visit-prices.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { ProposeVisitsRefusal } from '../../../rules/visit-price.ts'
import { BAND_DAY_WORDS, clockText } from '../../../rules/visit-price-words.ts'
import { priceTyped, type Values } from '../../shared/typed.ts'

/** How many rows the form has. */
export const FIXED_ROWS = [1, 2, 3, 4, 5, 6] as const
export const BAND_ROWS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
/** Both kinds of week together are a choice of their own. */
export const EVERY_DAY = 'every-day'
const LONGEST = 1_440

type Typed = { readonly prices: SaidVisitPrices } | { readonly errors: readonly FieldError[] }

/** Rows that are left empty say nothing. */
export function pricesTyped(values: Values): Typed {
  const errors: FieldError[] = []
  const fixed = FIXED_ROWS.filter((row) => isFilled(values, `fixed-${String(row)}`, ['minutes', 'price'])).map((row) =>
    fixedTyped(values, `fixed-${String(row)}`, errors),
  )
  const bands = BAND_ROWS.filter((row) => isFilled(values, `band-${String(row)}`, ['days', 'from', 'to', 'price'])).map(
    (row) => bandTyped(values, `band-${String(row)}`, errors),
  )
  const split = values['split']
  if (split !== 'parts' && split !== 'start')
    errors.push({ field: 'split', text: 'Select how a visit over an edge is paid' })
  return errors.length > 0 ? { errors } : { prices: { split: split === 'parts', fixed, bands } }
}

function isFilled(values: Values, row: string, boxes: readonly string[]): boolean {
  return boxes.some((box) => (values[`${row}-${box}`] ?? '').trim() !== '')
}

function fixedTyped(values: Values, row: string, errors: FieldError[]) {
  const text = (values[`${row}-minutes`] ?? '').trim()
  const minutes = /^\d{1,4}$/u.test(text) ? Number(text) : 0
  if (minutes < 1 || minutes > LONGEST)
    errors.push({ field: `${row}-minutes`, text: 'Enter the minutes of the visit as a whole number from 1 to 1,440' })
  return { minutes, price: priceOf(values, `${row}-price`, errors) }
}

function bandTyped(values: Values, row: string, errors: FieldError[]): SaidBand {
  const days = daysOf(values[`${row}-days`] ?? '')
  if (days.length === 0) errors.push({ field: `${row}-days`, text: 'Select the days of this time' })
  return { days, ...timesTyped(values, row, errors), price: priceOf(values, `${row}-price`, errors) }
}

function timesTyped(values: Values, row: string, errors: FieldError[]): Pick<SaidBand, 'from' | 'until'> {
  const from = timeTyped(values[`${row}-from`] ?? '')
  const until = timeTyped(values[`${row}-to`] ?? '')
  if (from === undefined || from === LONGEST)
    errors.push({ field: `${row}-from`, text: 'Enter when it begins as a time from 00:00 to 23:59, like 18:00' })
  if (until === undefined)
    errors.push({ field: `${row}-to`, text: 'Enter when it ends as a time, like 22:00. Midnight is 24:00' })
  else if (until === from) errors.push({ field: `${row}-to`, text: 'It must end at another time than it begins' })
  return { from: from ?? 0, until: until ?? 0 }
}

function priceOf(values: Values, field: string, errors: FieldError[]): number {
  const price = priceTyped(values, field, 'the price')
  if (!price.ok) errors.push({ field: price.refusal.field, text: price.refusal.text })
  return price.ok ? Number(price.value) : 0
}

function daysOf(choice: string): readonly BandDay[] {
  if (choice === EVERY_DAY) return ['weekday', 'weekend']
  return choice.split('+').flatMap((word) => BAND_DAYS.find((day) => day === word) ?? [])
}

/** 18:00, 6:30 or 1800; 24:00 is the end of the day. */
function timeTyped(text: string): number | undefined {
  const [, hours, minutes] = /^\s*(\d{1,2})[:.]?(\d{2})\s*$/u.exec(text) ?? []
  if (hours === undefined || minutes === undefined || Number(minutes) > 59) return undefined
  const minute = Number(hours) * 60 + Number(minutes)
  return minute <= LONGEST ? minute : undefined
}

/** What holds now, as the form shows it to be changed. */
export function valuesOf(prices: SaidVisitPrices | undefined): Values {
  if (prices === undefined) return {}
  const entries: readonly (readonly [string, string])[] = [
    ['split', prices.split ? 'parts' : 'start'],
    ...prices.fixed.flatMap(({ minutes, price }, place): [string, string][] => [
      [`fixed-${String(place + 1)}-minutes`, String(minutes)],
      [`fixed-${String(place + 1)}-price`, shownPrice(price)],
    ]),
    ...prices.bands.flatMap(({ days, from, until, price }, place): [string, string][] => [
      [`band-${String(place + 1)}-days`, choiceOf(days)],
      [`band-${String(place + 1)}-from`, clockText(from)],
      [`band-${String(place + 1)}-to`, clockText(until)],
      [`band-${String(place + 1)}-price`, shownPrice(price)],
    ]),
  ]
  return Object.fromEntries(entries)
}

function choiceOf(days: readonly BandDay[]): string {
  return days.length === 2 && days.includes('weekday') && days.includes('weekend') ? EVERY_DAY : days.join('+')
}

/** '19.50'; four decimals only where they are needed. */
function shownPrice(price: number): string {
  return rateText(rate(BigInt(price))).replace(/00$/u, '')
}

/** Where the page says what the rule refuses. */
export function wordsFor(refusal: ProposeVisitsRefusal, values: Values): FieldError {
  if (refusal.code === 'length-twice')
    return {
      field: `fixed-${String(rowOf(values, 'fixed', FIXED_ROWS, refusal.place))}-minutes`,
      text: `There is another price for ${String(refusal.minutes)} minutes. Take one of them away`,
    }
  if (refusal.code !== 'overlap') return WORDS[refusal.code]
  const [row, other] = [refusal.place, refusal.before].map((place) => rowOf(values, 'band', BAND_ROWS, place))
  return {
    field: `band-${String(row)}-from`,
    text: `Times ${String(other)} and ${String(row)} have a time in common (${BAND_DAY_WORDS[refusal.kind]}). Change one of them`,
  }
}

function rowOf(values: Values, kind: 'fixed' | 'band', rows: readonly number[], place: number): number {
  const boxes = kind === 'fixed' ? ['minutes', 'price'] : ['days', 'from', 'to', 'price']
  return rows.filter((row) => isFilled(values, `${kind}-${String(row)}`, boxes))[place] ?? 1
}

const WORDS = {
  'nothing-said': { field: 'fixed-1-minutes', text: 'Enter a price for a length or for a time' },
  'not-by-hour': { field: 'main-content', text: 'Only a price by the hour has prices of visits' },
  'already-waiting': { field: 'main-content', text: 'Other prices of visits wait for a second person already' },
  'before-contract': { field: 'from-day', text: 'The day must be on or after the first day of the contract' },
  'after-contract': { field: 'from-day', text: 'The contract ends before that day' },
  'reason-missing': { field: 'reason', text: 'Enter why they change' },
  'no-hourly-price': {
    field: 'from-day',
    text: 'The line has no hourly price on that day. Say one first: it pays for all time that no price here is for',
  },
  'not-by-visits': {
    field: 'from-day',
    text: 'On that day the contract is not recorded by visits, so that nobody would be paid by these prices',
  },
  'pays-plan': {
    field: 'from-day',
    text: 'On that day the contract pays what is planned, whatever is delivered: no visit is priced',
  },
  'same-prices': { field: 'main-content', text: 'These are the prices of that day already' },
  'nothing-to-end': { field: 'from-day', text: 'No prices of visits hold on that day' },
} satisfies Record<Exclude<ProposeVisitsRefusal['code'], 'length-twice' | 'overlap'>, FieldError>

import { weekdayOf } from './dates.ts'
import type { LocalDate } from './dates.ts'
import { decimalText, penceText, quantityText } from './decimal.ts'
import { PARTS_PER_UNIT, quantity } from './money.ts'
import type { Pence, Quantity, Rate } from './money.ts'
import { lastDay } from './periods.ts'
import type { DayRange } from './periods.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** '3 March 2025' */
export function formatDay(day: LocalDate): string {
  return `${formatDayAndMonth(day)} ${yearOf(day)}`
}
/** '3 March' */
export function formatDayAndMonth(day: LocalDate): string {
  return `${dayOf(day)} ${monthOf(day)}`
}
/** 'April 2025', of any day in it */
export function formatMonth(day: LocalDate): string {
  return `${monthOf(day)} ${yearOf(day)}`
}
/** '3 Mar 2025', for narrow columns */
export function formatShortDay(day: LocalDate): string {
  return `${dayOf(day)} ${monthOf(day).slice(0, 3)} ${yearOf(day)}`
}
/** 'Monday 3 March 2025' */
export function formatLongDay(day: LocalDate): string {
  return `${WEEKDAY_NAMES[weekdayOf(day) - 1] ?? ''} ${formatDay(day)}`
}
/** '3 to 9 March 2025', '31 March to 6 April 2025', '30 December 2024 to 5 January 2025' */
export function formatDays(range: DayRange): string {
  const last = lastDay(range)
  if (last <= range.from) return formatDay(range.from)
  if (yearOf(range.from) !== yearOf(last)) return `${formatDay(range.from)} to ${formatDay(last)}`
  if (monthOf(range.from) !== monthOf(last)) return `${formatDayAndMonth(range.from)} to ${formatDay(last)}`
  return `${dayOf(range.from)} to ${formatDay(last)}`
}
/** '2:05pm' from '14:05' */
export function formatTime(time: string): string {
  const hour = Number(time.slice(0, 2))
  const minute = time.slice(3, 5)
  return `${String(hour % 12 === 0 ? 12 : hour % 12)}${minute === '00' ? '' : `:${minute}`}${hour < 12 ? 'am' : 'pm'}`
}

/** '£1,652.00' and '−£1,888.00', with a true minus sign */
export function formatPounds(amount: Pence): string {
  return inPounds(penceText(amount))
}
/** '294.00', for boxes and files */
export function formatPence(amount: Pence): string {
  return penceText(amount)
}
/** '£22.40' or '£22.4050': two places unless the price needs more */
export function formatRate(price: Rate): string {
  return inPounds(decimalText(price, 4, price % 100n === 0n ? 2 : 4))
}
/** '13.25'; a time that no decimal gives exactly is shown to the minute, '0:20' */
export function formatQuantity(amount: Quantity): string {
  const exact = quantityText(amount)
  if (!exact.includes('/')) return exact
  const partsPerMinute = PARTS_PER_UNIT / 60n
  if (amount % partsPerMinute !== 0n) return exact
  const total = amount / partsPerMinute
  return `${(total / 60n).toString()}:${(total % 60n).toString().padStart(2, '0')}`
}

/** '1 below plan', '0.25 above plan'; what differs in its parts but not in its sum says that. */
export function formatAgainstPlan(difference: Quantity): string {
  if (difference === 0n) return 'plan moved, same total'
  return difference < 0n
    ? `${formatQuantity(quantity(0n - difference))} below plan`
    : `${formatQuantity(difference)} above plan`
}

/** '1.4 left (9%)' of what may be delivered before a week waits for the council, or '0.6 over (4%)' it. */
export function formatRoom(actual: Quantity, most: Quantity): string {
  const room = most - actual
  const amount = room < 0n ? 0n - room : room
  const share = most === 0n ? '' : ` (${String((amount * 200n + most) / (most * 2n))}%)`
  return `${formatQuantity(quantity(amount))} ${room < 0n ? 'over' : 'left'}${share}`
}

function inPounds(text: string): string {
  const negative = text.startsWith('-')
  const [whole = '', fraction = ''] = text.slice(negative ? 1 : 0).split('.')
  return `${negative ? '\u2212' : ''}£${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`
}
function dayOf(day: LocalDate): string {
  return String(Number(day.slice(8, 10)))
}
function monthOf(day: LocalDate): string {
  return MONTHS[Number(day.slice(5, 7)) - 1] ?? ''
}
function yearOf(day: LocalDate): string {
  return day.slice(0, 4)
}

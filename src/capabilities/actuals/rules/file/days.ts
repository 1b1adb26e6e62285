import { addDays, localDate, parseLocalDate, weekdayOf } from '../../../../core/dates.ts'
import type { LocalDate, Weekday } from '../../../../core/dates.ts'

/** How a file writes 3 April: 'day-first' 03/04, 'month-first' 04/03. Unknown when nothing in it tells them apart. */
export type DateStyle = 'day-first' | 'month-first' | 'unknown' | 'mixed'

export type DayFault = 'not-a-date' | 'ambiguous' | 'missing'
export type ReadDay = { readonly day: LocalDate } | { readonly fault: DayFault }

const PARTS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
const NAMED = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -,]+(\d{4})$/i
const SERIAL = /^\d{5}$/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAY_ZERO = localDate('1899-12-30')
/** A number between these is a day of 2000 to 2099 as spreadsheets count them. */
const SERIALS = { from: 36_526, until: 73_051 }

/**
 * A number above 12 can only be a day. Where no date has one, and each is the first of a week, the day on which the council's
 * weeks begin decides: nearly every date of the other style would fall on some other day.
 */
export function dateStyle(texts: readonly string[], weekStartsOn: Weekday | undefined): DateStyle {
  const parts = texts.flatMap((text) => {
    const [, first, second, year] = PARTS.exec(text.trim()) ?? []
    return first === undefined || second === undefined || year === undefined ? [] : [{ first, second, year }]
  })
  const dayFirst = parts.some(({ first }) => Number(first) > 12)
  const monthFirst = parts.some(({ second }) => Number(second) > 12)
  if (dayFirst && monthFirst) return 'mixed'
  if (dayFirst || monthFirst) return dayFirst ? 'day-first' : 'month-first'
  const onWeekday = (ordered: readonly (LocalDate | undefined)[]) =>
    parts.length > 0 && ordered.every((day) => day !== undefined && weekdayOf(day) === weekStartsOn)
  const asDayFirst = onWeekday(parts.map(({ first, second, year }) => dayOf(first, second, year)))
  const asMonthFirst = onWeekday(parts.map(({ first, second, year }) => dayOf(second, first, year)))
  if (asDayFirst === asMonthFirst) return parts.every(({ first, second }) => first === second) ? 'day-first' : 'unknown'
  return asDayFirst ? 'day-first' : 'month-first'
}

/** ISO, words, the number of a spreadsheet, or digits in the file's own style; never a guess. */
export function readDay(typed: string, style: DateStyle): ReadDay {
  const text = typed.trim()
  if (text === '') return { fault: 'missing' }
  const iso = parseLocalDate(text.slice(0, 10))
  if (iso !== undefined && /^($|[T ])/.test(text.slice(10))) return { day: iso }
  const [, first, second, year] = PARTS.exec(text) ?? []
  if (first !== undefined && second !== undefined && year !== undefined) return inStyle([first, second, year], style)
  return known(named(text) ?? serial(text))
}

function inStyle([first, second, year]: readonly [string, string, string], style: DateStyle): ReadDay {
  if (style === 'month-first') return known(dayOf(second, first, year))
  if (style === 'day-first' || first === second) return known(dayOf(first, second, year))
  // Nothing in the file tells the two readings apart, or it uses both.
  return dayOf(first, second, year) === undefined && dayOf(second, first, year) === undefined
    ? { fault: 'not-a-date' }
    : { fault: 'ambiguous' }
}

function named(text: string): LocalDate | undefined {
  const [, day = '', month = '', year = ''] = NAMED.exec(text) ?? []
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1
  return number === 0 ? undefined : dayOf(day, String(number), year)
}

function serial(text: string): LocalDate | undefined {
  if (!SERIAL.test(text)) return undefined
  const days = Number(text)
  return days >= SERIALS.from && days < SERIALS.until ? addDays(DAY_ZERO, days) : undefined
}

function known(day: LocalDate | undefined): ReadDay {
  return day === undefined ? { fault: 'not-a-date' } : { day }
}

function dayOf(day: string, month: string, year: string): LocalDate | undefined {
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

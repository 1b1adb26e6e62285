import { addDays, daysBetween, parseLocalDate, type LocalDate } from '../../../../../core/dates.ts'
import { NotFound } from '../../../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import { dayTyped, faultsIn, isDayEmpty, textOf, type Faults, type Values } from '../../shared/typed-day.ts'

/** A year and a day: a leap year as a whole. */
const MOST_DAYS = 366

/** Half-open. */
type Days = { readonly from: LocalDate; readonly until: LocalDate }

/** The days of a download: those that were typed, or else the period that was chosen. */
export function daysAsked(values: Values): Outcome<Days, Faults> {
  if (isDayEmpty(values, 'from') && isDayEmpty(values, 'to') && textOf(values, 'period') !== '')
    return done(periodNamed(textOf(values, 'period')))
  const from = dayTyped(values, 'from', 'the first day')
  const to = dayTyped(values, 'to', 'the last day')
  if (!from.ok || !to.ok) return refused({ code: 'faulty', faults: faultsIn([from, to]) })
  const fault = (text: string) => refused<Faults>({ code: 'faulty', faults: [{ field: 'to-day', text }] })
  if (to.value < from.value) return fault('The last day must be the first day or after it')
  if (daysBetween(from.value, to.value) >= MOST_DAYS) return fault('The last day must be within a year of the first')
  return done({ from: from.value, until: addDays(to.value, 1) })
}

/** As the choices of the page write it. */
function periodNamed(period: string): Days {
  const [from, until] = period.split('_').map((day) => parseLocalDate(day))
  if (from === undefined || until === undefined || until <= from || daysBetween(from, until) > MOST_DAYS)
    throw new NotFound('period')
  return { from, until }
}

import { minutes } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Entry } from './week.ts'

/** What the visits of one day of a week came to: paid minutes of all carers. */
export type VisitsDay = { readonly delivered: number; readonly frustrated: number; readonly visits: number }
export type VisitsWeek = {
  readonly entry: Entry
  readonly actualByDay: readonly Quantity[]
  readonly frustratedByDay: readonly Quantity[]
}

/** The week that allocated visits add up to: what is short of the plan was missed, what goes over it is extra. */
export function weekOfVisits(planned: Quantity, days: readonly VisitsDay[]): VisitsWeek {
  const actualByDay = days.map(({ delivered }) => minutes(delivered))
  const frustratedByDay = days.map(({ frustrated }) => minutes(frustrated))
  const actual = sum(actualByDay)
  const frustrated = sum(frustratedByDay)
  const short = planned - frustrated - actual
  const entry = {
    frustrated,
    missed: quantity(short > 0n ? short : 0n),
    extra: quantity(short < 0n ? -short : 0n),
    visits: days.reduce((total, day) => total + day.visits, 0),
    comment: short === 0n && frustrated === 0n ? '' : 'From call-monitoring records',
  }
  return { entry, actualByDay, frustratedByDay }
}

function sum(amounts: readonly bigint[]): Quantity {
  return quantity(amounts.reduce((total, amount) => total + amount, 0n))
}

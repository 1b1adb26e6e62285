import type { LocalDate } from '../../../core/dates.ts'
import { waiting, type ServiceWeekCount } from './progress.ts'

/** The records of one service in one period: a record is a package in a week. */
export type PeriodProgress = {
  readonly name: string
  readonly total: number
  readonly done: number
  /** Begun as a draft, and in time. */
  readonly part: number
  /** Not confirmed, and the last moment has passed. */
  readonly late: number
  readonly blocked: number
  readonly submitBy: Date | null
}

type Moment = { readonly today: LocalDate; readonly now: Date }

/** The periods of a service in the order of their weeks; one that is over shows only as long as something waits in it. */
export function periodsOf(weeks: readonly ServiceWeekCount[], moment: Moment): readonly PeriodProgress[] {
  const periods = [...Map.groupBy(weeks, ({ periodName = '' }) => periodName)].map(([name, own]) =>
    progressIn(name, own, moment),
  )
  return periods.filter(({ part, late, total, done, blocked }, place) => {
    return place === periods.length - 1 || part + late > 0 || total > done + blocked
  })
}

export function progressIn(name: string, weeks: readonly ServiceWeekCount[], { today, now }: Moment): PeriodProgress {
  const sum = (count: (week: ServiceWeekCount) => number) => weeks.reduce((total, week) => total + count(week), 0)
  const isLate = ({ submitBy }: ServiceWeekCount) => submitBy !== null && submitBy < now
  const deadlines = weeks.flatMap(({ submitBy }) => (submitBy === null ? [] : [submitBy.getTime()]))
  return {
    name,
    total: sum(({ packages }) => packages),
    done: sum(({ confirmed, held }) => confirmed + held),
    part: sum((week) => (isLate(week) ? 0 : week.drafts)),
    late: sum((week) => (isLate(week) ? waiting(week) : 0)),
    // A week that has not begun waits for its day, and for nobody.
    blocked: sum((week) => (week.weekStart > today ? 0 : week.blocked)),
    submitBy: deadlines.length === 0 ? null : new Date(Math.min(...deadlines)),
  }
}

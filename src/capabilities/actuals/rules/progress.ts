import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'

/** One week of one service, counted in packages. */
export type ServiceWeekCount = {
  readonly serviceId: string
  readonly serviceName: string
  readonly weekStart: LocalDate
  readonly submitBy: Date | null
  readonly packages: number
  readonly confirmed: number
  readonly held: number
  readonly drafts: number
  /** Open and not recorded at all. */
  readonly unrecorded: number
  /** Not recorded, and something stops it. */
  readonly blocked: number
  /** The last day on which care of this week can be recorded at all. */
  readonly closesOn?: LocalDate | null
  /** The period that holds its first day. */
  readonly periodName?: string
  /** Of those that can still be confirmed, how many opened after the last moment of the period. */
  readonly backdated?: number
}

export type Progress = 'done' | 'part' | 'late' | 'to-do' | 'blocked' | 'future'

/** Late means that something can still be confirmed and the cut-off has passed: it is then paid with a later period. */
export function progressOf(week: ServiceWeekCount, { today, now }: { today: LocalDate; now: Date }): Progress {
  if (week.weekStart > today) return 'future'
  if (waiting(week) === 0) return week.confirmed + week.held > 0 ? 'done' : 'blocked'
  if (week.submitBy !== null && week.submitBy < now) return 'late'
  return week.confirmed + week.held + week.drafts > 0 ? 'part' : 'to-do'
}

/** Packages that somebody at the provider can still confirm. */
export function waiting(week: Pick<ServiceWeekCount, 'drafts' | 'unrecorded'>): number {
  return week.drafts + week.unrecorded
}

export type WeeksToRecord = {
  readonly serviceWeeks: number
  readonly packageWeeks: number
  readonly late: number
  readonly soonestDeadline: Date | null
}

/** A week asks to be recorded once its last day has passed. Deadlines that have passed already are counted as late. */
export function weeksToRecord(
  weeks: readonly ServiceWeekCount[],
  moment: { readonly today: LocalDate; readonly now: Date },
): WeeksToRecord {
  const due = weeks.filter((week) => addDays(week.weekStart, 7) <= moment.today && waiting(week) > 0)
  const deadlines = due.flatMap(({ submitBy }) =>
    submitBy === null || submitBy < moment.now ? [] : [submitBy.getTime()],
  )
  return {
    serviceWeeks: due.length,
    packageWeeks: due.reduce((total, week) => total + waiting(week), 0),
    late: due.filter((week) => progressOf(week, moment) === 'late').length,
    soonestDeadline: deadlines.length === 0 ? null : new Date(Math.min(...deadlines)),
  }
}

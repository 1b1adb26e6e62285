import { csvText } from '../../../../../core/csv.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { quantityText } from '../../../../../core/decimal.ts'
import { lateWords } from '../../../rules/late.ts'
import type { FiledWeek } from '../../../store/week-file.ts'

const HEADINGS = [
  ...['Week starts on', 'Provider', 'Service', 'Package', 'Unit', 'State', 'Planned', 'Actual', 'Frustrated', 'Missed'],
  ...['Extra', 'Visits', 'Reason', 'Comment', 'Confirmed at', 'Due at', 'Confirmed late', 'Why late'],
]

/** One row for each package that recorded something. Times are in UTC, as RFC 3339 writes them. */
export function weekFile(weekStart: LocalDate, weeks: readonly FiledWeek[]): string {
  return csvText([HEADINGS, ...weeks.map((week) => rowOf(weekStart, week))])
}

function rowOf(weekStart: LocalDate, week: FiledWeek) {
  const { planned, actual, frustrated, missed, extra } = week
  return [
    ...[weekStart, week.providerName, week.serviceName, week.reference, week.unit, week.status],
    ...[planned, actual, frustrated, missed, extra].map(quantityText),
    ...[week.visits, week.reason, week.comment, week.confirmedAt?.toISOString() ?? null],
    ...[week.dueAt?.toISOString() ?? null, week.isLate ? 'yes' : 'no', whyLate(week)],
  ]
}

function whyLate({ isLate, lateReason, lateNote }: FiledWeek): string | null {
  if (lateReason === null) return isLate ? 'No reason was given' : null
  return lateWords({ reason: lateReason, note: lateNote ?? '' })
}

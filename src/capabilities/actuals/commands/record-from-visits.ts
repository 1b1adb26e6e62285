import { startOfWeek } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Work } from '../../../platform/work.ts'
import { weekOfVisits } from '../rules/visits-week.ts'
import { weekdayFrom } from '../rules/weekday.ts'
import { listSheet } from '../store/sheet.ts'
import { keepWeekDays } from '../store/timetable.ts'
import { findWeekStartsOn, listTimes, sumVisits } from '../store/visits-week.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken } from './record-week.ts'

export type Touched = { readonly packageId: string; readonly serviceId: string; readonly day: LocalDate }
export type FromVisits = { readonly recorded: number; readonly shut: number }

/**
 * Brings the weeks of some visits up to date: drafts for somebody to confirm; a week confirmed before stays so. A week
 * that may not change any more is left and counted: its visits show on its page.
 */
export async function recordFromVisits(
  work: Work,
  touched: readonly Touched[],
  listTaken: ListTaken,
): Promise<FromVisits> {
  const startsOn = weekdayFrom(await findWeekStartsOn(work.tx))
  const weeks = new Map(
    touched.map(({ packageId, serviceId, day }) => {
      const weekStart = startOfWeek(day, startsOn)
      return [`${weekStart} ${packageId}`, { packageId, serviceId, weekStart }]
    }),
  )
  let [recorded, shut] = [0, 0]
  for (const [, week] of [...weeks].toSorted(([first], [second]) => (first < second ? -1 : 1)))
    if (await recordOne(work, week, listTaken)) recorded += 1
    else shut += 1
  return { recorded, shut }
}

type Week = { readonly packageId: string; readonly serviceId: string; readonly weekStart: LocalDate }

async function recordOne(work: Work, week: Week, listTaken: ListTaken): Promise<boolean> {
  const { tx } = work
  const { packageId, serviceId, weekStart } = week
  const [row] = await listSheet(tx, week, { packageIds: [packageId] })
  if (row === undefined) return false
  const [sums, times] = await Promise.all([sumVisits(tx, week), listTimes(tx, week)])
  const { entry, ...days } = weekOfVisits(row.planned, sums)
  const basedOn = row.standing?.version ?? 0
  const entries = [{ packageId, basedOn, entry, intent: 'draft' as const, otherVisits: true }]
  const outcome = await recordWeek(work, { serviceId, weekStart, entries, source: 'monitoring' }, listTaken)
  if (outcome.ok) await keepWeekDays(tx, { packageId, weekStart, version: basedOn + 1, ...days, times })
  return outcome.ok
}

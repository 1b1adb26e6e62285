import { startOfWeek } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Work } from '../../../platform/work.ts'
import { weekOfVisits } from '../rules/visits-week.ts'
import { weekdayFrom } from '../rules/weekday.ts'
import { listSheet } from '../store/sheet.ts'
import { keepWeekDays } from '../store/timetable.ts'
import { settleUnmoved } from '../store/upload/unmoved-weeks.ts'
import { findWeekStartsOn, listTimes, sumVisits } from '../store/visits-week.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken } from './record-week.ts'

export type Touched = { readonly packageId: string; readonly serviceId: string; readonly day: LocalDate }
export type FromVisits = { readonly recorded: number; readonly shut: number }

/**
 * Brings the weeks of some visits up to date: drafts for somebody to confirm; a week confirmed before stays so. A week
 * that may not change any more is left and counted, unless it is amended for a reason that somebody gives.
 */
export async function recordFromVisits(
  work: Work,
  touched: readonly Touched[],
  listTaken: ListTaken,
  amend?: string,
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
    if (await recordOne(work, { ...week, amend }, listTaken)) recorded += 1
    else shut += 1
  return { recorded, shut }
}

type Week = {
  readonly packageId: string
  readonly serviceId: string
  readonly weekStart: LocalDate
  readonly amend: string | undefined
}

async function recordOne(work: Work, week: Week, listTaken: ListTaken): Promise<boolean> {
  const { tx } = work
  const { packageId, serviceId, weekStart, amend } = week
  const [row] = await listSheet(tx, week, { packageIds: [packageId] })
  if (row === undefined) return false
  const [sums, times] = await Promise.all([sumVisits(tx, week), listTimes(tx, week)])
  const { entry: summed, ...days } = weekOfVisits(row.planned, sums)
  const entry = amend === undefined ? summed : { ...summed, comment: amend }
  const intent = amend === undefined ? ('draft' as const) : ('amend' as const)
  const basedOn = row.standing?.version ?? 0
  const entries = [{ packageId, basedOn, entry, intent, otherVisits: true }]
  const outcome = await recordWeek(work, { serviceId, weekStart, entries, source: 'monitoring' }, listTaken)
  if (!outcome.ok) return false
  await keepWeekDays(tx, { packageId, weekStart, version: basedOn + 1, ...days, times })
  await settleUnmoved(tx, week, { name: work.actor.name, at: work.now })
  return true
}

import { addDays, type LocalDate } from '../../../core/dates.ts'
import { isWorkingDay } from '../../../core/working-days.ts'

/** From the day on which answering was paused to that on which it was taken up again, both included. */
export type PausedDays = { readonly from: LocalDate; readonly to: LocalDate }

/** Working days on which nobody could answer for some time: none of them counts against anybody. Each once, in order. */
export function workingDaysLost(pauses: readonly PausedDays[]): readonly LocalDate[] {
  const lost = new Set<LocalDate>()
  for (const { from, to } of pauses) for (let day = from; day <= to; day = addDays(day, 1)) lost.add(day)
  return [...lost].filter(isWorkingDay).toSorted()
}

/** What the end of a pause adds to those before it: the second pause of one day takes nothing more. */
export function workingDaysLostBy(pause: PausedDays, earlier: readonly PausedDays[]): readonly LocalDate[] {
  const before = new Set(workingDaysLost(earlier))
  return workingDaysLost([pause]).filter((day) => !before.has(day))
}

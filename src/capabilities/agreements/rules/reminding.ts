import type { LocalDate } from '../../../core/dates.ts'
import { isWorkingDay, workingDaysSince } from '../../../core/working-days.ts'

/** In working days after publication. */
export type ReminderRule = {
  readonly firstAfter: number
  readonly thenEvery: number
  /** From then on the organisation's administrators and its contact for contracts are told too. */
  readonly escalateAfter: number
  /** Of one revision; none for never. */
  readonly most: number
}

/** Three reminders, the last of them beyond the signatories, unless a council, provider or agreement says otherwise. */
export const USUAL_RULE: ReminderRule = { firstAfter: 3, thenEvery: 3, escalateAfter: 8, most: 3 }

export type Waiting = {
  readonly publishedOn: LocalDate
  /** How many were sent of this revision. */
  readonly sent: number
  readonly rule: ReminderRule
  /** Working days that a pause has taken, each once. */
  readonly lost: readonly LocalDate[]
}
export type Due = { readonly number: number; readonly escalated: boolean }

/** The reminder that is due today, if one is. Days on which nobody could answer do not count. On a day on which nobody works none is, and one a day is enough. */
export function reminderDue({ publishedOn, sent, rule, lost }: Waiting, today: LocalDate): Due | undefined {
  if (!isWorkingDay(today) || sent >= rule.most) return undefined
  const passed = workingDaysSince(publishedOn, today) - lost.filter((day) => day > publishedOn && day <= today).length
  if (passed < rule.firstAfter + sent * rule.thenEvery) return undefined
  return { number: sent + 1, escalated: passed >= rule.escalateAfter }
}

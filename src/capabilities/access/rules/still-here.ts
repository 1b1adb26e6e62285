import { addDays, isBefore, type LocalDate } from '../../../core/dates.ts'

/** A quarter, so that a leaver whom nobody told of keeps a sign-in for three months at most. */
export const CONFIRM_DAYS = 91

type Place = { readonly startsOn: LocalDate; readonly confirmedOn: LocalDate | null; readonly endsOn: LocalDate | null }

/** Whether somebody has to say that this person still works here. Whoever has a last day is on the way out already. */
export function isToConfirm({ startsOn, confirmedOn, endsOn }: Place, today: LocalDate): boolean {
  return endsOn === null && !isBefore(addDays(today, -CONFIRM_DAYS), confirmedOn ?? startsOn)
}

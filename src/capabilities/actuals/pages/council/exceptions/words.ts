import { localDate } from '../../../../../core/dates.ts'
import { formatDay, formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import type { ExceptionKind } from '../../../rules/exceptions.ts'
import { lateWords } from '../../../rules/late.ts'
import type { WeekException } from '../../../store/exceptions.ts'
import { heldWords, inUnits } from '../../shared/words.ts'

export const kindWords: Readonly<Record<ExceptionKind, string>> = {
  'over-tolerance': 'Waits for the council',
  frustrated: 'Half or more frustrated',
  'two-providers': 'Two providers, same care',
  'after-death': 'After death',
  'in-hospital': 'While away',
  late: 'Confirmed late',
}

/** Why the week is in the queue, with the figures or days that put it there. */
export function whyOf({ kind, detail, heldCode, planned, frustrated, unit }: WeekException): string {
  switch (kind) {
    case 'over-tolerance':
      return heldCode === null ? kindWords[kind] : councilWords[heldCode]
    case 'frustrated':
      return `${inUnits(frustrated, unit)} of ${formatQuantity(planned)} were planned but missed by the person`
    case 'two-providers':
      return `${detail} recorded the same kind of care in the same week`
    case 'after-death':
      return `Care is recorded after the person died on ${formatDay(localDate(detail))}`
    case 'in-hospital':
      return `The person is said to be in hospital or away since ${formatDay(localDate(detail))}, all of this week`
    case 'late':
      return `It was due by ${formatDay(localDate(detail))}`
  }
}

/** What the provider says: about the care, and about being late. */
export function saidOf({ comment, lateReason, lateNote }: WeekException): string {
  const late = lateReason === null ? '' : `Late: ${lateWords({ reason: lateReason, note: lateNote ?? '' })}`
  return [comment, late].filter((words) => words !== '').join('. ')
}

/** Why a week waits, for those it waits for. */
export const councilWords = {
  H01: 'More was delivered than the exception level allows',
  H02: 'The absence policy is used up',
  H03: 'The bank details of the provider are missing',
  H04: heldWords.H04,
} as const

export const whatToDo: Readonly<Record<ExceptionKind, string>> = {
  'over-tolerance': 'Accept it to pay it in full, or return it. The line waits, and no other',
  frustrated: 'Ask whether the person still needs the care. It is paid as the contract says unless you return it',
  'two-providers': 'Ask both what they delivered. Both are paid unless you return one',
  'after-death': 'Return it, unless the date of death is wrong',
  'in-hospital': 'Return it, unless the person was back',
  late: 'Nothing, unless it happens again. It is paid with a later period',
}

/** The first words of a question; whoever asks may change all of it. */
export function questionOf(
  week: WeekException | undefined,
  about: { readonly weekStart: WeekException['weekStart'] },
): string {
  const days = formatDays(weekOf(about.weekStart))
  if (week === undefined) return `About the week of ${days}: `
  const delivered = `${inUnits(week.actual, week.unit)} recorded, ${formatQuantity(week.planned)} planned`
  const wrote = saidOf(week)
  const said = wrote === '' ? '' : ` You wrote: ${wrote}.`
  return `About the week of ${days} (${delivered}): ${whyOf(week)}.${said}\n\nPlease tell us what happened, or correct the week.`
}

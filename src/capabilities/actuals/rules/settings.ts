import { isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** What a council sets about files and visits; undefined where the usual holds. */
export type ActualsSettings = {
  /** For how many weeks of a stay in hospital frustrated care is paid; without it there is no limit. */
  readonly paidWeeks: number | undefined
  /** The share of the visits of a file, in per cent, that may be logged by hand before somebody is asked about it. */
  readonly manualPercent: number | undefined
}
export const MOST_WEEKS = 52

type Saying = { readonly shown: ActualsSettings; readonly wanted: ActualsSettings; readonly from: LocalDate }
type Known = { readonly today: LocalDate; readonly standing: ActualsSettings }
export type SettingsRefusal = { readonly code: 'looks-back' | 'changed-since' | 'same' }

/** Settings hold from today or later: files that were judged before keep their judgement. */
export function judgeSettings(
  { shown, wanted, from }: Saying,
  { today, standing }: Known,
): Outcome<null, SettingsRefusal> {
  if (isBefore(from, today)) return refused({ code: 'looks-back' })
  if (!isSame(shown, standing)) return refused({ code: 'changed-since' })
  return isSame(wanted, standing) ? refused({ code: 'same' }) : done(null)
}

function isSame(one: ActualsSettings, other: ActualsSettings): boolean {
  return one.paidWeeks === other.paidWeeks && one.manualPercent === other.manualPercent
}

import { causeWords, messageOf } from './words.ts'
import { visitCauseWords, visitMessageOf, whyUnplaced } from './visit-words.ts'

/** What became of one row. */
export type ToldRow = {
  readonly outcome: 'blank' | 'same' | 'new' | 'changed' | 'refused' | 'dropped'
  readonly codes: readonly string[] | null
  readonly warnings: readonly string[] | null
  readonly heldCode: string | null
  readonly why: string | null
}

export function statusOf({ outcome, heldCode, warnings, why }: ToldRow, saved: boolean): string {
  const fixed = { refused: 'needs fixing', blank: 'left empty', same: 'unchanged', dropped: 'left out' }
  if (outcome !== 'new' && outcome !== 'changed') return fixed[outcome]
  if (warnings !== null) return 'please confirm'
  const held = heldCode === null && why === null ? '' : why === null ? ', held' : ', on no care package'
  return saved ? `saved${held}` : `${outcome}${held}`
}

/** Why something is accepted and not paid yet. */
export function heldSentence(code: string): string {
  return heldWords[code] ?? 'The council has to agree it'
}

/** Every code under which something is kept and waits for the council. */
export const heldWords: Readonly<Record<string, string>> = {
  H01: 'Above the exception level: the council has to agree it',
  H02: 'The person has been away for longer than the council pays for: the council has to agree it',
  H03: 'The council has no bank details of the provider yet: kept, and paid once it has',
  H04: 'Another provider was with the person at that time: kept, and not paid until it is settled',
}

/** Codes and sentences for the last column of the file that goes back. */
export function messageFor({ codes, warnings, heldCode, why }: ToldRow, kind: 'weeks' | 'visits' | 'carers'): string {
  const [message, cause] = kind === 'weeks' ? [messageOf, causeWords] : [visitMessageOf, visitCauseWords]
  const faults = (codes ?? []).map((code) => `${code.slice(0, 3)} ${message(code)}`)
  const asked = (warnings ?? []).map((code) => `${code} ${cause(code).why}`)
  const held = heldCode === null ? [] : [`${heldCode} ${heldSentence(heldCode)}`]
  const waits = why === null || heldCode !== null ? [] : [`R44 ${whyUnplaced(why)}`]
  return [...faults, ...asked, ...held, ...waits].join('. ')
}

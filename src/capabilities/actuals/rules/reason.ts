import { compareDays, latest, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

export type ReasonRefusal = {
  readonly code: 'words-missing' | 'words-long' | 'taken' | 'too-many' | 'ended' | 'ends-before-start'
}

const LONGEST = 60
/** As many as a list can hold and still be read. */
const MOST = 40

/** What most councils ask for, to begin with. */
export const commonReasons: readonly string[] = [
  'Away with family or on holiday',
  'Bank holiday or closure',
  'Carer not available',
  'Hospital',
  'Not in',
  'Refused by the person',
  'Respite elsewhere',
  'Extra care agreed with the council',
  'Extra care in an emergency',
]

/** The code is made from the words once; it is what files, weeks and reports keep. */
export function codeFor(label: string): string {
  const plain = label.normalize('NFKD').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
}

export function judgeReason(
  label: string,
  inUse: number,
): Outcome<{ readonly code: string; readonly label: string }, ReasonRefusal> {
  const words = label.trim()
  const code = codeFor(words)
  if (code === '') return refused({ code: 'words-missing' })
  if (words.length > LONGEST) return refused({ code: 'words-long' })
  return inUse >= MOST ? refused({ code: 'too-many' }) : done({ code, label: words })
}

/** Ended from a week on: what it explains already stays as it is. */
export function judgeEnd(
  reason: { readonly startsOn: LocalDate; readonly endsOn: LocalDate | null },
  endsOn: LocalDate,
): Outcome<LocalDate, ReasonRefusal> {
  if (reason.endsOn !== null) return refused({ code: 'ended' })
  return compareDays(latest(reason.startsOn, endsOn), endsOn) === 0
    ? done(endsOn)
    : refused({ code: 'ends-before-start' })
}

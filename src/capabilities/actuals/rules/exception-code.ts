import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** From which day on a code may be said of a visit, and from which day on no more. */
export type CodeDays = { readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }
/** The codes of a council, in small letters; none where it has no list: then any code is taken. */
export type KnownCodes = ReadonlyMap<string, CodeDays>

export function isKnownCode(said: string, day: LocalDate, codes: KnownCodes): boolean {
  if (said === '' || codes.size === 0) return true
  const days = codes.get(said.toLowerCase())
  return days !== undefined && days.startsOn <= day && (days.endsOn === null || day < days.endsOn)
}

export type CodeRefusal = {
  readonly code: 'code-missing' | 'code-long' | 'words-missing' | 'words-long' | 'taken' | 'too-many'
}
const LONGEST_CODE = 40
const LONGEST_WORDS = 100
const MOST = 100

type NewCode = { readonly code: string; readonly label: string }

export function judgeCode({ code, label }: NewCode, inUse: number): Outcome<NewCode, CodeRefusal> {
  const [said, words] = [code.trim(), label.trim()]
  if (said === '') return refused({ code: 'code-missing' })
  if (said.length > LONGEST_CODE) return refused({ code: 'code-long' })
  if (words === '') return refused({ code: 'words-missing' })
  if (words.length > LONGEST_WORDS) return refused({ code: 'words-long' })
  return inUse >= MOST ? refused({ code: 'too-many' }) : done({ code: said, label: words })
}

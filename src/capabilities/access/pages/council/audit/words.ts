import { actionInWords } from '../../../rules/action-words.ts'
import { browserName } from '../../../rules/browser-name.ts'
import type { LogEntry } from '../../../store/audit-log.ts'
import { doorEventInWords } from './event-words.ts'

export function whatInWords({ place, action }: LogEntry): string {
  return place.source === 'event' ? doorEventInWords(action) : actionInWords(action)
}

/** What it is about, by its kind and its id or address: names are told where the thing itself is shown. */
export function subjectInWords({ place, subjectType, subjectId }: LogEntry): string {
  if (place.source === 'event') return subjectType === 'address' ? subjectId : 'Own account'
  return `${subjectType.replaceAll('-', ' ')} ${subjectId}`
}

const MOST_LINES = 8

/** What else was written, a line for each; where it came from has a column of its own. */
export function detailLines({ details }: LogEntry): readonly string[] {
  return Object.entries(details)
    .filter(([key, value]) => value !== null && value !== '' && key !== 'hash')
    .slice(0, MOST_LINES)
    .map(([key, value]) => `${key}: ${textOf(key, value)}`)
}

function textOf(key: string, value: unknown): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  if (key === 'browser') return browserName(text)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

import { daysBetween, type LocalDate } from '../../../../core/dates.ts'
import { formatDay } from '../../../../core/format.ts'
import type { ReplyRefusal, ReopenRefusal, TextRefusal } from '../../rules/acts.ts'
import { LONGEST_TEXT } from '../../rules/acts.ts'
import type { AboutPerson } from '../../store/about-people.ts'
import type { ConversationRow } from '../../store/conversations.ts'

/** Whom and what it is about: 'Edna Test, Package P-1042'. */
export function aboutWords({ aboutText, givenName, familyName }: ConversationRow): string {
  return familyName === null ? aboutText : `${givenName ?? ''} ${familyName}, ${aboutText}`
}

/** People whom the council has placed it on since. */
export function alsoAbout(placed: readonly AboutPerson[]): readonly { readonly key: string; readonly value: string }[] {
  if (placed.length === 0) return []
  return [{ key: 'Also about', value: placed.map(({ name, reference }) => `${name} (${reference})`).join(', ') }]
}

/** How soon, in words: a date alone makes people count. */
export function dueWords(dueOn: LocalDate, today: LocalDate): string {
  const days = daysBetween(today, dueOn)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days > 0 ? `by ${formatDay(dueOn)}` : `${String(-days)} ${days === -1 ? 'day' : 'days'} late`
}

/** For a line of its own: the day, and how near it is when it is near. */
export function dueLine(dueOn: LocalDate, today: LocalDate): string {
  const words = dueWords(dueOn, today)
  return words.startsWith('by') ? formatDay(dueOn) : `${formatDay(dueOn)}, ${words}`
}

export const textWords = {
  'nothing-written': 'Enter your message',
  'too-long': `Your message must be ${LONGEST_TEXT.toLocaleString('en-GB')} characters or fewer`,
} satisfies Record<TextRefusal['code'], string>

export const replyWords = {
  ...textWords,
  closed: 'This conversation was closed while you were writing. Read why below. What you typed is kept.',
} satisfies Record<ReplyRefusal['code'], string>

export const reopenWords = {
  ...textWords,
  'not-closed': 'This conversation is open again already. Send your message as a reply.',
  'too-late': 'This conversation was closed too long ago to be reopened. Write a new message instead.',
} satisfies Record<ReopenRefusal['code'], string>

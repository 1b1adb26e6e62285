import { addDays, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { ClosingOutcome, Conversation, State, Team } from './conversation.ts'

export const LONGEST_TEXT = 10_000
export const LONGEST_TITLE = 200
export const REOPEN_DAYS = 20

export type TextRefusal = { readonly code: 'nothing-written' } | { readonly code: 'too-long'; readonly length: number }

/** What was typed, with the line ends of a form made single characters, as the counter on the page counts them. */
export function judgeText(typed: string): Outcome<string, TextRefusal> {
  const text = typed.replaceAll('\r\n', '\n').trim()
  if (text === '') return refused({ code: 'nothing-written' })
  return text.length > LONGEST_TEXT ? refused({ code: 'too-long', length: text.length }) : done(text)
}

export type ReplyRefusal = TextRefusal | { readonly code: 'closed' }

/** An answer is kept even when somebody else answered first: both were written to be read. It passes the turn. */
export function reply(
  { state }: Conversation,
  from: 'provider' | 'council',
  typed: string,
): Outcome<{ text: string; state: State }, ReplyRefusal> {
  if (state === 'closed') return refused({ code: 'closed' })
  const text = judgeText(typed)
  if (!text.ok) return text
  return done({ text: text.value, state: from === 'provider' ? 'awaiting-council' : 'awaiting-provider' })
}

export type CloseRefusal =
  | TextRefusal
  | { readonly code: 'outcome-missing' }
  | { readonly code: 'already-closed' }
  | { readonly code: 'new-message'; readonly unread: number }

export type Closing = {
  readonly outcome: ClosingOutcome | undefined
  readonly explanation: string
  /** The number of the last message on the page that was answered. */
  readonly shownMessages: number
}

/** Nobody closes over a message they have not read, and nobody closes without saying why. */
export function close(
  { state, messages }: Conversation,
  { outcome, explanation, shownMessages }: Closing,
): Outcome<{ outcome: ClosingOutcome; text: string }, CloseRefusal> {
  if (state === 'closed') return refused({ code: 'already-closed' })
  if (messages > shownMessages) return refused({ code: 'new-message', unread: messages - shownMessages })
  if (outcome === undefined) return refused({ code: 'outcome-missing' })
  const text = judgeText(explanation)
  return text.ok ? done({ outcome, text: text.value }) : text
}

export type ReopenRefusal =
  TextRefusal | { readonly code: 'not-closed' } | { readonly code: 'too-late'; readonly until: LocalDate }

export function reopen(
  { state, closedOn }: Conversation,
  today: LocalDate,
  typed: string,
): Outcome<string, ReopenRefusal> {
  if (state !== 'closed' || closedOn === null) return refused({ code: 'not-closed' })
  const until = lastDayToReopen(closedOn)
  return today > until ? refused({ code: 'too-late', until }) : judgeText(typed)
}

export function lastDayToReopen(closedOn: LocalDate): LocalDate {
  return addDays(closedOn, REOPEN_DAYS)
}

export type HandOverRefusal =
  | TextRefusal
  | { readonly code: 'closed' }
  | { readonly code: 'team-missing' }
  | { readonly code: 'moved'; readonly team: Team }
  | { readonly code: 'same-team' }

export type HandOver = { readonly shownTeam: Team; readonly team: Team | undefined; readonly note: string }

/** The promise to the provider stands: another team gets what is left of the time, and a note of what it is about. */
export function handOver(
  conversation: Conversation,
  { shownTeam, team, note }: HandOver,
): Outcome<{ team: Team; note: string }, HandOverRefusal> {
  if (conversation.state === 'closed') return refused({ code: 'closed' })
  if (conversation.team !== shownTeam) return refused({ code: 'moved', team: conversation.team })
  if (team === undefined) return refused({ code: 'team-missing' })
  if (team === conversation.team) return refused({ code: 'same-team' })
  const text = judgeText(note)
  return text.ok ? done({ team, note: text.value }) : text
}

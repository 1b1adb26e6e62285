import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { reopen, type ReopenRefusal } from '../rules/acts.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import { lockConversation, recordChange } from '../store/conversations.ts'
import { reachOf, say } from './author.ts'

type ReopenConversation = { readonly conversationId: string; readonly text: string }

/** The same matter in the same thread, as long as it is fresh; afterwards a new message is clearer for both. */
export async function reopenConversation(
  work: Work,
  { conversationId, text }: ReopenConversation,
): Promise<Outcome<string, ReopenRefusal>> {
  const { tx, now, today } = work
  const conversation = await lockConversation(tx, reachOf(work), conversationId)
  const outcome = reopen(conversation, today, text)
  if (!outcome.ok) return outcome

  const dueOn = addWorkingDays(today, conversation.targetDays)
  await say(work, conversation, { kind: 'reopened', text: outcome.value, team: conversation.team })
  await recordChange(tx, conversation, { state: 'awaiting-council', dueOn, at: now })
  await work.audit('conversation.reopened', { type: 'conversation', id: conversation.id })
  return done(conversation.id)
}

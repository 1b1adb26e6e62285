import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { close, type CloseRefusal, type Closing } from '../rules/acts.ts'
import { lockConversation, recordChange } from '../store/conversations.ts'
import { reachOf, say } from './author.ts'

type CloseConversation = Closing & { readonly conversationId: string }

/** The provider reads the explanation as the last message of the thread. */
export async function closeConversation(
  work: Work,
  { conversationId, ...closing }: CloseConversation,
): Promise<Outcome<string, CloseRefusal>> {
  const { tx, now, today } = work
  const conversation = await lockConversation(tx, reachOf(work), conversationId)
  const decided = close(conversation, closing)
  if (!decided.ok) return decided

  const { outcome, text } = decided.value
  await say(work, conversation, { kind: 'closed', text, outcome, team: conversation.team })
  await recordChange(tx, conversation, { state: 'closed', dueOn: null, closed: { on: today, outcome }, at: now })
  await work.audit('conversation.closed', { type: 'conversation', id: conversation.id }, { outcome })
  return done(conversation.id)
}

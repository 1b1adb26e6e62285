import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeText, type TextRefusal } from '../rules/acts.ts'
import { lockConversation } from '../store/conversations.ts'
import { recordNote } from '../store/messages.ts'
import { reachOf } from './author.ts'

type NoteOnConversation = { readonly conversationId: string; readonly text: string }

/** Changes nothing for the provider: neither whose move it is, nor when an answer is due. */
export async function noteOnConversation(
  work: Work,
  { conversationId, text }: NoteOnConversation,
): Promise<Outcome<string, TextRefusal>> {
  const { id } = await lockConversation(work.tx, reachOf(work), conversationId)
  const outcome = judgeText(text)
  if (!outcome.ok) return outcome

  const { accountId, actor, now } = work
  await recordNote(work.tx, {
    conversationId: id,
    text: outcome.value,
    by: accountId,
    byName: actor.name,
    at: now,
  })
  await work.audit('conversation.noted', { type: 'conversation', id })
  return done(id)
}

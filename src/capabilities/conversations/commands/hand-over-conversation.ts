import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { handOver, type HandOver, type HandOverRefusal } from '../rules/acts.ts'
import { lockConversation, recordChange } from '../store/conversations.ts'
import { recordNote } from '../store/messages.ts'
import { reachOf, say } from './author.ts'

type HandOverConversation = HandOver & { readonly conversationId: string }

/** The provider sees which team has it now; the note is for that team alone. */
export async function handOverConversation(
  work: Work,
  { conversationId, ...wanted }: HandOverConversation,
): Promise<Outcome<string, HandOverRefusal>> {
  const { tx, now } = work
  const conversation = await lockConversation(tx, reachOf(work), conversationId)
  const outcome = handOver(conversation, wanted)
  if (!outcome.ok) return outcome

  const { team, note } = outcome.value
  await recordNote(tx, { conversationId, text: note, by: work.accountId, byName: work.actor.name, at: now })
  await say(work, conversation, { kind: 'handed-over', text: '', team })
  await recordChange(tx, conversation, { state: conversation.state, dueOn: conversation.dueOn, team, at: now })
  const details = { from: conversation.team, to: team }
  await work.audit('conversation.handed-over', { type: 'conversation', id: conversation.id }, details)
  return done(conversation.id)
}

import { done, type Outcome } from '../../../core/outcome.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import { reply, type ReplyRefusal } from '../rules/acts.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import type { Conversation } from '../rules/conversation.ts'
import type { Belonging } from '../store/attachments.ts'
import { lockConversation, recordChange } from '../store/conversations.ts'
import { attachFiles } from './attachments.ts'
import { personSide, reachOf, say } from './author.ts'

type ReplyToConversation = {
  readonly conversationId: string
  readonly text: string
  readonly files?: readonly ReceivedFile[]
}

/**
 * Two people who answer at once are both heard. A provider's words start the council's time anew; the council's stop it.
 */
export async function replyToConversation(
  work: Work,
  { conversationId, text, files = [] }: ReplyToConversation,
): Promise<Outcome<string, ReplyRefusal>> {
  const { tx, now, today } = work
  const conversation = await lockConversation(tx, reachOf(work), conversationId)
  const outcome = reply(conversation, personSide(work), text)
  if (!outcome.ok) return outcome

  const { state } = outcome.value
  const dueOn = state === 'awaiting-council' ? addWorkingDays(today, conversation.targetDays) : null
  await say(work, conversation, { kind: 'message', text: outcome.value.text, team: conversation.team })
  await attachFiles(work, { ...placeOf(conversation), number: conversation.messages + 1, files })
  await recordChange(tx, conversation, { state, dueOn, at: now })
  await work.audit(
    'conversation.replied',
    { type: 'conversation', id: conversation.id },
    { state, files: files.length },
  )
  return done(conversation.id)
}

function placeOf({ id: conversationId, providerId, serviceId, contractId }: Conversation): Belonging {
  return { conversationId, providerId, serviceId, contractId }
}

import { knowingEverybody } from '../../../platform/db/know.ts'
import type { Work } from '../../../platform/work.ts'
import { findConversationIdByKey } from '../store/conversations.ts'
import { replyToConversation } from './reply-to-conversation.ts'

export type AddByKey = { readonly providerId: string; readonly key: string; readonly text: string }

/** The next message of what a key has opened, where anything was: a thread that is closed by now stays as it ended. */
export async function addByKey(work: Work, { providerId, key, text }: AddByKey): Promise<void> {
  await knowingEverybody(work.tx, async () => {
    const conversationId = await findConversationIdByKey(work.tx, providerId, key)
    if (conversationId !== undefined) await replyToConversation(work, { conversationId, text })
  })
}

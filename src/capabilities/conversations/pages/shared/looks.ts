import type { FastifyRequest } from 'fastify'
import type { Web } from '../../../../platform/web/web.ts'
import { recordLooks } from '../../commands/looks.ts'
import type { ConversationRow } from '../../store/conversations.ts'

/** Written before the page is: what was shown and not noted would be the one look that nobody finds. */
export async function noteLooks(web: Web, request: FastifyRequest, conversation: ConversationRow): Promise<void> {
  const { id: conversationId, restrictedPeople } = conversation
  if (restrictedPeople.length === 0) return
  await web.note(request, (work) => recordLooks(work, { conversationId, restrictedPeople, from: request.ip }))
}

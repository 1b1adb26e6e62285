import { tellFollowers } from '../../../platform/notifications/follow.ts'
import type { Work } from '../../../platform/work.ts'
import type { Conversation, Side } from '../rules/conversation.ts'
import { recordMessage, type NewMessage } from '../store/messages.ts'
import type { Reach } from '../store/reach.ts'

export function reachOf({ actor: { scope } }: Work): Reach {
  switch (scope.role) {
    case 'portal_council':
      return { providerId: undefined }
    case 'portal_provider':
      return { providerId: scope.providerId }
    case 'portal_provider_scoped':
      return { providerId: scope.providerId, narrow: true }
  }
}

/** Files and jobs write on the council's behalf: who they are is said by the name. */
export function sideOf({ actor }: Work): Side {
  return actor.face
}

/** The side of a person who acts; only providers and staff have pages to act on. */
export function personSide(work: Work): 'provider' | 'council' {
  return work.actor.face === 'provider' ? 'provider' : 'council'
}

type Said = Pick<NewMessage, 'kind' | 'text' | 'outcome' | 'team'>

/** The next message of a locked conversation, by whoever is at work, and the mail that tells of it. */
export async function say(work: Work, conversation: Conversation, said: Said): Promise<void> {
  const { id: conversationId, providerId, serviceId, contractId, restrictedPeople } = conversation
  const number = conversation.messages + 1
  await recordMessage(work.tx, {
    conversationId,
    number,
    providerId,
    serviceId,
    contractId,
    side: sideOf(work),
    by: work.accountId,
    byName: work.actor.name,
    at: work.now,
    ...said,
  })
  await tell(work, conversationId, number)
  await tellFollowers(work, {
    to: [{ kind: 'conversation', id: conversationId }],
    place: { providerId, serviceId, contractId },
    text: 'There is news in a conversation that you follow.',
    where: `/messages/${conversationId}`,
    knowing: restrictedPeople,
    key: `conversation:${conversationId}:${String(number)}`,
  })
}

export async function tell(work: Work, conversationId: string, number: number): Promise<void> {
  await work.enqueue(
    'conversations.tell',
    { councilId: work.tx.councilId, conversationId, number },
    { key: `conversations.tell:${conversationId}:${String(number)}` },
  )
}

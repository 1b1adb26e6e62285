import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { knowsOf } from '../../../platform/db/know.ts'
import type { Work } from '../../../platform/work.ts'
import { findServedPerson, recordPlacing } from '../store/about-people.ts'
import { lockConversation } from '../store/conversations.ts'
import { reachOf } from './author.ts'

export type PlaceRefusal = { readonly code: 'reference-missing' | 'nobody-there' | 'placed-already' }
type PlaceOnPerson = { readonly conversationId: string; readonly reference: string }

/**
 * A matter of a whole organisation turns out to be one person's, or names a second one. Answers whether whoever placed
 * it can still read it: about a restricted person it is from now on for those who may know of them.
 */
export async function placeOnPerson(
  work: Work,
  { conversationId, reference }: PlaceOnPerson,
): Promise<Outcome<{ readonly open: boolean }, PlaceRefusal>> {
  const { tx, accountId, actor, now } = work
  const conversation = await lockConversation(tx, reachOf(work), conversationId)
  const { providerId, serviceId, contractId } = conversation
  if (reference.trim() === '') return refused({ code: 'reference-missing' })
  const person = await findServedPerson(tx, { providerId, reference: reference.trim() })
  if (person === undefined) return refused({ code: 'nobody-there' })
  const place = { conversationId, providerId, serviceId, contractId }
  const isNew = await recordPlacing(tx, { ...place, ...person, by: accountId, byName: actor.name, at: now })
  if (!isNew) return refused({ code: 'placed-already' })
  await work.audit('conversation.placed', { type: 'conversation', id: conversationId }, { person: person.personId })
  return done({ open: !person.restricted || knowsOf(tx, person.personId) })
}

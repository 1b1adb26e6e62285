import { addDays } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { ApiAbility } from '../rules/api-keys.ts'
import { countLiveKeys, endKey, listKeyServices, saveApiKey } from '../store/api-keys.ts'

const MOST_KEYS = 20

export type MakeApiKey = {
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  readonly serviceId: string | null
  readonly days: number
  readonly keyHash: Buffer
}
export type ApiKeyRefusal = { readonly code: 'too-many' | 'service-unknown' }

/** Answers the hash that is kept: a form sent twice is answered with the first, whose key is not known any more. */
export async function makeApiKey(work: Work, key: MakeApiKey): Promise<Outcome<string, ApiKeyRefusal>> {
  const { tx, today, now } = work
  if ((await countLiveKeys(tx, today)) >= MOST_KEYS) return refused({ code: 'too-many' })
  const isKnown = key.serviceId === null || (await listKeyServices(tx)).some(({ id }) => id === key.serviceId)
  if (!isKnown) return refused({ code: 'service-unknown' })
  const expiresOn = addDays(today, key.days)
  const id = await saveApiKey(tx, { ...key, expiresOn }, { at: now, by: work.actor.name })
  const { name, abilities, serviceId } = key
  await work.audit('api-key.made', { type: 'api-key', id }, { name, abilities, serviceId, expiresOn })
  return done(key.keyHash.toString('hex'))
}

/** The council may end a provider's key too, as when it was found where it should not be. */
export async function endApiKey(work: Work, id: string): Promise<Outcome<true, never>> {
  const { tx, now, actor } = work
  const providerId = actor.scope.role === 'portal_council' ? undefined : tx.providerId
  const name = await endKey(tx, { id, providerId, at: now, by: actor.name })
  if (name === undefined) throw new NotFound('key')
  await work.audit('api-key.ended', { type: 'api-key', id }, { name })
  return done(true)
}

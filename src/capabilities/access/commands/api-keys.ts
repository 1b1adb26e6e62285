import { addDays, daysBetween } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { londonToday } from '../../../platform/clock.ts'
import { OVERLAP_DAYS, stateOfKey, type ApiAbility, type SandboxCompany } from '../rules/api-keys.ts'
import { countLiveKeys, endKey, listKeyServices, lockKey, saveApiKey, stopKeyAt } from '../store/api-keys.ts'
import { listSandboxes } from '../store/sandboxes.ts'

const MOST_KEYS = 20
const DAY_MILLISECONDS = 86_400_000

export type MakeApiKey = {
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  readonly serviceId: string | null
  /** A test key reaches this and nothing else. */
  readonly sandbox: { readonly id: string; readonly company: SandboxCompany } | null
  readonly days: number
  readonly keyHash: Buffer
}
export type ApiKeyRefusal = { readonly code: 'too-many' | 'service-unknown' | 'sandbox-unknown' }

/** Answers the hash that is kept: a form sent twice is answered with the first, whose key is not known any more. */
export async function makeApiKey(work: Work, key: MakeApiKey): Promise<Outcome<string, ApiKeyRefusal>> {
  const { tx, today, now } = work
  if ((await countLiveKeys(tx, work)) >= MOST_KEYS) return refused({ code: 'too-many' })
  const isKnown = key.serviceId === null || (await listKeyServices(tx)).some(({ id }) => id === key.serviceId)
  if (!isKnown) return refused({ code: 'service-unknown' })
  const { sandbox } = key
  if (sandbox !== null && !(await listSandboxes(tx)).some(({ id, state }) => id === sandbox.id && state !== 'ended'))
    return refused({ code: 'sandbox-unknown' })
  const expiresOn = addDays(today, key.days)
  const id = await saveApiKey(tx, { ...key, expiresOn }, { at: now, by: work.actor.name })
  const { name, abilities, serviceId } = key
  await work.audit(
    'api-key.made',
    { type: 'api-key', id },
    {
      ...{ name, abilities, serviceId, expiresOn },
      sandboxId: sandbox?.id ?? null,
    },
  )
  return done(key.keyHash.toString('hex'))
}

export type ReplaceRefusal = { readonly code: 'too-many' | 'not-working' }

/** Another key for the same use and as long a time. The old one goes on for a week, so that nothing stands still. */
export async function replaceApiKey(
  work: Work,
  { id, keyHash }: { readonly id: string; readonly keyHash: Buffer },
): Promise<Outcome<string, ReplaceRefusal>> {
  const { tx, today, now } = work
  const live = await countLiveKeys(tx, work)
  const old = await lockKey(tx, id)
  if (old === undefined) throw new NotFound('key')
  if (stateOfKey(old, work) !== 'works') return refused({ code: 'not-working' })
  if (live >= MOST_KEYS) return refused({ code: 'too-many' })
  const { name, abilities, serviceId, sandboxId, sandboxCompany } = old
  const sandbox = sandboxId === null || sandboxCompany === null ? null : { id: sandboxId, company: sandboxCompany }
  const expiresOn = addDays(today, daysBetween(londonToday(old.madeAt), old.expiresOn))
  const next = await saveApiKey(
    tx,
    { name, abilities, serviceId, sandbox, replacesId: id, keyHash, expiresOn },
    { at: now, by: work.actor.name },
  )
  const stopsAt = new Date(now.getTime() + OVERLAP_DAYS * DAY_MILLISECONDS)
  await stopKeyAt(tx, id, stopsAt)
  await work.audit('api-key.replaced', { type: 'api-key', id }, { name, by: next, stopsAt: stopsAt.toISOString() })
  return done(keyHash.toString('hex'))
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

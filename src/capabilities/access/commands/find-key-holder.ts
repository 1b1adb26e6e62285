import { londonToday } from '../../../platform/clock.ts'
import type { FaceScope } from '../../../platform/db/scope.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Clock } from '../../../platform/clock.ts'
import { systemActor, workRunner } from '../../../platform/work.ts'
import { isLive, REQUESTS_PER_MINUTE, stateOfKey } from '../rules/api-keys.ts'
import { countRequest, findInside, findKey, noteRefusedKey, type Inside, type KeyRow } from '../store/key-holder.ts'
import { gate, hashToken } from './access.ts'

const WELL_FORMED = /^Bearer (portal_(?:test_)?[\w-]{43})$/i
const MINUTE = 60_000

export type KeyHolder =
  | { readonly kind: 'holder'; readonly key: KeyRow; readonly scope: FaceScope; readonly inside?: Inside }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
  /** A test key whose sandbox is being filled, or was closed. */
  | { readonly kind: 'no-sandbox' }
  | { readonly kind: 'nobody' }

/** Whom a key speaks for today. A key that has ended and one that never was look the same to whoever brings it. */
export async function findKeyHolder(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  authorization: string | undefined,
): Promise<KeyHolder> {
  const text = WELL_FORMED.exec(authorization ?? '')?.[1]
  if (text === undefined) return { kind: 'nobody' }
  const now = clock.now()
  const keyHash = hashToken(text)
  const found = await db.write(gate, async (tx) => {
    const key = await findKey(tx, keyHash)
    if (key === undefined) return undefined
    if (!isLive(stateOfKey(key, { today: londonToday(now), now })))
      return { key, refused: await noteRefusedKey(tx, key, now), counted: undefined }
    const inside = key.sandboxId === null ? undefined : await findInside(tx, key)
    return { key, inside, refused: false, counted: await countRequest(tx, key, now) }
  })
  if (found?.counted === undefined) {
    if (found?.refused === true) await putOnRecord({ db, clock }, found.key)
    return { kind: 'nobody' }
  }
  const { key, counted, inside } = found
  const left = counted.since.getTime() + MINUTE - now.getTime()
  if (counted.used > REQUESTS_PER_MINUTE)
    return { kind: 'too-many', retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) }
  return holderOf(key, inside)
}

function holderOf(key: KeyRow, inside: Inside | undefined): KeyHolder {
  if (key.sandboxId === null) return { kind: 'holder', key, scope: scopeOf(key) }
  return inside === undefined
    ? { kind: 'no-sandbox' }
    : { kind: 'holder', key, scope: scopeInside(key, inside), inside }
}

/** Never the council that the key was made at: whatever else goes wrong, a test key sees made-up people. */
function scopeInside({ id: accountId }: KeyRow, { councilId, providerId }: Inside): FaceScope {
  return { role: 'portal_provider', councilId, providerId, accountId }
}

async function putOnRecord(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { id, councilId, name }: KeyRow,
): Promise<void> {
  await workRunner(db, clock).run(systemActor(councilId), (work) =>
    work.audit('api-key.refused', { type: 'api-key', id }, { name }),
  )
}

/** The key is an account of its own: what it keeps and repeats is nobody else's. */
function scopeOf({ id: accountId, councilId, providerId, serviceId, contracts }: KeyRow): FaceScope {
  if (serviceId === null) return { role: 'portal_provider', councilId, providerId, accountId }
  const reach = { services: [serviceId], contracts: [], seenServices: [serviceId], seenContracts: contracts }
  return { role: 'portal_provider_scoped', councilId, providerId, accountId, ...reach }
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ApiAbility, SandboxCompany } from '../rules/api-keys.ts'

export type ApiKey = {
  readonly id: string
  readonly providerId: string
  readonly providerName: string
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  /** Null for the whole organisation. */
  readonly serviceName: string | null
  /** The sandbox that a test key reaches; null for a live key. */
  readonly sandboxName: string | null
  readonly sandboxCompany: SandboxCompany | null
  readonly madeAt: Date
  readonly madeBy: string
  readonly expiresOn: LocalDate
  readonly lastUsedAt: Date | null
  readonly endedAt: Date | null
  /** When the key that took its place is the only one. */
  readonly stopsAt: Date | null
  readonly endedBy: string | null
}

const MOST_SHOWN = 200

/** Newest first: of the provider, or of every provider of the council. */
export async function listApiKeys(tx: Tx, { providerId }: { readonly providerId: string | undefined }) {
  return keys(tx)
    .$if(providerId !== undefined, (query) => query.where('k.provider_id', '=', providerId ?? ''))
    .orderBy('k.made_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(MOST_SHOWN)
    .execute()
}

function keys(tx: Tx) {
  return tx
    .selectFrom('access.api_key as k')
    .innerJoin('published.provider as o', (join) =>
      join.onRef('o.council_id', '=', 'k.council_id').onRef('o.id', '=', 'k.provider_id'),
    )
    .leftJoin('published.service as s', (join) =>
      join
        .onRef('s.council_id', '=', 'k.council_id')
        .onRef('s.provider_id', '=', 'k.provider_id')
        .onRef('s.id', '=', 'k.service_id'),
    )
    .leftJoin('access.sandbox as b', (join) =>
      join
        .onRef('b.council_id', '=', 'k.council_id')
        .onRef('b.provider_id', '=', 'k.provider_id')
        .onRef('b.id', '=', 'k.sandbox_id'),
    )
    .where('k.council_id', '=', tx.councilId)
    .select([
      'k.id',
      'k.provider_id as providerId',
      'o.trading_name as providerName',
      'k.name',
      sql<readonly ApiAbility[]>`k.abilities`.as('abilities'),
      's.name as serviceName',
      'b.name as sandboxName',
      sql<SandboxCompany | null>`k.sandbox_company`.as('sandboxCompany'),
      'k.stops_at as stopsAt',
      'k.made_at as madeAt',
      'k.made_by as madeBy',
      'k.expires_on as expiresOn',
      'k.last_used_at as lastUsedAt',
      'k.ended_at as endedAt',
      'k.ended_by as endedBy',
    ])
}

/** Holds the organisation's keys, so that two people at once do not make more than there may be. */
export async function countLiveKeys(
  tx: Tx,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('api keys ' || ${tx.providerId}, 0))`.execute(tx)
  const { live } = await tx
    .selectFrom('access.api_key')
    .select((eb) => eb.fn.countAll<bigint>().as('live'))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('ended_at', 'is', null)
    .where('expires_on', '>', today)
    .where((eb) => eb.or([eb('stops_at', 'is', null), eb('stops_at', '>', now)]))
    .executeTakeFirstOrThrow()
  return Number(live)
}

export type NewApiKey = {
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  readonly serviceId: string | null
  readonly sandbox: { readonly id: string; readonly company: SandboxCompany } | null
  readonly replacesId?: string
  readonly keyHash: Buffer
  readonly expiresOn: LocalDate
}

export async function saveApiKey(tx: Tx, key: NewApiKey, made: { readonly at: Date; readonly by: string }) {
  const { id } = await tx
    .insertInto('access.api_key')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      service_id: key.serviceId,
      sandbox_id: key.sandbox?.id ?? null,
      sandbox_company: key.sandbox?.company ?? null,
      replaces_id: key.replacesId ?? null,
      name: key.name,
      abilities: [...key.abilities],
      key_hash: key.keyHash,
      expires_on: key.expiresOn,
      made_at: made.at,
      made_by: made.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type KeyToReplace = {
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  readonly serviceId: string | null
  readonly sandboxId: string | null
  readonly sandboxCompany: SandboxCompany | null
  readonly madeAt: Date
  readonly expiresOn: LocalDate
  readonly endedAt: Date | null
  readonly stopsAt: Date | null
}

/** Held, so that two people at once do not both put another in its place. */
export async function lockKey(tx: Tx, id: string): Promise<KeyToReplace | undefined> {
  return tx
    .selectFrom('access.api_key')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .select([
      'name',
      sql<readonly ApiAbility[]>`abilities`.as('abilities'),
      'service_id as serviceId',
      'sandbox_id as sandboxId',
      sql<SandboxCompany | null>`sandbox_company`.as('sandboxCompany'),
      'made_at as madeAt',
      'expires_on as expiresOn',
      'ended_at as endedAt',
      'stops_at as stopsAt',
    ])
    .forUpdate()
    .executeTakeFirst()
}

export async function stopKeyAt(tx: Tx, id: string, stopsAt: Date): Promise<void> {
  await tx
    .updateTable('access.api_key')
    .set({ stops_at: stopsAt })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

type Ending = { readonly id: string; readonly providerId: string | undefined; readonly at: Date; readonly by: string }

/** The name of the key that was ended; undefined when there is none that could be. */
export async function endKey(tx: Tx, { id, providerId, at, by }: Ending): Promise<string | undefined> {
  const ended = await tx
    .updateTable('access.api_key')
    .set({ ended_at: at, ended_by: by })
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return ended?.name
}

export function listKeyServices(tx: Tx): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return tx
    .selectFrom('published.service')
    .select(['id', 'name'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute()
}

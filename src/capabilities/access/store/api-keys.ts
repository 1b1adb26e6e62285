import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ApiAbility } from '../rules/api-keys.ts'

export type ApiKey = {
  readonly id: string
  readonly providerId: string
  readonly providerName: string
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  /** Null for the whole organisation. */
  readonly serviceName: string | null
  readonly madeAt: Date
  readonly madeBy: string
  readonly expiresOn: LocalDate
  readonly lastUsedAt: Date | null
  readonly endedAt: Date | null
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
    .where('k.council_id', '=', tx.councilId)
    .select([
      'k.id',
      'k.provider_id as providerId',
      'o.trading_name as providerName',
      'k.name',
      sql<readonly ApiAbility[]>`k.abilities`.as('abilities'),
      's.name as serviceName',
      'k.made_at as madeAt',
      'k.made_by as madeBy',
      'k.expires_on as expiresOn',
      'k.last_used_at as lastUsedAt',
      'k.ended_at as endedAt',
      'k.ended_by as endedBy',
    ])
}

/** Holds the organisation's keys, so that two people at once do not make more than there may be. */
export async function countLiveKeys(tx: Tx, today: LocalDate): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('api keys ' || ${tx.providerId}, 0))`.execute(tx)
  const { live } = await tx
    .selectFrom('access.api_key')
    .select((eb) => eb.fn.countAll<bigint>().as('live'))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('ended_at', 'is', null)
    .where('expires_on', '>', today)
    .executeTakeFirstOrThrow()
  return Number(live)
}

export type NewApiKey = {
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  readonly serviceId: string | null
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

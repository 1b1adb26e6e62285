import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { ApiAbility, SandboxCompany } from '../rules/api-keys.ts'

/** What a key says of whoever brings it, with the names of the council and the organisation. */
export type KeyRow = {
  readonly id: string
  readonly councilId: string
  readonly providerId: string
  readonly serviceId: string | null
  /** The contracts beside that service. */
  readonly contracts: readonly string[]
  readonly name: string
  readonly abilities: readonly ApiAbility[]
  readonly madeAt: Date
  readonly expiresOn: LocalDate
  readonly endedAt: Date | null
  readonly stopsAt: Date | null
  /** Only of a test key. */
  readonly sandboxId: string | null
  readonly sandboxCompany: SandboxCompany | null
  readonly providerName: string
  readonly councilCode: string
  readonly councilName: string
  readonly shortName: string
  readonly colour: string
  readonly agreementWord: string
  readonly agreementAbbreviation: string
  readonly weekStartsOn: number
}

/** By the hash and so by an index: how long it takes says nothing of a key that is nearly right. */
export async function findKey(tx: Tx, keyHash: Buffer): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`
    select k.id, k.council_id as "councilId", k.provider_id as "providerId", k.service_id as "serviceId", k.name,
      k.abilities, k.made_at as "madeAt", k.expires_on as "expiresOn", k.ended_at as "endedAt", k.stops_at as "stopsAt",
      k.sandbox_id as "sandboxId", k.sandbox_company as "sandboxCompany",
      p.trading_name as "providerName", c.code as "councilCode", c.name as "councilName", c.short_name as "shortName",
      c.brand_colour as colour, c.agreement_word as "agreementWord",
      c.agreement_abbreviation as "agreementAbbreviation", c.week_starts_on as "weekStartsOn",
      (select coalesce(jsonb_agg(cs.contract_id), '[]') from published.contract_service cs
        where cs.council_id = k.council_id and cs.service_id = k.service_id) as contracts
    from access.api_key k
    join platform.council c on c.council_id = k.council_id
    join published.provider_name p on p.council_id = k.council_id and p.id = k.provider_id
    where k.key_hash = ${keyHash}`.execute(tx)
  return rows[0]
}

/** What a sandbox holds now, as whoever brings a test key will see it. */
export type Inside = Pick<
  KeyRow,
  | 'councilId'
  | 'providerId'
  | 'providerName'
  | 'councilCode'
  | 'councilName'
  | 'shortName'
  | 'colour'
  | 'agreementWord'
  | 'agreementAbbreviation'
  | 'weekStartsOn'
> & { readonly daysAhead: number }

/** Undefined while it is being filled and after it was closed. Its council has to be one that is made for trying. */
export async function findInside(
  tx: Tx,
  { councilId, sandboxId, sandboxCompany }: Pick<KeyRow, 'councilId' | 'sandboxId' | 'sandboxCompany'>,
): Promise<Inside | undefined> {
  const { rows: sandboxes } = await sql<{ councilId: string; providerId: string; daysAhead: number }>`
    select inside_council_id as "councilId", days_ahead as "daysAhead",
      case ${sandboxCompany} when 'visits' then visits_provider_id else weekly_provider_id end as "providerId"
    from access.sandbox where council_id = ${councilId} and id = ${sandboxId} and state = 'ready'`.execute(tx)
  const [sandbox] = sandboxes
  if (sandbox === undefined) return undefined
  const { rows } = await sql<Omit<Inside, 'daysAhead' | 'providerId'>>`
    select c.council_id as "councilId", p.trading_name as "providerName", c.code as "councilCode", c.name as "councilName",
      c.short_name as "shortName", c.brand_colour as colour, c.agreement_word as "agreementWord",
      c.agreement_abbreviation as "agreementAbbreviation", c.week_starts_on as "weekStartsOn"
    from platform.council c
    join published.provider_name p on p.council_id = c.council_id and p.id = ${sandbox.providerId}
    where c.council_id = ${sandbox.councilId} and c.is_sandbox`.execute(tx)
  const [names] = rows
  return names === undefined ? undefined : { ...sandbox, ...names }
}

/** How far ahead the clock of this council is; nothing for every council that is none's sandbox. */
export async function findDaysAhead(tx: Tx, insideCouncilId: string): Promise<number> {
  const { rows } = await sql<{ daysAhead: number }>`
    select days_ahead as "daysAhead" from access.sandbox where inside_council_id = ${insideCouncilId}`.execute(tx)
  return rows[0]?.daysAhead ?? 0
}

type Key = { readonly councilId: string; readonly id: string }

/** Counts the request in its minute, across every process; answers how many there were and when the minute began. */
export async function countRequest(
  tx: Tx,
  { councilId, id }: Key,
  now: Date,
): Promise<{ readonly used: number; readonly since: Date }> {
  await sql`set local synchronous_commit = off`.execute(tx)
  const { rows } = await sql<{ used: number; since: Date }>`
    update access.api_key set last_used_at = ${now},
      used_in_window = case when window_started_at > ${now}::timestamptz - interval '1 minute' then used_in_window + 1 else 1 end,
      window_started_at = case when window_started_at > ${now}::timestamptz - interval '1 minute' then window_started_at else ${now} end
    where council_id = ${councilId} and id = ${id}
    returning used_in_window as used, window_started_at as since`.execute(tx)
  return rows[0] ?? { used: 0, since: now }
}

/** Whether a try with a key that has ended is to be put on record: once an hour, so that a loop fills no log. */
export async function noteRefusedKey(tx: Tx, { councilId, id }: Key, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update access.api_key set refused_at = ${now} where council_id = ${councilId} and id = ${id}
      and (refused_at is null or refused_at < ${now}::timestamptz - interval '1 hour') returning id`.execute(tx)
  return rows.length > 0
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PolicyKind } from '../rules/policy.ts'

export type Policy = {
  readonly id: string
  readonly kind: PolicyKind
  readonly version: number
  readonly body: string
  readonly changes: string
  readonly publishedAt: Date
  readonly publishedBy: string
  readonly requiredFrom: LocalDate
}
export type DuePolicy = Policy & {
  /** What the person accepted before; null when nothing. */
  readonly acceptedVersion: number | null
  readonly acceptedBody: string | null
}

/**
 * The newest version of each kind that this person has not accepted, required from the first day of any version since
 * the one they accepted: time to read a new version is no leave to go on without the one before. At the gate: nobody is
 * in yet.
 */
export async function listDuePolicies(
  tx: Tx,
  { councilId, accountId }: { readonly councilId: string; readonly accountId: string },
): Promise<readonly DuePolicy[]> {
  const { rows } = await sql<DuePolicy>`
    select p.id, p.kind, p.version, p.body, p.changes, p.published_at as "publishedAt",
      p.published_by as "publishedBy", (
        select min(n.required_from) from access.policy n
        where n.council_id = p.council_id and n.kind = p.kind and n.version > coalesce(e.version, 0)) as "requiredFrom",
      e.version as "acceptedVersion", e.body as "acceptedBody"
    from access.policy p
    left join lateral (
      select q.version, q.body from access.policy_acceptance a
      join access.policy q on q.council_id = a.council_id and q.id = a.policy_id
      where a.council_id = p.council_id and a.account_id = ${accountId} and q.kind = p.kind
      order by q.version desc limit 1) e on true
    where p.council_id = ${councilId} and coalesce(e.version, 0) < p.version
      and p.version = (select max(n.version) from access.policy n where n.council_id = p.council_id and n.kind = p.kind)
    order by p.kind`.execute(tx)
  return rows
}

type Acceptance = {
  readonly councilId: string
  readonly accountId: string
  readonly policyIds: readonly string[]
  readonly address: string
  readonly now: Date
}

export async function keepAcceptance(tx: Tx, acceptance: Acceptance): Promise<void> {
  const { councilId, accountId, policyIds, address, now } = acceptance
  await tx
    .insertInto('access.policy_acceptance')
    .values(
      policyIds.map((id) => ({
        council_id: councilId,
        policy_id: id,
        account_id: accountId,
        accepted_at: now,
        address,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The newest of each kind, for the council. */
export async function listPolicies(tx: Tx): Promise<readonly Policy[]> {
  const { rows } = await sql<Policy>`
    select distinct on (kind) id, kind, version, body, changes, published_at as "publishedAt",
      published_by as "publishedBy", required_from as "requiredFrom"
    from access.policy where council_id = ${tx.councilId} order by kind, version desc`.execute(tx)
  return rows
}

/** Undefined when somebody published that version first. */
export async function savePolicy(tx: Tx, policy: Omit<Policy, 'id'>): Promise<string | undefined> {
  const row = await tx
    .insertInto('access.policy')
    .values({
      council_id: tx.councilId,
      kind: policy.kind,
      version: policy.version,
      body: policy.body,
      changes: policy.changes,
      published_at: policy.publishedAt,
      published_by: policy.publishedBy,
      required_from: policy.requiredFrom,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export type AcceptanceRow = {
  readonly membershipId: string
  readonly name: string
  readonly email: string
  readonly provider: string | null
  readonly kind: PolicyKind
  readonly version: number
  readonly acceptedVersion: number | null
  readonly acceptedAt: Date | null
}
type AcceptanceFilter = {
  readonly onlyMissing: boolean
  readonly today: LocalDate
  readonly after: { readonly name: string; readonly id: string; readonly kind: string } | undefined
  readonly rows: number
}

/** Each person with a place today against the newest policy of each kind. */
export async function listAcceptances(tx: Tx, filter: AcceptanceFilter): Promise<readonly AcceptanceRow[]> {
  const { onlyMissing, today, after, rows: most } = filter
  const { rows } = await sql<AcceptanceRow>`
    select m.id as "membershipId", m.name, m.email, o.trading_name as provider, p.kind, p.version,
      e.version as "acceptedVersion", e.accepted_at as "acceptedAt"
    from access.membership m
    join (select distinct on (kind) council_id, kind, version from access.policy
      where council_id = ${tx.councilId} order by kind, version desc) p on p.council_id = m.council_id
    left join published.provider_name o on o.council_id = m.council_id and o.id = m.provider_id
    left join lateral (
      select q.version, a.accepted_at from access.policy_acceptance a
      join access.policy q on q.council_id = a.council_id and q.id = a.policy_id
      where a.council_id = m.council_id and a.account_id = m.account_id and q.kind = p.kind
      order by q.version desc limit 1) e on true
    where m.council_id = ${tx.councilId} and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
      and (${!onlyMissing} or coalesce(e.version, 0) < p.version)
      and (${after === undefined} or (m.name, m.id, p.kind) > (${after?.name ?? ''}, ${after?.id ?? null}::uuid, ${after?.kind ?? ''}))
    order by m.name, m.id, p.kind limit ${most}`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** At the gate: an organisation of the council by its exact name. Nobody reads the list of them. */
export async function findByName(
  tx: Tx,
  { councilId, name }: { readonly councilId: string; readonly name: string },
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, trading_name as name from published.provider_name
    where council_id = ${councilId} and lower(trading_name) = lower(${name}) and status = 'active' order by id limit 1`.execute(
    tx,
  )
  return rows[0]
}

export async function findActiveById(
  tx: Tx,
  { councilId, id }: { readonly councilId: string; readonly id: string },
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, trading_name as name from published.provider_name
    where council_id = ${councilId} and id = ${id} and status = 'active'`.execute(tx)
  return rows[0]
}

export async function worksAt(
  tx: Tx,
  place: {
    readonly councilId: string
    readonly providerId: string
    readonly accountId: string
    readonly today: LocalDate
  },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from access.membership m where m.council_id = ${place.councilId} and m.provider_id = ${place.providerId}
      and m.account_id = ${place.accountId} and (m.ends_on is null or m.ends_on > ${place.today})`.execute(tx)
  return rows.length > 0
}

type NewJoin = {
  readonly councilId: string
  readonly providerId: string
  readonly accountId: string
  readonly askerProviderId: string
  readonly name: string
  readonly approver: { readonly accountId: string; readonly name: string }
  readonly note: string
  readonly at: Date
}

/** At the gate. Undefined when the same was asked before and is not answered yet. */
export async function addJoin(tx: Tx, join: NewJoin): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into access.join_request
      (council_id, provider_id, account_id, asker_provider_id, name, email, approver_id, approver_name, note, asked_at)
    select ${join.councilId}, ${join.providerId}, a.id, ${join.askerProviderId}, ${join.name}, a.email,
      ${join.approver.accountId}, ${join.approver.name}, ${join.note}, ${join.at}
    from access.account a where a.id = ${join.accountId}
    on conflict do nothing returning id`.execute(tx)
  return rows[0]?.id
}

/** At the gate: what one asked of this organisation and was not answered. */
export async function findAsked(
  tx: Tx,
  { councilId, providerId, accountId }: Pick<NewJoin, 'councilId' | 'providerId' | 'accountId'>,
): Promise<{ readonly id: string; readonly askedAt: Date } | undefined> {
  const { rows } = await sql<{ id: string; askedAt: Date }>`
    select id, asked_at as "askedAt" from access.join_request
    where council_id = ${councilId} and provider_id = ${providerId} and account_id = ${accountId}
      and status = 'asked'`.execute(tx)
  return rows[0]
}

export type OwnJoin = {
  readonly organisation: string
  readonly approverName: string
  readonly status: 'asked' | 'taken-up' | 'refused'
  readonly askedAt: Date
  readonly refusalReason: string | null
}

/** At the gate, whose policy shows a person's own. */
export async function listOwnJoins(
  tx: Tx,
  { councilId, accountId }: { readonly councilId: string; readonly accountId: string },
): Promise<readonly OwnJoin[]> {
  const { rows } = await sql<OwnJoin>`
    select p.trading_name as organisation, j.approver_name as "approverName", j.status, j.asked_at as "askedAt",
      j.refusal_reason as "refusalReason"
    from access.join_request j
    join published.provider_name p on p.council_id = j.council_id and p.id = j.provider_id
    where j.council_id = ${councilId} and j.account_id = ${accountId} order by j.asked_at desc, j.id desc limit 20`.execute(
    tx,
  )
  return rows
}

export type Join = {
  readonly id: string
  readonly accountId: string
  readonly askerProviderId: string | null
  readonly name: string
  readonly email: string
  readonly approverName: string
  readonly note: string
  readonly status: OwnJoin['status']
  readonly askedAt: Date
  readonly deciderName: string | null
}

/** What waits at the provider that asks, the oldest first. */
export async function listWaitingJoins(tx: Tx): Promise<readonly Join[]> {
  const { rows } = await sql<Join>`${joins(tx)} and status = 'asked' order by asked_at, id limit 50`.execute(tx)
  return rows
}

export async function getJoin(tx: Tx, id: string): Promise<Join> {
  return only(await sql<Join>`${joins(tx)} and id = ${id}`.execute(tx))
}

export async function lockJoin(tx: Tx, id: string): Promise<Join> {
  return only(await sql<Join>`${joins(tx)} and id = ${id} for update`.execute(tx))
}

function only({ rows: [join] }: { readonly rows: readonly Join[] }): Join {
  if (join === undefined) throw new NotFound('request to join')
  return join
}

function joins(tx: Tx) {
  return sql`
    select id, account_id as "accountId", asker_provider_id as "askerProviderId", name, email, approver_name as "approverName",
      note, status, asked_at as "askedAt", decider_name as "deciderName"
    from access.join_request where council_id = ${tx.councilId} and provider_id = ${tx.providerId}`
}

type Answered = {
  readonly id: string
  readonly status: 'taken-up' | 'refused'
  readonly by: string
  readonly name: string
  readonly at: Date
  readonly reason: string | null
}

export async function answerJoin(tx: Tx, { id, status, by, name, at, reason }: Answered): Promise<void> {
  await tx
    .updateTable('access.join_request')
    .set({ status, decided_by: by, decider_name: name, decided_at: at, refusal_reason: reason })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

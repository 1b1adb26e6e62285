import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './restricted.ts'

export type Need = {
  readonly id: string
  readonly kind: 'named' | 'broken-glass'
  readonly name: string
  /** Where the person works; null on the council's staff. */
  readonly provider: string | null
  readonly reason: string
  readonly givenBy: string
  readonly givenAt: Date
  readonly untilAt: Date | null
  readonly endedAt: Date | null
}

/** Whether an account may open the details now, and until when. Named before the short time. */
export async function findNeed(
  tx: Tx,
  { providerId }: Reach,
  asked: { readonly personId: string; readonly accountId: string; readonly now: Date },
): Promise<Pick<Need, 'kind' | 'untilAt'> | undefined> {
  const { rows } = await sql<Pick<Need, 'kind' | 'untilAt'>>`
    select kind, until_at as "untilAt" from service_users.need_to_know
    where council_id = ${tx.councilId} and account_id = ${asked.accountId} and person_id = ${asked.personId}
      and provider_id is not distinct from ${providerId ?? null}::uuid
      and ended_at is null and (until_at is null or until_at > ${asked.now})
    order by until_at desc nulls first limit 1`.execute(tx)
  return rows[0]
}

/** Whom the account may see now, of those listed. */
export async function listKnown(
  tx: Tx,
  { providerId }: Reach,
  { accountId, now }: { readonly accountId: string; readonly now: Date },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct person_id as id from service_users.need_to_know
    where council_id = ${tx.councilId} and account_id = ${accountId}
      and provider_id is not distinct from ${providerId ?? null}::uuid
      and ended_at is null and (until_at is null or until_at > ${now})`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

type NewNeed = {
  readonly personId: string
  readonly accountId: string
  readonly providerId: string | undefined
  readonly name: string
  readonly kind: Need['kind']
  readonly reason: string
  readonly givenBy: string
  readonly giverName: string
  readonly at: Date
  readonly untilAt: Date | null
}

/** False when the account is named already. */
export async function addNeed(tx: Tx, need: NewNeed): Promise<boolean> {
  const { rows } = await sql`
    insert into service_users.need_to_know
      (council_id, person_id, account_id, provider_id, name, kind, reason, given_by, giver_name, given_at, until_at)
    values (${tx.councilId}, ${need.personId}, ${need.accountId}, ${need.providerId ?? null}, ${need.name}, ${need.kind},
      ${need.reason}, ${need.givenBy}, ${need.giverName}, ${need.at}, ${need.untilAt})
    on conflict do nothing returning id`.execute(tx)
  return rows.length > 0
}

/** Who was named and who broke the glass, the newest first. */
export async function listNeeds(tx: Tx, personId: string): Promise<readonly Need[]> {
  const { rows } = await sql<Need>`
    select n.id, n.kind, n.name, o.trading_name as provider, n.reason, n.giver_name as "givenBy", n.given_at as "givenAt",
      n.until_at as "untilAt", n.ended_at as "endedAt"
    from service_users.need_to_know n
    left join published.provider o on o.council_id = n.council_id and o.id = n.provider_id
    where n.council_id = ${tx.councilId} and n.person_id = ${personId}
    order by n.given_at desc, n.id desc limit 200`.execute(tx)
  return rows
}

export async function endNeed(
  tx: Tx,
  { personId, id, now }: { readonly personId: string; readonly id: string; readonly now: Date },
): Promise<string> {
  const ended = await tx
    .updateTable('service_users.need_to_know')
    .set({ ended_at: now })
    .where('council_id', '=', tx.councilId)
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst()
  if (ended === undefined) throw new NotFound('name')
  return ended.account_id
}

/** Nobody needs to know what is no longer restricted. */
export async function endAllNeeds(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .updateTable('service_users.need_to_know')
    .set({ ended_at: now })
    .where('council_id', '=', tx.councilId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
}

export type Candidate = { readonly accountId: string; readonly providerId: string | null; readonly name: string }

/** Places under an address from which the person is cared for: on the council's staff, or at a provider that serves them. */
export async function listCandidates(
  tx: Tx,
  { email, personId, today }: { readonly email: string; readonly personId: string; readonly today: LocalDate },
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select m.account_id as "accountId", m.provider_id as "providerId", m.name from published.member m
    where m.council_id = ${tx.councilId} and lower(m.email) = ${email} and m.starts_on <= ${today}
      and (m.ends_on is null or m.ends_on > ${today})
      and (m.provider_id is null or exists (select from service_users.served_person s
        where s.council_id = m.council_id and s.provider_id = m.provider_id and s.person_id = ${personId}))
    order by m.provider_id nulls first limit 20`.execute(tx)
  return rows
}

export type Look = { readonly at: Date; readonly name: string; readonly action: string; readonly from: string }

/** Who looked and who changed who may, from the audit log: what it says cannot be edited. */
export async function listLooks(tx: Tx, personId: string): Promise<readonly Look[]> {
  const { rows } = await sql<Look>`
    select at, actor_name as name, action, coalesce(details ->> 'from', '') as "from" from platform.audit_entry
    where council_id = ${tx.councilId} and subject_id = ${personId} and action like 'restricted-person.%'
    order by at desc, seq desc limit 100`.execute(tx)
  return rows
}

export async function recordRestriction(
  tx: Tx,
  restriction: {
    readonly personId: string
    readonly reason: string
    readonly by: string
    readonly name: string
    readonly at: Date
  },
): Promise<void> {
  await tx
    .insertInto('service_users.restriction')
    .values({
      council_id: tx.councilId,
      person_id: restriction.personId,
      reason: restriction.reason,
      restricted_by: restriction.by,
      restricter_name: restriction.name,
      restricted_at: restriction.at,
    })
    .execute()
}

export async function recordLifting(
  tx: Tx,
  lifting: {
    readonly personId: string
    readonly reason: string
    readonly by: string
    readonly name: string
    readonly at: Date
  },
): Promise<void> {
  await tx
    .updateTable('service_users.restriction')
    .set({ lifted_by: lifting.by, lifter_name: lifting.name, lifted_at: lifting.at, lift_reason: lifting.reason })
    .where('council_id', '=', tx.councilId)
    .where('person_id', '=', lifting.personId)
    .where('lifted_at', 'is', null)
    .execute()
}

import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** Two locks of the same moment come one after the other, so that one of them is the fifth. */
export async function queueForAlarm(tx: Tx, councilId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`lock-alarm ${councilId}`}, 0))`.execute(tx)
}

type Counting = { readonly councilId: string; readonly since: Date; readonly today: LocalDate }

/** Accounts of people who work in the council that were locked for wrong tries since then. At the gate. */
export async function countLocks(tx: Tx, { councilId, since, today }: Counting): Promise<number> {
  const { rows } = await sql<{ locks: bigint }>`
    select count(distinct e.account_id) as locks from access.account_event e
    where e.kind = 'locked' and e.at > ${since} and exists (
      select from access.membership m where m.council_id = ${councilId} and m.account_id = e.account_id
        and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today}))`.execute(tx)
  return Number(rows[0]?.locks ?? 0n)
}

type NewAlarm = { readonly councilId: string; readonly locks: number; readonly since: Date; readonly now: Date }

/** False while an alarm waits that nobody has looked at, or when one was raised for the same minutes. */
export async function insertAlarm(tx: Tx, { councilId, locks, since, now }: NewAlarm): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.lock_alarm (council_id, raised_at, locks)
    select ${councilId}::uuid, ${now}::timestamptz, ${locks}::int
    where not exists (select from access.lock_alarm a
      where a.council_id = ${councilId} and (a.seen_at is null or a.raised_at > ${since}))`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export async function listPortalAdministrators(
  tx: Tx,
  councilId: string,
  today: LocalDate,
): Promise<readonly string[]> {
  const { rows } = await sql<{ email: string }>`
    select distinct m.email from access.membership m
    join access.staff_role r on r.council_id = m.council_id and r.membership_id = m.id
    where m.council_id = ${councilId} and r.role = 'portal-administration'
      and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    order by m.email limit 50`.execute(tx)
  return rows.map(({ email }) => email)
}

export type LockAlarm = {
  readonly id: string
  readonly raisedAt: Date
  readonly locks: number
  readonly seenAt: Date | null
  readonly seenBy: string | null
}

export async function listAlarms(tx: Tx, most: number): Promise<readonly LockAlarm[]> {
  return tx
    .selectFrom('access.lock_alarm')
    .select(['id', 'raised_at as raisedAt', 'locks', 'seen_at as seenAt', 'seen_by as seenBy'])
    .where('council_id', '=', tx.councilId)
    .orderBy('raised_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
}

export async function findAlarm(tx: Tx, id: string): Promise<void> {
  await tx
    .selectFrom('access.lock_alarm')
    .select('id')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('alarm'))
}

export async function countUnseenAlarms(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('access.lock_alarm')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('council_id', '=', tx.councilId)
    .where('seen_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function markAlarmSeen(
  tx: Tx,
  id: string,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.lock_alarm')
    .set({ seen_at: at, seen_by: by })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('seen_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export type LockedPerson = {
  readonly membershipId: string
  readonly name: string
  readonly provider: string | null
  readonly lockedAt: Date
  readonly lockReason: 'failures' | 'dormant' | 'staff'
  readonly opensAt: Date | null
  readonly address: string
}

/** Whose accounts are locked now, the newest first, with the address that the last wrong try came from. At the gate. */
export async function listLocked(
  tx: Tx,
  { councilId, now, today }: { readonly councilId: string; readonly now: Date; readonly today: LocalDate },
): Promise<readonly LockedPerson[]> {
  const { rows } = await sql<LockedPerson>`
    select m.id as "membershipId", m.name, p.trading_name as provider, a.locked_at as "lockedAt",
      a.lock_reason as "lockReason", a.closed_until as "opensAt",
      coalesce((select e.address from access.account_event e
        where e.account_id = a.id and e.kind = 'locked' order by e.at desc limit 1), '') as address
    from access.membership m join access.account a on a.id = m.account_id
    left join published.provider_name p on p.council_id = m.council_id and p.id = m.provider_id
    where m.council_id = ${councilId} and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
      and a.locked_at is not null and (a.closed_until is null or a.closed_until > ${now})
    order by a.locked_at desc, m.id limit 100`.execute(tx)
  return rows
}

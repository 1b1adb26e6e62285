import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { endSessionsOf } from './set-up.ts'

type At = { readonly accountId: string; readonly now: Date }

/** False when the council locked it already. Another lock gives way: this one does not open by itself. At the gate. */
export async function lockByStaff(tx: Tx, { accountId, now }: At): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.account')
    .set({ locked_at: now, lock_reason: 'staff', closed_until: null })
    .where('id', '=', accountId)
    .where('status', '<>', 'disabled')
    .where((where) => where.or([where('lock_reason', 'is', null), where('lock_reason', '<>', 'staff')]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** At the gate. */
export async function disableAccount(tx: Tx, accountId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.account')
    .set({ status: 'disabled' })
    .where('id', '=', accountId)
    .where('status', '<>', 'disabled')
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** As it was: whoever had never set up signing in is invited again and no more. At the gate. */
export async function enableAccount(tx: Tx, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.account set status = case when password_hash is null then 'invited' else 'active' end
    where id = ${accountId} and status = 'disabled'`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Out everywhere at once, and no link or temporary password that is on its way opens anything. At the gate. */
export async function shutOut(tx: Tx, { accountId, now }: At): Promise<void> {
  await endSessionsOf(tx, accountId)
  await tx
    .updateTable('access.set_up_link')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}

type Elsewhere = { readonly accountId: string; readonly councilId: string; readonly today: LocalDate }

/** Whether the person also has a place with another council. At the gate, which sees all of them. */
export async function worksElsewhere(tx: Tx, { accountId, councilId, today }: Elsewhere): Promise<boolean> {
  const { rows } = await sql`
    select 1 from access.membership m where m.account_id = ${accountId} and m.council_id <> ${councilId}
      and (m.ends_on is null or m.ends_on > ${today}) limit 1`.execute(tx)
  return rows.length > 0
}

export type Stopped = { readonly action: string; readonly at: Date; readonly by: string; readonly reason: string }

/** Who locked or disabled the account last, and why, as this council's log has it. */
export async function findStopped(tx: Tx, accountId: string): Promise<Stopped | undefined> {
  const { rows } = await sql<Stopped>`
    select action, at, actor_name as by, coalesce(details ->> 'reason', '') as reason from platform.audit_entry
    where council_id = ${tx.councilId} and subject_id = ${accountId} and subject_type = 'account'
      and action in ('people.locked', 'people.disabled')
    order by at desc, seq desc limit 1`.execute(tx)
  return rows[0]
}

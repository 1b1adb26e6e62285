import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { closedBy } from '../rules/sign-in.ts'
import type { StaffRole } from '../rules/permissions.ts'
import type { NamedGrant } from './grants.ts'

export type Person = {
  readonly membershipId: string
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  readonly address: string
  /** Null for the council's own staff. */
  readonly provider: string | null
  readonly endsOn: LocalDate | null
  readonly askedForHelpAt: Date | null
  /** The permissions asked for; empty text is help with signing in, null that nothing was asked. */
  readonly wants: readonly string[] | null
}
export type PeopleFilter = {
  readonly search: string
  readonly onlyAsking: boolean
  readonly after: { readonly name: string; readonly id: string } | undefined
  readonly rows: number
}

/** The council's people by name; a search finds part of a name, an address or a company. */
export async function listPeople(tx: Tx, filter: PeopleFilter): Promise<readonly Person[]> {
  const like = `%${filter.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const { rows } = await sql<Person>`
    ${people(tx)}
      and (${filter.search === ''} or m.name ilike ${like} or m.email ilike ${like} or p.trading_name ilike ${like})
      and (${!filter.onlyAsking} or h.asked_at is not null)
      and (${filter.after === undefined} or (m.name, m.id) > (${filter.after?.name ?? ''}, ${filter.after?.id ?? null}::uuid))
    order by m.name, m.id limit ${filter.rows}`.execute(tx)
  return rows
}

export async function getPerson(tx: Tx, membershipId: string): Promise<Person> {
  const { rows } = await sql<Person>`${people(tx)} and m.id = ${membershipId}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('person')
  return rows[0]
}

function people(tx: Tx) {
  return sql`
    select m.id as "membershipId", m.account_id as "accountId", m.name, m.email, m.job_title as "jobTitle", m.address,
      p.trading_name as provider, m.ends_on as "endsOn", h.asked_at as "askedForHelpAt", h.wants
    from access.membership m
    left join published.provider_name p on p.council_id = m.council_id and p.id = m.provider_id
    cross join lateral (
      select min(h.asked_at) as asked_at, array_agg(h.wants order by h.wants) as wants from access.help_request h
      where h.council_id = m.council_id and h.account_id = m.account_id and h.answered_at is null
        and (h.provider_id is null or (h.wants <> '' and h.provider_id = m.provider_id))) h
    where m.council_id = ${tx.councilId}`
}

export async function listPersonGrants(tx: Tx, membershipId: string): Promise<readonly NamedGrant[]> {
  const { rows } = await sql<NamedGrant>`
    select g.scope, g.role, g.mode, coalesce(s.name, k.number) as target, g.ends_on as "endsOn"
    from access.access_grant g
    left join published.service s on s.council_id = g.council_id and s.id = g.service_id
    left join published.contract k on k.council_id = g.council_id and k.id = g.contract_id
    where g.council_id = ${tx.councilId} and g.membership_id = ${membershipId}
    order by g.scope desc, target, g.role, g.id limit 100`.execute(tx)
  return rows
}

export async function listPersonRoles(tx: Tx, membershipId: string): Promise<readonly StaffRole[]> {
  const rows = await tx
    .selectFrom('access.staff_role')
    .select('role')
    .where('council_id', '=', tx.councilId)
    .where('membership_id', '=', membershipId)
    .orderBy('role')
    .execute()
  return rows.map(({ role }) => role)
}

/** Locks the place, so that two administrators act one after the other. */
export async function endPlace(tx: Tx, membershipId: string, today: LocalDate): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.membership')
    .set(({ eb }) => ({ ends_on: today, row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('id', '=', membershipId)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', today)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Help with signing in; what somebody wants to be allowed is answered by giving it. */
export async function answerHelp(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('access.help_request')
    .set({ answered_at: now })
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', accountId)
    .where('answered_at', 'is', null)
    .where('wants', '=', '')
    .execute()
}

export type AccountState = {
  readonly id: string
  readonly status: 'invited' | 'active' | 'disabled'
  readonly lockedAt: Date | null
  readonly lockReason: 'failures' | 'dormant' | 'staff' | null
  /** When the lock opens by itself; null when somebody must unlock it. */
  readonly opensAt: Date | null
  readonly lastSignedInAt: Date | null
  readonly mustChangePassword: boolean
  /** Given by the owner when the account was set up; empty when not. */
  readonly phone: string
}

/** At the gate, for people found in the council before. */
export async function listAccountStates(
  tx: Tx,
  accountIds: readonly string[],
  now: Date,
): Promise<readonly AccountState[]> {
  if (accountIds.length === 0) return []
  const rows = await tx
    .selectFrom('access.account')
    .select([
      'id',
      'status',
      'locked_at as lockedAt',
      'lock_reason as lockReason',
      'closed_until as opensAt',
      'last_signed_in_at as lastSignedInAt',
      'must_change_password as mustChangePassword',
      'phone',
    ])
    .where(sql<boolean>`id = any(${[...accountIds]}::uuid[])`)
    .execute()
  return rows.map((row) => {
    const closed = closedBy(
      { locked: row.lockedAt !== null, lockReason: row.lockReason, closedUntil: row.opensAt },
      now,
    )
    return closed === 'locked' ? row : { ...row, lockedAt: null, lockReason: null, opensAt: null }
  })
}

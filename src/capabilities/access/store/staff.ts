import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { StaffRole } from '../rules/permissions.ts'

export type StaffMember = {
  readonly membershipId: string
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly roles: readonly StaffRole[]
}

/** The council's own people who have a place today. */
export async function listStaff(
  tx: Tx,
  today: LocalDate,
  page: { readonly after: { readonly name: string; readonly id: string } | undefined; readonly rows: number },
): Promise<readonly StaffMember[]> {
  const from = page.after === undefined ? sql`` : sql`and (m.name, m.id) > (${page.after.name}, ${page.after.id}::uuid)`
  const { rows } = await sql<StaffMember>`
    select m.id as "membershipId", m.account_id as "accountId", m.name, m.email,
      coalesce((select jsonb_agg(r.role order by r.role) from access.staff_role r
        where r.council_id = m.council_id and r.membership_id = m.id), '[]') as roles
    from access.membership m
    where m.council_id = ${tx.councilId} and m.provider_id is null and (m.ends_on is null or m.ends_on > ${today}) ${from}
    order by m.name, m.id limit ${page.rows}`.execute(tx)
  return rows
}

export async function saveStaffRoles(tx: Tx, membershipId: string, roles: readonly StaffRole[]): Promise<void> {
  await tx
    .deleteFrom('access.staff_role')
    .where('council_id', '=', tx.councilId)
    .where('membership_id', '=', membershipId)
    .execute()
  const rows = [...new Set(roles)].map((role) => ({ council_id: tx.councilId, membership_id: membershipId, role }))
  if (rows.length > 0) await tx.insertInto('access.staff_role').values(rows).execute()
}

export type PersonEvent = {
  readonly at: Date
  readonly seq: bigint
  readonly action: string
  readonly actor: string
  readonly membershipId: string
  readonly name: string
  readonly email: string
  readonly provider: string | null
}
export type EventPage = {
  readonly from: Date
  readonly until: Date
  readonly after: { readonly at: string; readonly seq: string } | undefined
  readonly rows: number
}

/** Who came, changed and went, from the audit log: what it says cannot be edited. */
export async function listPersonEvents(tx: Tx, page: EventPage): Promise<readonly PersonEvent[]> {
  const from =
    page.after === undefined
      ? sql``
      : sql`and (e.at, e.seq) > (${page.after.at}::timestamptz, ${page.after.seq}::bigint)`
  const { rows } = await sql<PersonEvent>`
    select e.at, e.seq, e.action, e.actor_name as actor, m.id as "membershipId", m.name, m.email, p.trading_name as provider
    from platform.audit_entry e
    join access.membership m on m.council_id = e.council_id
      and m.id = case when e.subject_type = 'membership' then e.subject_id::uuid end
    left join published.provider_name p on p.council_id = m.council_id and p.id = m.provider_id
    where e.council_id = ${tx.councilId} and e.at >= ${page.from} and e.at < ${page.until}
      and e.subject_type = 'membership'
      and e.action in ('people.admitted', 'people.place-ended', 'people.granted', 'people.grant-ended',
        'people.roles-changed', 'people.cover-arranged', 'people.cover-ended') ${from}
    order by e.at, e.seq limit ${page.rows}`.execute(tx)
  return rows
}

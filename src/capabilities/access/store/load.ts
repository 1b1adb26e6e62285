import { sql } from 'kysely'
import { loadBy, loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * People who sign in, staged in pack_users. Accounts belong to no council, so they are met at the gate and never
 * changed there by a pack; the council's own record of the person is the membership.
 */
export async function loadMembers(tx: Tx): Promise<Loaded> {
  await sql`create temp table pack_accounts (council_id uuid not null, email text not null, account_id uuid not null) on commit drop`.execute(
    tx,
  )
  await sql`grant select on pack_users to portal_gate`.execute(tx)
  await sql`grant insert on pack_accounts to portal_gate`.execute(tx)
  await sql`set local role portal_gate`.execute(tx)
  await sql`
    insert into access.account (email, name, status)
    select s.email, min(s.name), 'invited' from pack_users s
    where not exists (select from access.account a where a.email = s.email) group by s.email
    on conflict (email) do nothing`.execute(tx)
  await sql`
    insert into pack_accounts (council_id, email, account_id)
    select distinct s.council_id, a.email, a.id from pack_users s join access.account a on a.email = s.email`.execute(
    tx,
  )
  await sql`set local role portal_council`.execute(tx)
  await sql`analyze pack_accounts`.execute(tx)
  await sql`
    create temp table pack_members on commit drop as
    select s.council_id, s.id, s.email, s.name, s.job_title, s.supplier_ref, o.id as provider_id, a.account_id
    from pack_users s join pack_accounts a on a.council_id = s.council_id and a.email = s.email
    left join pack_organisations o on o.council_id = s.council_id and o.supplier_ref = s.supplier_ref`.execute(tx)
  await sql`
    update pack_members s set id = m.id from access.membership m
    where m.council_id = s.council_id and m.account_id = s.account_id and m.provider_id is not distinct from s.provider_id`.execute(
    tx,
  )
  await sql`analyze pack_members`.execute(tx)
  return loadBy(
    tx,
    `with loaded as (
      insert into access.membership as t (council_id, id, account_id, provider_id, name, email, job_title)
      select s.council_id, s.id, s.account_id, s.provider_id, s.name, s.email, coalesce(s.job_title, '')
      from pack_members s left join access.membership h on h.council_id = s.council_id and h.id = s.id
      where h.council_id is null or row(h.name, h.email, h.job_title) is distinct from row(s.name, s.email, coalesce(s.job_title, ''))
      on conflict (council_id, id) do update set name = excluded.name, email = excluded.email, job_title = excluded.job_title,
        row_version = t.row_version + 1
      returning old.council_id is null as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from loaded`,
  )
}

/** What people of a company may do, staged in pack_grants. */
export async function loadGrants(tx: Tx): Promise<Loaded> {
  const from = `pack_grants s
    join pack_members m on m.council_id = s.council_id and m.email = s.email and m.supplier_ref = s.supplier_ref
    left join pack_contracts c on c.council_id = s.council_id and c.contract_number = s.contract_number
    left join pack_services v on v.council_id = s.council_id and v.service_ref = s.service_ref`
  return loadBy(
    // A pack names the last day; a grant ends on the day after.
    tx,
    `with staged as (
      select s.council_id, m.id as membership_id, m.provider_id, s.scope, c.id as contract_id, v.id as service_id, s.role, s.mode,
        coalesce(s.starts_on, '2000-01-01') as starts_on, s.ends_on + 1 as ends_on
      from ${from}
    ), loaded as (
      insert into access.access_grant (council_id, membership_id, provider_id, scope, contract_id, service_id, role, mode, starts_on, ends_on)
      select g.* from staged g left join access.access_grant h on h.council_id = g.council_id and h.membership_id = g.membership_id and h.covers is null
        and h.scope = g.scope and h.contract_id is not distinct from g.contract_id
        and h.service_id is not distinct from g.service_id and h.role = g.role
      where h.council_id is null or row(h.mode, h.starts_on, h.ends_on) is distinct from row(g.mode, g.starts_on, g.ends_on)
      on conflict on constraint granted_once do update set mode = excluded.mode, starts_on = excluded.starts_on, ends_on = excluded.ends_on
      returning old.council_id is null as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from loaded`,
  )
}

/** Work of the council's own staff, staged in pack_staff. */
export async function loadStaffRoles(tx: Tx): Promise<Loaded> {
  return loadRows(tx, {
    target: 'access.staff_role',
    from: `pack_staff s join pack_members m on m.council_id = s.council_id and m.email = s.email and m.supplier_ref is null`,
    key: ['membership_id', 'role'],
    columns: { membership_id: 'm.id', role: 's.role' },
  })
}

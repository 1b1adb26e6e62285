import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Filter } from '../../rules/scim.ts'

export type ScimUser = {
  readonly id: string
  readonly accountId: string
  readonly userName: string
  readonly externalId: string | null
  readonly name: string
  readonly title: string
  readonly active: boolean
  readonly keepsPassword: boolean
  readonly createdAt: Date | null
  readonly changedAt: Date | null
  readonly groups: readonly { readonly value: string; readonly display: string }[]
}
export type UserAttribute = 'id' | 'userName' | 'externalId'
type Within = { readonly connectionId: string; readonly today: LocalDate }

/** Council staff who are here, and those whom the directory knows though they left; not whom it deleted. */
function users(tx: Tx, { connectionId, today }: Within) {
  return sql`
    from access.membership m
    left join access.scim_user u on u.council_id = m.council_id and u.connection_id = ${connectionId} and u.membership_id = m.id
    where m.council_id = ${tx.councilId} and m.provider_id is null
      and (m.ends_on is null or m.ends_on > ${today} or (u.membership_id is not null and u.deleted_at is null))`
}

function columns(tx: Tx, { connectionId, today }: Within) {
  return sql`
    m.id, m.account_id as "accountId", lower(m.email) as "userName", u.external_id as "externalId", m.name,
    m.job_title as title, m.ends_on is null or m.ends_on > ${today} as active, m.keeps_password as "keepsPassword",
    u.created_at as "createdAt", u.changed_at as "changedAt",
    coalesce((select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.name) order by g.name, g.id)
      from access.scim_group_member x join access.scim_group g on g.council_id = x.council_id and g.id = x.group_id
      where x.council_id = ${tx.councilId} and x.membership_id = m.id and g.connection_id = ${connectionId}), '[]') as groups`
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function matching(filter: Filter<UserAttribute> | undefined) {
  switch (filter?.attribute) {
    case undefined:
      return sql``
    case 'id':
      return uuid.test(filter.value) ? sql`and m.id = ${filter.value}` : sql`and false`
    case 'userName':
      return sql`and lower(m.email) = ${filter.value.toLowerCase()}`
    case 'externalId':
      return sql`and u.external_id = ${filter.value}`
  }
}

type Page = Within & {
  readonly filter: Filter<UserAttribute> | undefined
  readonly from: number
  readonly rows: number
}

export async function listScimUsers(
  tx: Tx,
  page: Page,
): Promise<{ readonly total: number; readonly users: readonly ScimUser[] }> {
  const [counted, found] = await Promise.all([
    sql<{ total: bigint }>`select count(*) as total ${users(tx, page)} ${matching(page.filter)}`.execute(tx),
    sql<ScimUser>`
      select ${columns(tx, page)} ${users(tx, page)} ${matching(page.filter)}
      order by m.id limit ${page.rows} offset ${page.from - 1}`.execute(tx),
  ])
  return { total: Number(counted.rows[0]?.total ?? 0n), users: found.rows }
}

export async function findScimUser(tx: Tx, id: string, within: Within): Promise<ScimUser | undefined> {
  const { users: found } = await listScimUsers(tx, {
    ...within,
    filter: { attribute: 'id', value: id },
    from: 1,
    rows: 1,
  })
  return found[0]
}

/** Of these ids, those that are people of the council's own staff. */
export async function listStaffIds(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from access.membership
    where council_id = ${tx.councilId} and provider_id is null and id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

type Kept = { readonly connectionId: string; readonly id: string; readonly now: Date }

/** False when the directory knows somebody else by this external id. */
export async function keepScimUser(
  tx: Tx,
  { connectionId, id, now }: Kept,
  externalId: string | null | undefined,
): Promise<boolean> {
  const { rows: taken } = await sql`
    select 1 as taken from access.scim_user where council_id = ${tx.councilId} and connection_id = ${connectionId}
      and external_id = ${externalId ?? null} and membership_id <> ${id}`.execute(tx)
  if (taken.length > 0) return false
  const said = externalId === undefined ? sql`u.external_id` : sql`excluded.external_id`
  await sql`
    insert into access.scim_user as u (council_id, connection_id, membership_id, external_id, created_at, changed_at)
    values (${tx.councilId}, ${connectionId}, ${id}, ${externalId ?? null}, ${now}, ${now})
    on conflict (council_id, connection_id, membership_id) do update
      set external_id = ${said}, changed_at = excluded.changed_at, deleted_at = null`.execute(tx)
  return true
}

export async function markDeleted(tx: Tx, { connectionId, id, now }: Kept): Promise<void> {
  await sql`
    insert into access.scim_user (council_id, connection_id, membership_id, created_at, changed_at, deleted_at)
    values (${tx.councilId}, ${connectionId}, ${id}, ${now}, ${now}, ${now})
    on conflict (council_id, connection_id, membership_id) do update
      set external_id = null, changed_at = excluded.changed_at, deleted_at = excluded.deleted_at`.execute(tx)
  await sql`
    delete from access.scim_group_member x using access.scim_group g
    where x.council_id = ${tx.councilId} and x.membership_id = ${id}
      and g.council_id = x.council_id and g.id = x.group_id and g.connection_id = ${connectionId}`.execute(tx)
}

type Details = { readonly userName?: string; readonly name?: string; readonly title?: string }

export async function saveDetails(tx: Tx, id: string, { userName, name, title }: Details): Promise<void> {
  await sql`
    update access.membership set email = coalesce(${userName ?? null}, email), name = coalesce(${name ?? null}, name),
      job_title = coalesce(${title ?? null}, job_title), row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id is null and id = ${id}`.execute(tx)
}

import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Filter } from '../../rules/scim.ts'

export type ScimGroup = {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly createdAt: Date
  readonly changedAt: Date
  readonly members: readonly { readonly value: string; readonly display: string }[]
}
export type GroupAttribute = 'id' | 'displayName' | 'externalId'
type Page = {
  readonly connectionId: string
  readonly filter: Filter<GroupAttribute> | undefined
  readonly from: number
  readonly rows: number
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function matching(filter: Filter<GroupAttribute> | undefined) {
  switch (filter?.attribute) {
    case undefined:
      return sql``
    case 'id':
      return uuid.test(filter.value) ? sql`and g.id = ${filter.value}` : sql`and false`
    case 'displayName':
      return sql`and g.name = ${filter.value}`
    case 'externalId':
      return sql`and g.external_id = ${filter.value}`
  }
}

export async function listScimGroups(
  tx: Tx,
  page: Page,
): Promise<{ readonly total: number; readonly groups: readonly ScimGroup[] }> {
  const from = sql`from access.scim_group g
    where g.council_id = ${tx.councilId} and g.connection_id = ${page.connectionId} ${matching(page.filter)}`
  const [counted, found] = await Promise.all([
    sql<{ total: bigint }>`select count(*) as total ${from}`.execute(tx),
    sql<ScimGroup>`
      select g.id, g.name, g.external_id as "externalId", g.created_at as "createdAt", g.changed_at as "changedAt",
        coalesce((select jsonb_agg(jsonb_build_object('value', m.id, 'display', m.name) order by m.id)
          from access.scim_group_member x join access.membership m on m.council_id = x.council_id and m.id = x.membership_id
          where x.council_id = ${tx.councilId} and x.group_id = g.id), '[]') as members
      ${from} order by g.id limit ${page.rows} offset ${page.from - 1}`.execute(tx),
  ])
  return { total: Number(counted.rows[0]?.total ?? 0n), groups: found.rows }
}

export async function findScimGroup(tx: Tx, connectionId: string, id: string): Promise<ScimGroup | undefined> {
  const { groups } = await listScimGroups(tx, {
    connectionId,
    filter: { attribute: 'id', value: id },
    from: 1,
    rows: 1,
  })
  return groups[0]
}

type NewGroup = {
  readonly connectionId: string
  readonly name: string
  readonly externalId: string | null
  readonly now: Date
}

/** Undefined when a group has this name already. */
export async function makeScimGroup(
  tx: Tx,
  { connectionId, name, externalId, now }: NewGroup,
): Promise<string | undefined> {
  const row = await tx
    .insertInto('access.scim_group')
    .values({
      council_id: tx.councilId,
      connection_id: connectionId,
      name,
      external_id: externalId,
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

type Renaming = { readonly id: string; readonly name: string; readonly externalId: string | null; readonly now: Date }

/** False when another group of the connection has this name. */
export async function saveScimGroup(
  tx: Tx,
  connectionId: string,
  { id, name, externalId, now }: Renaming,
): Promise<boolean> {
  const { rows } = await sql`
    update access.scim_group g set name = ${name}, external_id = ${externalId}, changed_at = ${now}
    where g.council_id = ${tx.councilId} and g.connection_id = ${connectionId} and g.id = ${id}
      and not exists (select from access.scim_group o where o.council_id = g.council_id
        and o.connection_id = g.connection_id and o.name = ${name} and o.id <> g.id)
    returning g.id`.execute(tx)
  return rows.length > 0
}

export async function addMembers(tx: Tx, groupId: string, ids: readonly string[]): Promise<void> {
  await sql`
    insert into access.scim_group_member (council_id, group_id, membership_id)
    select ${tx.councilId}, ${groupId}, unnest(${[...ids]}::uuid[]) on conflict do nothing`.execute(tx)
}

export async function removeMembers(tx: Tx, groupId: string, ids: readonly string[]): Promise<void> {
  await sql`
    delete from access.scim_group_member
    where council_id = ${tx.councilId} and group_id = ${groupId} and membership_id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
}

export async function removeScimGroup(tx: Tx, connectionId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('access.scim_group')
    .where('council_id', '=', tx.councilId)
    .where('connection_id', '=', connectionId)
    .where('id', '=', id)
    .execute()
}

/** By name and by external id: whichever the map uses. */
export async function listGroupWords(tx: Tx, connectionId: string, membershipId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; externalId: string | null }>`
    select g.name, g.external_id as "externalId"
    from access.scim_group_member x join access.scim_group g on g.council_id = x.council_id and g.id = x.group_id
    where x.council_id = ${tx.councilId} and x.membership_id = ${membershipId} and g.connection_id = ${connectionId}
    order by g.id limit 1000`.execute(tx)
  return rows.flatMap(({ name, externalId }) => (externalId === null ? [name] : [name, externalId]))
}

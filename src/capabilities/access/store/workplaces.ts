import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Grant } from '../rules/reach.ts'
import { grantsAsJson } from './sessions.ts'

export type PlaceGrants = { readonly membershipId: string; readonly grants: readonly Grant[] }

/** What a person may do today at each provider where they have a place. */
export async function listPlaceGrants(tx: Tx, accountId: string, today: LocalDate): Promise<readonly PlaceGrants[]> {
  const { rows } = await sql<PlaceGrants>`
    select m.id as "membershipId", ${grantsAsJson} as grants
    from access.membership m
    join access.access_grant g on g.council_id = m.council_id and g.membership_id = m.id
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
    where m.account_id = ${accountId} and m.provider_id is not null
      and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    group by m.id order by m.id limit 200`.execute(tx)
  return rows
}

/** The place that ended last. At the gate. */
export async function findLastPlace(
  tx: Tx,
  accountId: string,
): Promise<{ readonly councilId: string; readonly membershipId: string } | undefined> {
  const { rows } = await sql<{ councilId: string; membershipId: string }>`
    select council_id as "councilId", id as "membershipId" from access.membership
    where account_id = ${accountId} order by ends_on desc nulls first, id limit 1`.execute(tx)
  return rows[0]
}

import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './agreement.ts'
import { endsBefore, sharedPlans } from './shared-plans.ts'

/**
 * Before they are agreed: the texts that may give way to these, in one order. Two acts that take one line each of a text wait
 * for each other, so that the later one sees that no line is left.
 */
export async function lockStanding(tx: Tx, { providerId }: Reach, ids: readonly string[]): Promise<void> {
  await sql`
    select a.id from agreements.agreement a
    where a.council_id = ${tx.councilId} and a.status = 'agreed'
      and (${providerId ?? null}::uuid is null or a.provider_id = ${providerId ?? null}::uuid)
      and a.id in (
        select other.agreement_id from agreements.revision_line own
        join agreements.revision_line other on other.council_id = ${tx.councilId} and other.package_id = own.package_id
          and other.gave_way_to is null
        where own.council_id = ${tx.councilId} and own.agreement_id = any(${[...ids]}::uuid[]))
    order by a.id for update`.execute(tx)
}

/**
 * Lines of texts that were agreed before give way to these, which are agreed now, where both are about the same plan of the
 * same care; of several that are agreed by one act, to the newest. A text of which no line is left for care that goes on is
 * out of force, any other stands for the rest. Answers the ids of those out of force.
 */
export async function giveWay(tx: Tx, { providerId }: Reach, ids: readonly string[]): Promise<readonly string[]> {
  const these = sql`any(${[...ids]}::uuid[])`
  const before = sql`a2.status = 'agreed' and (not a2.id = ${these} or (a2.published_at, a2.id) < (a1.published_at, a1.id))`
  const { rows } = await sql<{ id: string }>`
    with gave as (
      update agreements.revision_line l set gave_way_to = pair.newer
      from (${giving(tx, { newer: sql`a1.id = ${these}`, before })}) pair
      where l.council_id = ${tx.councilId} and l.agreement_id = pair.agreement_id and l.revision = pair.revision
        and l.package_id = pair.package_id
        and (${providerId ?? null}::uuid is null or l.provider_id = ${providerId ?? null}::uuid)
      returning l.agreement_id, l.package_id
    )
    update agreements.agreement a set status = 'superseded'
    where a.council_id = ${tx.councilId} and a.status = 'agreed' and a.id in (select g.agreement_id from gave g)
      and (${providerId ?? null}::uuid is null or a.provider_id = ${providerId ?? null}::uuid)
      and not exists (
        select from agreements.revision_line rest
        join published.package c on c.council_id = ${tx.councilId} and c.id = rest.package_id and c.status not in ('ended', 'cancelled')
        where rest.council_id = ${tx.councilId} and rest.agreement_id = a.id and rest.revision = a.revision
          and rest.gave_way_to is null
          and not exists (select from gave g where g.agreement_id = rest.agreement_id and g.package_id = rest.package_id))
    returning a.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** After a migration pack, which says of each text whether it is agreed: the newest about a plan is the one that stands for it. */
export async function letLoadedGiveWay(tx: Tx): Promise<void> {
  const newer = sql`a1.status = 'agreed' and a1.id in (select s.id from pack_staged_agreements s)`
  const before = sql`a2.status = 'agreed' and (a2.published_at, a2.id) < (a1.published_at, a1.id)`
  await sql`
    update agreements.revision_line l set gave_way_to = pair.newer
    from (${giving(tx, { newer, before })}) pair
    where l.council_id = ${tx.councilId} and l.agreement_id = pair.agreement_id and l.revision = pair.revision
      and l.package_id = pair.package_id`.execute(tx)
}

type Which = Record<'newer' | 'before', ReturnType<typeof sql>>

/** What is about a plan that follows stands, also where the text about the plan before it is agreed later. */
function giving(tx: Tx, { newer, before }: Which) {
  return sql`
    select distinct on (other.agreement_id, other.package_id) other.agreement_id, other.revision, other.package_id, a1.id as newer
    from ${sharedPlans(tx)}
    where ${newer} and a2.id <> a1.id and other.gave_way_to is null and ${before}
      and not ${endsBefore(tx, 'own', 'other')}
    order by other.agreement_id, other.package_id, a1.published_at desc, a1.id desc`
}

/** When an uplift is undone, what gave way to its agreements stands again, or gives way to what they had given way to. */
export async function letOldStandAgain(tx: Tx, upliftId: string): Promise<void> {
  await sql`
    update agreements.revision_line l set gave_way_to = nullif(k.gave_way_to, l.agreement_id)
    from agreements.renewal_item i
    join agreements.agreement n on n.council_id = ${tx.councilId} and n.id = i.agreement_id and n.status = 'agreed'
    join agreements.revision_line k on k.council_id = ${tx.councilId} and k.agreement_id = n.id and k.revision = n.revision
    where i.council_id = ${tx.councilId} and i.uplift_id = ${upliftId} and i.outcome = 'published'
      and l.council_id = ${tx.councilId} and l.gave_way_to = n.id and l.package_id = k.package_id`.execute(tx)
}

export type GivenWay = {
  readonly packageReference: string
  readonly newerId: string
  readonly newerReference: string
}

/** The lines of the text that stands which gave way to a newer one. */
export async function listGivenWay(tx: Tx, { providerId }: Reach, id: string): Promise<readonly GivenWay[]> {
  const { rows } = await sql<GivenWay>`
    select p.reference as "packageReference", n.id as "newerId", n.reference as "newerReference"
    from agreements.agreement a
    join agreements.revision_line l on l.council_id = ${tx.councilId} and l.agreement_id = a.id and l.revision = a.revision
    join agreements.agreement n on n.council_id = ${tx.councilId} and n.id = l.gave_way_to
      and (${providerId ?? null}::uuid is null or n.provider_id = ${providerId ?? null}::uuid)
    join published.package p on p.council_id = ${tx.councilId} and p.id = l.package_id
    where a.council_id = ${tx.councilId} and a.id = ${id}
      and (${providerId ?? null}::uuid is null or a.provider_id = ${providerId ?? null}::uuid)
    order by p.reference limit 200`.execute(tx)
  return rows
}

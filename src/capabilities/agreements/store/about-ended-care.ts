import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export type AboutEnded = { readonly id: string; readonly packageIds: readonly string[] }

/** Before their care is locked, as whoever signs does: all that is not agreed and speaks of these packages, in one order. */
export async function lockUnagreedAbout(tx: Tx, packageIds: readonly string[]): Promise<void> {
  await sql`
    select a.id from agreements.agreement a
    where a.council_id = ${tx.councilId} and a.status in ('draft', 'published', 'rejected') and a.id in (
      select l.agreement_id from agreements.revision_line l
      where l.council_id = ${tx.councilId} and l.package_id = any(${[...packageIds]}::uuid[]))
    order by a.id for update`.execute(tx)
}

/** Agreements whose newest text is about one of these packages and that nobody has agreed, each with all that it is about. */
export async function listUnagreedAbout(tx: Tx, packageIds: readonly string[]): Promise<readonly AboutEnded[]> {
  const { rows } = await sql<AboutEnded>`
    select a.id, array_agg(l.package_id order by l.package_id) as "packageIds"
    from agreements.agreement a
    join agreements.revision_line l on l.council_id = ${tx.councilId} and l.agreement_id = a.id and l.revision = a.revision
    where a.council_id = ${tx.councilId} and a.status in ('draft', 'published', 'rejected') and a.id in (
      select y.agreement_id from agreements.revision_line y
      where y.council_id = ${tx.councilId} and y.package_id = any(${[...packageIds]}::uuid[]))
    group by a.id having bool_or(l.package_id = any(${[...packageIds]}::uuid[]))
    order by a.id limit 1000`.execute(tx)
  return rows
}

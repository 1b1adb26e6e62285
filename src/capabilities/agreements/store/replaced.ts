import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * What each of these takes the place of: the agreed text about the same care, the lasting before one for a time, or else the
 * newest that was ever published. Kept with the revision that stood, so that what changed since then is said alike for ever.
 */
export async function recordReplaced(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update agreements.agreement n set replaces_agreement_id = g.old_id, replaces_revision = g.old_revision
    from (
      select distinct on (w.id) w.id, o.id as old_id, o.revision as old_revision
      from agreements.agreement w
      join agreements.revision_line l on l.council_id = ${tx.councilId} and l.agreement_id = w.id and l.revision = w.revision
      join agreements.revision_line k on k.council_id = ${tx.councilId} and k.package_id = l.package_id and k.agreement_id <> w.id
      join agreements.agreement o on o.council_id = ${tx.councilId} and o.provider_id = w.provider_id and o.id = k.agreement_id
        and o.revision = k.revision and o.status in ('published', 'agreed', 'rejected', 'superseded')
      join published.package_version v on v.council_id = ${tx.councilId} and v.package_id = k.package_id
        and v.version = k.package_version
      where w.council_id = ${tx.councilId} and w.id = any(${[...ids]}::uuid[]) and w.revision = 1
      order by w.id, o.status = 'agreed' and k.gave_way_to is null desc, o.status = 'agreed' desc, v.temporary, o.published_at desc nulls last, o.id
    ) g
    where n.council_id = ${tx.councilId} and n.id = g.id`.execute(tx)
}

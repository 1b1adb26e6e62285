import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * From when care of the agreement `a` goes unsigned: the first day of a line of it that may not be recorded yet. Null where
 * an earlier agreement has opened all of it, as when only the price is new.
 */
export function unsignedFrom(tx: Tx) {
  return sql<LocalDate | null>`(
    select greatest(a.starts_on, min(p.starts_on)) from agreements.revision_line l
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = a.provider_id and p.id = l.package_id
      and p.recordable_from is null
    where l.council_id = ${tx.councilId} and l.provider_id = a.provider_id and l.agreement_id = a.id and l.revision = a.revision
    having count(*) > 0)`
}

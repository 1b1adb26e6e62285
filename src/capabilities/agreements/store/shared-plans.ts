import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** The first or last day that the text of a line says of its package. */
function saidOf(tx: Tx, line: 'own' | 'other', day: 'startsOn' | 'endsOn') {
  return sql`(select (c ->> ${day}::text)::date from agreements.revision t cross join lateral jsonb_array_elements(t.content -> 'lines') c
    where t.council_id = ${tx.councilId} and t.agreement_id = ${sql.ref(line)}.agreement_id and t.revision = ${sql.ref(line)}.revision
      and c ->> 'packageId' = ${sql.ref(line)}.package_id::text limit 1)`
}

/**
 * Of such lines: the text of the one ends before that of the other begins, as they say it themselves. They are about plans that
 * follow each other, and both may wait. Unknown where a text says no last day, which is not apart.
 */
export function endsBefore(tx: Tx, first: 'own' | 'other', then: 'own' | 'other') {
  return sql`coalesce(${saidOf(tx, first, 'endsOn')} < ${saidOf(tx, then, 'startsOn')}, false)`
}

/** Lines of texts that stand, `own` and `other`, about the same plan of the same care: both lasting, or both for common days. */
export function sharedPlans(tx: Tx) {
  const standing = (line: string, agreement: string, version: string) => sql`
    agreements.revision_line ${sql.ref(line)}
      join agreements.agreement ${sql.ref(agreement)} on ${sql.ref(agreement)}.council_id = ${tx.councilId}
        and ${sql.ref(agreement)}.id = ${sql.ref(line)}.agreement_id and ${sql.ref(agreement)}.revision = ${sql.ref(line)}.revision
      join published.package_version ${sql.ref(version)} on ${sql.ref(version)}.council_id = ${tx.councilId}
        and ${sql.ref(version)}.package_id = ${sql.ref(line)}.package_id and ${sql.ref(version)}.version = ${sql.ref(line)}.package_version`
  return sql`(${standing('own', 'a1', 'v1')}) join (${standing('other', 'a2', 'v2')})
    on own.council_id = ${tx.councilId} and other.council_id = ${tx.councilId} and other.package_id = own.package_id
      and v1.temporary = v2.temporary and (not v1.temporary or isempty(v2.valid) or v1.valid && v2.valid)`
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

export type AgreementOf = {
  readonly id: string
  readonly reference: string
  readonly status: string
  readonly startsOn: LocalDate
  /** Which plan of the package its text is about. */
  readonly day: LocalDate
  readonly temporary: boolean
}

/** The agreements that cover a package in the revision that stands, newest care first. */
export function listAgreementsOf(tx: Tx, { providerId }: Reach, packageId: string): Promise<AgreementOf[]> {
  return (
    tx
      .selectFrom('published.agreement_line as l')
      .innerJoin('published.agreement as a', (join) =>
        join
          .on('a.council_id', '=', tx.councilId)
          .onRef('a.id', '=', 'l.agreement_id')
          .onRef('a.revision', '=', 'l.revision'),
      )
      .innerJoin('care_packages.package_version as v', (join) =>
        join
          .on('v.council_id', '=', tx.councilId)
          .onRef('v.package_id', '=', 'l.package_id')
          .onRef('v.version', '=', 'l.package_version'),
      )
      .where('l.council_id', '=', tx.councilId)
      .where('l.package_id', '=', packageId)
      .$if(providerId !== undefined, (query) =>
        query.where('l.provider_id', '=', providerId ?? '').where('a.status', '!=', 'draft'),
      )
      .select(['a.id', 'a.reference', 'a.starts_on as startsOn', 'v.temporary'])
      // A plan that has been put right has no days of its own left.
      .select(sql<LocalDate>`greatest(a.starts_on, lower(v.valid))`.as('day'))
      // One that is agreed about more care may have given way for this package to a newer one.
      .select(
        sql<string>`case when a.status = 'agreed' and l.gave_way_to is not null then 'superseded' else a.status end`.as(
          'status',
        ),
      )
      .orderBy('a.starts_on', 'desc')
      .orderBy('a.reference', 'desc')
      .limit(50)
      .execute()
  )
}

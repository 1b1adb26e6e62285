import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

export type Changed = { readonly id: string; readonly changedAt: Date }
type Asked = {
  /** Care that ended before is left out, unless changes are asked for. */
  readonly notEndedBefore: LocalDate
  /** Only what changed at this instant or later. */
  readonly since: Date | undefined
  /** And before this one. */
  readonly until?: Date | undefined
  readonly after: Changed | undefined
  readonly rows: number
}

/** In the order in which they changed, so that a file that is read again goes on where it stopped. */
export async function listCommissioned(
  tx: Tx,
  { providerId }: Reach,
  { notEndedBefore, since, until, after, rows }: Asked,
): Promise<Changed[]> {
  return tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .where('status', '!=', 'draft')
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .$if(since !== undefined, (query) => query.where('changed_at', '>=', since ?? null))
    .$if(until !== undefined, (query) => query.where('changed_at', '<', until ?? null))
    .$if(since === undefined, (query) =>
      query
        .where('status', '!=', 'cancelled')
        .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', notEndedBefore)])),
    )
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(date_trunc('milliseconds', changed_at), id) > (${after?.changedAt ?? null}::timestamptz, ${after?.id}::uuid)`,
      ),
    )
    .select(['id', sql<Date>`date_trunc('milliseconds', changed_at)`.as('changedAt')])
    .orderBy(sql`date_trunc('milliseconds', changed_at)`)
    .orderBy('id')
    .limit(rows)
    .execute()
}

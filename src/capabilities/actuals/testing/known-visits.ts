import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { CarerDays } from '../rules/judge-visits.ts'
import type { LoggedVisit } from '../rules/visit-row.ts'

/** Which carers the provider has named; when it has named none, nobody is asked. */
export async function listCarers(tx: Tx): Promise<ReadonlyMap<string, CarerDays>> {
  const rows = await tx
    .selectFrom('actuals.carer')
    .select(['reference', 'starts_on as startsOn', 'ends_on as endsOn'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .orderBy('reference')
    .limit(50_000)
    .execute()
  return new Map(rows.map(({ reference, ...days }) => [reference, days]))
}

/** The visits of some carers on some days that are known already: nobody is in two places. */
export async function listBusy(tx: Tx, days: readonly LocalDate[]): Promise<readonly Busy[]> {
  if (days.length === 0) return []
  return tx
    .selectFrom('actuals.visit')
    .select([
      'reference',
      'carer_ref as carerRef',
      'visited_on as day',
      sql<string>`to_char(starts_at, 'HH24:MI')`.as('startsAt'),
      'logged_minutes as logged',
    ])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where(
      sql<boolean>`visited_on in (select day + n from unnest(${[...new Set(days)]}::date[]) day, generate_series(-1, 1) n)`,
    )
    .where('carer_ref', '!=', '')
    .where('starts_at', 'is not', null)
    .orderBy('id')
    .limit(50_000)
    .execute()
}
export type Busy = Pick<LoggedVisit, 'reference' | 'carerRef' | 'day' | 'logged'> & { readonly startsAt: string }

import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type ApiPeriod = {
  readonly id: string
  readonly calendar: string
  readonly name: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly submitBy: Date | null
  readonly paidOn: LocalDate | null
}
type Asked = { readonly after: { readonly day: string; readonly id: string } | undefined; readonly limit: number }

/** Newest first; one row more than asked for tells whether another page follows. */
export function listApiPeriods(tx: Tx, { after, limit }: Asked): Promise<readonly ApiPeriod[]> {
  return tx
    .selectFrom('published.period')
    .select(['id', 'calendar', 'name', 'starts_on as startsOn', 'ends_on as endsOn', 'submit_by as submitBy'])
    .select('paid_on as paidOn')
    .where('council_id', '=', tx.councilId)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(starts_on, id) < (${after?.day}::date, ${after?.id}::uuid)`),
    )
    .orderBy('starts_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

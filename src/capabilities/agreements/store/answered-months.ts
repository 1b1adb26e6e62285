import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** What was answered in one month: agreed, and sent back. */
export type AnsweredMonth = { readonly month: LocalDate; readonly agreed: number; readonly rejected: number }

/** The last twelve months with the running one, the oldest first; a month without an answer is there too. */
export async function listAnsweredMonths(tx: Tx, today: LocalDate): Promise<readonly AnsweredMonth[]> {
  const { rows } = await sql<AnsweredMonth>`
    select m.month::date as month, count(*) filter (where r.kind = 'agreed')::int as agreed,
      count(*) filter (where r.kind = 'rejected')::int as rejected
    from generate_series(date_trunc('month', ${today}::timestamp) - interval '11 months',
      date_trunc('month', ${today}::timestamp), interval '1 month') m (month)
    left join agreements.response r on r.council_id = ${tx.councilId}
      and r.responded_at >= m.month at time zone 'Europe/London'
      and r.responded_at < (m.month + interval '1 month') at time zone 'Europe/London'
    group by m.month order by m.month`.execute(tx)
  return rows
}

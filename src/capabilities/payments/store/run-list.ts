import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Period } from './runs.ts'

export const PAGE = 50

export type CalendarRow = Period & {
  readonly runId: string | null
  readonly runStatus: 'prepared' | 'released' | null
  readonly paidPence: bigint | null
  readonly lineCount: number | null
  readonly isPreparing: boolean
}

type After = { readonly startsOn: LocalDate; readonly id: string }

/** Every period that has begun or begins soon, newest first, with the run that pays it. */
export async function listCalendar(
  tx: Tx,
  { until, after }: { readonly until: LocalDate; readonly after?: After | undefined },
): Promise<readonly CalendarRow[]> {
  const from = after ?? { startsOn: '9999-12-31', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  const { rows } = await sql<CalendarRow>`
    select q.id, q.calendar, q.name, q.starts_on as "startsOn", q.ends_on as "endsOn", q.submit_by as "submitBy",
      q.finalise_on as "finaliseOn", q.paid_on as "paidOn", r.id as "runId", r.status as "runStatus",
      r.paid_pence as "paidPence", r.line_count as "lineCount",
      exists (
        select from payments.preparation a where a.council_id = q.council_id and a.period_id = q.id
      ) as "isPreparing"
    from payments.period q
    left join payments.run r on r.council_id = q.council_id and r.period_id = q.id and r.status in ('prepared', 'released')
    where q.council_id = ${tx.councilId} and q.starts_on <= ${until}
      and (q.starts_on, q.id) < (${from.startsOn}::date, ${from.id}::uuid)
    order by q.starts_on desc, q.id desc limit ${PAGE + 1}`.execute(tx)
  return rows
}

/** Runs that wait for a second person. */
/** For staff: what the prepared runs would pay, and the first day on which one of them has to be in the bank. */
export async function sumToRelease(tx: Tx): Promise<{ readonly stake: Pence; readonly paidOn: LocalDate | null }> {
  const { rows } = await sql<{ total: bigint; paidOn: LocalDate | null }>`
    select coalesce(sum(r.paid_pence), 0)::bigint as total, min(p.paid_on) as "paidOn"
    from payments.run r
    join payments.period p on p.council_id = r.council_id and p.id = r.period_id
    where r.council_id = ${tx.councilId} and r.status = 'prepared'`.execute(tx)
  const [{ total, paidOn } = { total: 0n, paidOn: null }] = rows
  return { stake: pence(total), paidOn }
}

export async function countRunsToRelease(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('payments.run')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'prepared')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

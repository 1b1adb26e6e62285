import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Recorded } from '../rules/asked-week.ts'

export type RecordedWeek = Recorded & { readonly stepMinutes: number }

type Days = { readonly from: LocalDate; readonly until: LocalDate | null }

/** The weeks of a package that were recorded for some days, with what stands for each in lines; the earliest first. */
export async function listRecordedWeeks(
  tx: Tx,
  packageId: string,
  { from, until }: Days,
): Promise<readonly RecordedWeek[]> {
  const { rows } = await sql<RecordedWeek>`
    select w.week_start as "weekStart", w.planned, w.actual, w.status, r.payment_terms as "paymentTerms", r.step_minutes as "stepMinutes",
      (select sum(l.amount_pence)::bigint from payments.payment_line l where l.council_id = ${tx.councilId} and l.from_on = w.week_start
        and l.package_id = w.package_id and l.kind in ('care', 'adjustment')) as "paidPence"
    from published.week w
    join published.contract_rule r on r.council_id = ${tx.councilId} and r.contract_id = w.contract_id and r.valid @> w.week_start
    where w.council_id = ${tx.councilId} and w.package_id = ${packageId}
      and daterange(w.week_start, w.week_start + 7) && daterange(${from}::date, ${until}::date)
    order by w.week_start limit 200`.execute(tx)
  return rows
}

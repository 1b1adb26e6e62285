import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** As far back as anything can be claimed. */
const LOOK_BACK_DAYS = 364

/** What the confirmed weeks that no invoice names would come to, at the price of their first day. Nights are not in it. */
export async function sumToRaise(tx: Tx, today: LocalDate): Promise<Pence> {
  const { rows } = await sql<{ stake: bigint }>`
    select coalesce(sum(round(case r.payment_terms when 'planned' then w.planned::numeric
      else w.actual + w.frustrated * r.frustrated_percent / 100.0 end * x.price / 3000000)), 0)::bigint as stake
    from published.week w
    join published.contract_rule r on r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId}
      and r.contract_id = w.contract_id and r.valid @> w.week_start and r.paid_by = 'invoice' and r.recording <> 'none'
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = w.package_id
      and p.status in ('active', 'ended') and (not r.sign_gate or p.recordable_from is not null)
    join published.package_version v on v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId}
      and v.package_id = w.package_id and v.valid @> greatest(w.week_start, p.starts_on)
    join published.rate x on x.council_id = ${tx.councilId} and x.provider_id = ${tx.providerId}
      and x.rate_line_id = v.rate_line_id and x.valid @> greatest(w.week_start, p.starts_on)
    where w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.status = 'confirmed'
      and w.week_start >= ${today}::date - ${LOOK_BACK_DAYS}::int
      and not exists (select from published.payment_line l where l.council_id = ${tx.councilId}
        and l.provider_id = ${tx.providerId} and l.package_id = w.package_id and l.from_on = w.week_start and l.kind = 'care')`.execute(
    tx,
  )
  return pence(rows[0]?.stake ?? 0n)
}

import { sql, type RawBuilder } from 'kysely'
import type { Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { lookBackFrom } from './price-lines.ts'
import { pendingPayers } from './price-payers.ts'
import { pendingStays } from './price-stays.ts'
import { pendingWeeks } from './price-weeks.ts'
import type { ForInvoice } from './pricing-scope.ts'
import { getPeriod } from './runs.ts'

export type ClaimToQuote = { readonly contractId: string; readonly serviceId: string; readonly periodId: string }
export type QuotedPerson = {
  readonly personId: string
  readonly name: string
  readonly reference: string
  readonly lines: number
  readonly amount: Pence
}

/** What an invoice made this minute would claim for each person: the same statements as the pricing, and nothing written. */
export async function quoteClaim(tx: Tx, claim: ClaimToQuote): Promise<readonly QuotedPerson[]> {
  const { contractId, serviceId, periodId } = claim
  const period = await getPeriod(tx, periodId)
  const scope: ForInvoice = {
    paidBy: 'invoice',
    period,
    since: lookBackFrom(period.startsOn),
    at: period.submitBy,
    providerId: tx.providerId,
    contractId,
    serviceId,
    // No line is written, so none names it.
    invoiceId: period.id,
  }
  const { rows } = await sql<QuotedPerson>`
    select n.person_id as "personId", n.given_name || ' ' || n.family_name as name, n.reference, count(*)::int as lines,
      sum(l.amount_pence)::bigint as amount
    from (select * from (${amountsOf(pendingWeeks(tx, scope))}) w union all select * from (${amountsOf(pendingStays(tx, scope))}) s
      union all select * from (${amountsOf(pendingPayers(tx, scope))}) y) l
    join published.served_person n on n.council_id = ${tx.councilId} and n.provider_id = ${tx.providerId}
      and n.person_id = l.person_id and n.service_id = ${serviceId} and n.contract_id = ${contractId}
    group by n.person_id, n.given_name, n.family_name, n.reference
    order by n.family_name, n.given_name, n.person_id
    limit 2000`.execute(tx)
  return rows
}

function amountsOf(pending: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select p.person_id, p.amount_pence from (${pending}) p`
}

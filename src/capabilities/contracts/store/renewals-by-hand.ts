import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type RenewalByHand = {
  readonly agreementId: string
  readonly reference: string
  readonly providerName: string
  readonly fromOn: LocalDate
}
export const MOST_BY_HAND = 200

/** Agreed texts at the old price whose care has another text that waits for an answer: nobody else will put them right. */
export async function listRenewalsByHand(tx: Tx, upliftId: string): Promise<readonly RenewalByHand[]> {
  const { rows } = await sql<RenewalByHand>`
    select r.agreement_id as "agreementId", r.reference, o.trading_name as "providerName", r.from_on as "fromOn"
    from published.renewal_by_hand r
    join published.provider o on o.council_id = ${tx.councilId} and o.id = r.provider_id
    where r.council_id = ${tx.councilId} and r.uplift_id = ${upliftId}
    order by o.trading_name, r.reference, r.agreement_id limit ${MOST_BY_HAND}`.execute(tx)
  return rows
}

import type { Work } from '../../../platform/work.ts'
import { deleteInvoiceLines } from '../store/invoice-lines.ts'
import { lookBackFrom, priceLines } from '../store/price-lines.ts'
import type { Priced } from '../store/pricing-scope.ts'
import { getPeriod } from '../store/runs.ts'

export type PriceForInvoice = {
  readonly contractId: string
  readonly serviceId: string
  readonly periodId: string
  readonly invoiceId: string
}

/** The lines of a provider's own draft: what was confirmed in its period, and corrections of what was claimed before. */
export async function priceForInvoice({ tx, now }: Work, claim: PriceForInvoice): Promise<Priced> {
  const period = await getPeriod(tx, claim.periodId)
  const { contractId, serviceId, invoiceId } = claim
  const since = lookBackFrom(period.startsOn)
  const providerId = tx.providerId
  return priceLines(tx, { paidBy: 'invoice', period, since, at: now, providerId, contractId, serviceId, invoiceId })
}

/** A draft that is deleted or priced anew lets go of its lines. What a run has taken stays. */
export async function releaseInvoiceLines({ tx }: Work, invoiceId: string): Promise<number> {
  return deleteInvoiceLines(tx, invoiceId)
}

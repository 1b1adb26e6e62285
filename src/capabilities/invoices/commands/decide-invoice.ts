import type { Outcome } from '../../../core/outcome.ts'
import { done } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { clearInvoiceForPayment } from '../../payments/index.ts'
import { decide, type DecideRefusal, type Decision } from '../rules/decisions.ts'
import { lockInvoice } from '../store/invoice.ts'
import { recordDecision } from '../store/record.ts'
import type { Shown } from './change-invoice.ts'

/** Approved, it waits for the next run of its calendar; sent back, it is the provider's to correct. */
export async function decideInvoice(
  work: Work,
  { decision, ...shown }: Shown & { readonly decision: Decision },
): Promise<Outcome<string, DecideRefusal>> {
  const { tx } = work
  const invoice = await lockInvoice(tx, { providerId: undefined }, shown.invoiceId)
  const decided = decide(invoice, shown.version, decision)
  if (!decided.ok) return decided
  const { status, reason } = decided.value
  await recordDecision(tx, invoice.id, { status, reason, by: work.accountId, name: work.actor.name, at: work.now })
  if (status === 'approved') await clearInvoiceForPayment(work, invoice.id)
  await work.audit(
    `invoice.${status}`,
    { type: 'invoice', id: invoice.id },
    { reference: invoice.reference, pence: invoice.total.toString(), ...(reason === null ? {} : { reason }) },
  )
  return done(invoice.reference)
}

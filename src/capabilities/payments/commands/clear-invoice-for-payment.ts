import type { Work } from '../../../platform/work.ts'
import { clearInvoice } from '../store/invoice-lines.ts'

/** An approved invoice is paid by the next run of its calendar. Who approved it says so in the same transaction. */
export async function clearInvoiceForPayment({ tx, accountId, now }: Work, invoiceId: string): Promise<void> {
  const cleared = await clearInvoice(tx, invoiceId, { accountId, at: now })
  if (!cleared) throw new Error('the invoice has no lines in a period, or was cleared before')
}

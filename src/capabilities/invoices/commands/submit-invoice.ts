import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { dueFrom, maySubmit, type SubmitRefusal } from '../rules/decisions.ts'
import { parseOwnNumber, type OwnNumberRefusal } from '../rules/own-number.ts'
import { countWeeksChanged } from '../store/lines.ts'
import { changeOwn } from '../store/record.ts'
import { lockOwn, type Shown } from './change-invoice.ts'

/** From here on it is the council's: thirty days begin, and nothing of it changes unless it is sent back. */
export async function submitInvoice(
  work: Work,
  { ownNumber, ...shown }: Shown & { readonly ownNumber: string },
): Promise<Outcome<string, SubmitRefusal | OwnNumberRefusal>> {
  const invoice = await lockOwn(work, shown.invoiceId)
  const changed = await countWeeksChanged(work.tx, invoice.id)
  const allowed = maySubmit(invoice, shown.version, changed)
  if (!allowed.ok) return allowed
  const number = parseOwnNumber(ownNumber)
  if (!number.ok) return number
  const isFree = await changeOwn(work.tx, invoice.id, {
    own_number: number.value,
    status: 'submitted',
    submitted_by: work.accountId,
    submitted_name: work.actor.name,
    submitted_at: work.now,
    due_on: dueFrom(work.today),
  })
  if (!isFree) return refused({ code: 'own-number-taken' })
  await work.audit(
    'invoice.submitted',
    { type: 'invoice', id: invoice.id },
    { reference: invoice.reference, pence: invoice.total.toString(), lines: invoice.lineCount },
  )
  return done(invoice.id)
}

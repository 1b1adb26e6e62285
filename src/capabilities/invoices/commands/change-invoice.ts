import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { priceForInvoice, releaseInvoiceLines } from '../../payments/index.ts'
import { mayChange, type NotOpen, type Stale } from '../rules/decisions.ts'
import { parseOwnNumber, type OwnNumberRefusal } from '../rules/own-number.ts'
import { lockInvoice, type LockedInvoice } from '../store/invoice.ts'
import { changeOwn, deleteOpen, totalFromLines } from '../store/record.ts'

/** The invoice and the version of it that the person was shown. */
export type Shown = { readonly invoiceId: string; readonly version: number }

/** Kept with the draft, to be found again on the remittance. */
export async function nameInvoice(
  work: Work,
  { ownNumber, ...shown }: Shown & { readonly ownNumber: string },
): Promise<Outcome<string, Stale | NotOpen | OwnNumberRefusal>> {
  const invoice = await lockOwn(work, shown.invoiceId)
  const changeable = mayChange(invoice, shown.version)
  if (!changeable.ok) return changeable
  const number = parseOwnNumber(ownNumber)
  if (!number.ok) return number
  const isFree = await changeOwn(work.tx, invoice.id, { own_number: number.value })
  if (!isFree) return refused({ code: 'own-number-taken' })
  await work.audit('invoice.named', { type: 'invoice', id: invoice.id }, { ownNumber: number.value })
  return done(invoice.id)
}

/** Lets go of the lines and prices the period anew, after weeks were corrected. */
export async function refreshLines(work: Work, shown: Shown): Promise<Outcome<string, Stale | NotOpen>> {
  const invoice = await lockOwn(work, shown.invoiceId)
  const changeable = mayChange(invoice, shown.version)
  if (!changeable.ok) return changeable
  await releaseInvoiceLines(work, invoice.id)
  const { lines, pence } = await priceForInvoice(work, { ...invoice, invoiceId: invoice.id })
  await totalFromLines(work.tx, invoice.id)
  await work.audit('invoice.refreshed', { type: 'invoice', id: invoice.id }, { lines, pence: pence.toString() })
  return done(invoice.id)
}

/** Its weeks can be claimed again, by another invoice. */
export async function deleteInvoice(work: Work, shown: Shown): Promise<Outcome<string, Stale | NotOpen>> {
  const invoice = await lockOwn(work, shown.invoiceId)
  const changeable = mayChange(invoice, shown.version)
  if (!changeable.ok) return changeable
  await releaseInvoiceLines(work, invoice.id)
  await deleteOpen(work.tx, invoice.id)
  await work.audit('invoice.deleted', { type: 'invoice', id: invoice.id }, { reference: invoice.reference })
  return done(invoice.reference)
}

export async function lockOwn({ tx }: Work, id: string): Promise<LockedInvoice> {
  return lockInvoice(tx, { providerId: tx.providerId }, id)
}

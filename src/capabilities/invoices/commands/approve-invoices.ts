import { done } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { DecideRefusal } from '../rules/decisions.ts'
import type { Shown } from './change-invoice.ts'
import { decideInvoice } from './decide-invoice.ts'

export type ApprovalResult = { readonly id: string; readonly result: 'approved' | DecideRefusal['code'] }

/** Each on its own merits: one that somebody decided or changed in the meantime does not hold back the others. */
export async function approveInvoices(work: Work, selected: readonly Shown[]) {
  const results: ApprovalResult[] = []
  // Always in one order, so that two people with the same selection wait for each other and never both ways round.
  for (const shown of selected.toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1))) {
    const outcome = await decideInvoice(work, { ...shown, decision: { kind: 'approve' } })
    results.push({ id: shown.invoiceId, result: outcome.ok ? 'approved' : outcome.refusal.code })
  }
  return done<ApprovalResult[]>(results)
}

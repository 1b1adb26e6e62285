import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { getTransfer, insertReversal, lockTransfer } from '../store.ts'

export type ReversalRefusal = { readonly code: 'already-corrected' }

/** Nothing is taken out of the books: the reversal is a new transfer that names the one it corrects. */
export async function reverseTransfer(
  work: Work,
  { transferId, reason }: { readonly transferId: string; readonly reason: string },
): Promise<Outcome<string, ReversalRefusal>> {
  const { tx, today } = work
  await lockTransfer(tx, transferId)
  const transfer = await getTransfer(tx, transferId)
  if (transfer.isCorrected) return refused({ code: 'already-corrected' })
  const id = await insertReversal(tx, transfer, today)
  await work.audit('transfer.reversed', { type: 'transfer', id: transferId }, { reason, by: id })
  return done(id)
}

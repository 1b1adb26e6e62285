import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { LONGEST_NOTE } from '../rules/document.ts'
import { lockDocument, recordWithdrawal } from '../store/record.ts'
import { providerOf, sideOf } from './filer.ts'

export type WithdrawRefusal =
  | { readonly code: 'reason-missing' }
  | { readonly code: 'reason-too-long' }
  | { readonly code: 'already-withdrawn' }
  | { readonly code: 'not-yours' }

type WithdrawDocument = { readonly documentId: string; readonly reason: string }

/** For what was filed on the wrong person: it closes to everybody at once, and the page says who did it and why. */
export async function withdrawDocument(
  work: Work,
  { documentId, reason }: WithdrawDocument,
): Promise<Outcome<string, WithdrawRefusal>> {
  const document = await lockDocument(work.tx, providerOf(work), documentId)
  if (document.withdrawnAt !== null) return refused({ code: 'already-withdrawn' })
  if (document.firstFiledBy !== sideOf(work)) return refused({ code: 'not-yours' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  if (reason.trim().length > LONGEST_NOTE) return refused({ code: 'reason-too-long' })
  await recordWithdrawal(work.tx, document, { at: work.now, byName: work.actor.name, reason: reason.trim() })
  const payload = { councilId: work.tx.councilId, documentId }
  await work.enqueue('documents.end-shares', payload, { key: `documents.end-shares:${documentId}` })
  await work.audit('document.withdrawn', { type: 'document', id: documentId })
  return done(documentId)
}

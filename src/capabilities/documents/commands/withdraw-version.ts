import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { withdrawVersionOf, type VersionWithdrawalRefusal } from '../rules/withdrawing.ts'
import { lockDocument, recordNewest } from '../store/record.ts'
import { findNewestBut, getVersion, recordVersionWithdrawal } from '../store/versions.ts'
import { providerOf, sideOf } from './filer.ts'

type WithdrawVersion = { readonly documentId: string; readonly number: number; readonly reason: string }

/** Of a document that stands: what was filed before it counts again, and whatever it was shared as ends. */
export async function withdrawVersion(
  work: Work,
  { documentId, number, reason }: WithdrawVersion,
): Promise<Outcome<string, VersionWithdrawalRefusal>> {
  const { tx, now, actor } = work
  const of = { providerId: providerOf(work), documentId }
  const document = await lockDocument(tx, of.providerId, documentId)
  if (document.withdrawnAt !== null) return refused({ code: 'document-withdrawn' })
  const version = await getVersion(tx, of, number)
  const before = await findNewestBut(tx, of, number)
  const outcome = withdrawVersionOf(version, { by: sideOf(work), reason, isOnly: before === undefined })
  if (!outcome.ok) return outcome
  await recordVersionWithdrawal(tx, of, { number, at: now, byName: actor.name, reason: outcome.value })
  if (before !== undefined && number === document.version)
    await recordNewest(tx, document, { ...before, at: before.filedAt })
  const payload = { councilId: tx.councilId, documentId, number }
  await work.enqueue('documents.end-shares', payload, { key: `documents.end-shares:${documentId}:${String(number)}` })
  await work.audit('document.version-withdrawn', { type: 'document', id: documentId }, { version: number })
  return done(documentId)
}

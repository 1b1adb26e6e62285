import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { getDocument } from '../store/documents.ts'
import { recordOpening } from '../store/record.ts'
import { getVersion } from '../store/versions.ts'
import { providerOf, sideOf } from './filer.ts'

type OpenVersion = { readonly documentId: string; readonly number: number; readonly from: string }

/** Answers with the file to send. Whoever opens it leaves their name with it; what was withdrawn opens for nobody. */
export async function openVersion(
  work: Work,
  { documentId, number, from }: OpenVersion,
): Promise<Outcome<string, { code: 'withdrawn' }>> {
  const { tx, accountId, now } = work
  const [providerId, side] = [providerOf(work), sideOf(work)]
  const document = await getDocument(tx, { providerId, accountId, side, now }, documentId)
  if (document.withdrawnAt !== null) return refused({ code: 'withdrawn' })
  const version = await getVersion(tx, { providerId, documentId }, number)
  if (version.withdrawnAt !== null) return refused({ code: 'withdrawn' })
  await recordOpening(tx, { ...version, documentId, side, by: accountId, byName: work.actor.name, at: now })
  for (const id of document.restrictedPeople)
    await work.audit('restricted-person.document-opened', { type: 'person', id }, { from, document: documentId })
  return done(version.fileId)
}

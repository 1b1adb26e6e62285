import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { getDocument } from '../store/documents.ts'
import { recordOpening } from '../store/record.ts'
import { getVersion } from '../store/versions.ts'
import { providerOf, sideOf } from './filer.ts'

type OpenVersion = { readonly documentId: string; readonly number: number }

/** Answers with the file to send. Whoever opens it leaves their name with it; what was withdrawn opens for nobody. */
export async function openVersion(
  work: Work,
  { documentId, number }: OpenVersion,
): Promise<Outcome<string, { code: 'withdrawn' }>> {
  const { tx, accountId, now } = work
  const [providerId, side] = [providerOf(work), sideOf(work)]
  const document = await getDocument(tx, { providerId, accountId, side, now }, documentId)
  if (document.withdrawnAt !== null) return refused({ code: 'withdrawn' })
  const version = await getVersion(tx, { providerId, documentId }, number)
  await recordOpening(tx, { ...version, documentId, side, by: accountId, byName: work.actor.name, at: now })
  return done(version.fileId)
}

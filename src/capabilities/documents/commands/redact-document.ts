import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { getStoredFile, keepFile, type ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import type { Way } from '../rules/redaction.ts'
import { getDocument } from '../store/documents.ts'
import { recordRedaction } from '../store/redactions.ts'
import { getVersion } from '../store/versions.ts'
import { sideOf } from './filer.ts'

export type RedactRefusal = { readonly code: 'withdrawn' | 'newer-version' | 'same-file' }
type RedactDocument = {
  readonly documentId: string
  /** The newest that was on the page: of that the copy was made. */
  readonly shownVersion: number
  readonly way: Way
  readonly pages: readonly number[]
  readonly reason: string
  /** The copy itself, from which what is not for others is gone. */
  readonly file: ReceivedFile
  /** What can still be read out of it. */
  readonly words: string
}

/** Files a copy that others may be given in place of the document. The document stays as it is, and for whom it was. */
export async function redactDocument(work: Work, wanted: RedactDocument): Promise<Outcome<string, RedactRefusal>> {
  const { tx, accountId, now } = work
  const { documentId, file, way, pages } = wanted
  const reader = { providerId: undefined, accountId, side: sideOf(work), now }
  const document = await getDocument(tx, reader, documentId)
  if (document.withdrawnAt !== null) return refused({ code: 'withdrawn' })
  if (document.version !== wanted.shownVersion) return refused({ code: 'newer-version' })
  const version = await getVersion(tx, { providerId: undefined, documentId }, document.version)
  const original = await getStoredFile(tx, version.fileId, undefined)
  if (original.sha256 === file.sha256) return refused({ code: 'same-file' })
  const { providerId } = document
  // Without a service nobody with a narrower grant there reaches the file: it is the council's to give.
  const fileId = await keepFile(work, file, { providerId, serviceId: null, contractId: null })
  const { name, kind, bytes } = file
  const made = { by: accountId, byName: work.actor.name, at: now }
  const reason = wanted.reason.trim()
  const copy = { fileId, name, kind, bytes, way, pages, reason, words: wanted.words }
  const id = await recordRedaction(tx, { documentId, number: version.number, providerId, ...copy, ...made })
  const details = { redaction: id, version: version.number, way, pages: pages.join(' '), reason, sha256: file.sha256 }
  await work.audit('document.redacted', { type: 'document', id: documentId }, details)
  return done(id)
}

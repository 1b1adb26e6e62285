import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { keepFile, type ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import { filePaper, type Capacity, type PaperParty, type PaperRefusal } from '../rules/wet-signature.ts'
import { listRevisions, lockAgreement } from '../store/agreement.ts'
import { listPaperSignatures, recordPaperSignature, strikeOut } from '../store/wet-signature.ts'

export type FilePaper = {
  readonly agreementId: string
  readonly party: PaperParty
  readonly code: string
  readonly capacity: Capacity
  readonly relationship: string
  readonly signerName: string
  readonly signedOn: LocalDate
  readonly file: ReceivedFile
}

/** Files the scan of a signed sheet against the revision that it names, in the order of the parties, under the row lock. */
export async function filePaperSignature(
  work: Work,
  wanted: FilePaper,
): Promise<Outcome<string, PaperRefusal | { readonly code: 'wrong-kind' }>> {
  const { tx, actor, now } = work
  const reach = { providerId: actor.scope.role === 'portal_council' ? undefined : actor.scope.providerId }
  const agreement = await lockAgreement(tx, reach, wanted.agreementId)
  const [revisions, signatures] = await Promise.all([
    listRevisions(tx, reach, agreement.id),
    listPaperSignatures(tx, reach, agreement.id),
  ])
  const filed = signatures
    .filter(({ revision, struckAt }) => revision === agreement.revision && struckAt === null)
    .map(({ party }) => party)
  const { status, revision } = agreement
  const outcome = filePaper({ status, revision, revisions, filed }, wanted)
  if (!outcome.ok) return outcome
  const { name, kind, bytes } = wanted.file
  if (kind !== 'pdf' && kind !== 'png' && kind !== 'jpeg') return refused({ code: 'wrong-kind' })

  const fileId = await keepFile(work, wanted.file, agreement)
  const id = await recordPaperSignature(tx, agreement, {
    party: wanted.party,
    capacity: wanted.capacity,
    relationship: wanted.capacity === 'representative' ? wanted.relationship.trim() : '',
    signerName: wanted.signerName.trim(),
    signedOn: wanted.signedOn,
    file: { id: fileId, name, kind, bytes },
    side: actor.face === 'provider' ? 'provider' : 'council',
    by: work.accountId,
    byName: actor.name,
    at: now,
  })
  const details = { revision, party: wanted.party, sha256: wanted.file.sha256 }
  await work.audit('agreement.paper-signature-filed', { type: 'agreement', id: agreement.id }, details)
  return done(id)
}

export type StrikeRefusal = { readonly code: 'reason-missing' } | { readonly code: 'already-struck' }
type Strike = { readonly agreementId: string; readonly id: string; readonly reason: string }

/** For a scan that cannot be read, or bears the wrong signature. It stays, struck out, and another may be filed. */
export async function strikePaperSignature(work: Work, wanted: Strike): Promise<Outcome<string, StrikeRefusal>> {
  const reason = wanted.reason.trim()
  if (reason === '') return refused({ code: 'reason-missing' })
  await lockAgreement(work.tx, { providerId: undefined }, wanted.agreementId)
  const struck = await strikeOut(work.tx, { ...wanted, reason }, { name: work.actor.name, at: work.now })
  if (!struck) return refused({ code: 'already-struck' })
  await work.audit('agreement.paper-signature-struck', { type: 'agreement', id: wanted.agreementId }, { id: wanted.id })
  return done(wanted.id)
}

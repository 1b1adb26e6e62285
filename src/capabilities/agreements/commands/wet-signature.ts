import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { keepFile, type ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import {
  filePaper,
  mayConfirm,
  type Capacity,
  type ConfirmRefusal,
  type PaperRefusal,
  type Party,
} from '../rules/wet-signature.ts'
import { listResponses, listRevisions, lockAgreement, type Agreement } from '../store/agreement.ts'
import { findPause } from '../store/pause.ts'
import { recordResponse } from '../store/record.ts'
import { getPaperRules } from '../store/settings.ts'
import { listPaperSignatures, recordPaperSignature, strikeOut } from '../store/wet-signature.ts'
import { takeEffect } from './take-effect.ts'
import { tellConfirmed } from './tell-provider.ts'
import { getUnchanged } from './unchanged.ts'

export type FilePaper = {
  readonly agreementId: string
  readonly party: Party
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
  const outcome = await decideFiling(work, agreement, wanted)
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
  const details = { revision: outcome.value, party: wanted.party, sha256: wanted.file.sha256 }
  await work.audit('agreement.paper-signature-filed', { type: 'agreement', id: agreement.id }, details)
  return done(id)
}

async function decideFiling(
  work: Work,
  agreement: Agreement,
  wanted: FilePaper,
): Promise<Outcome<number, PaperRefusal>> {
  const { tx, accountId } = work
  const { id, providerId, status, revision } = agreement
  const [revisions, signatures, rules] = await Promise.all([
    listRevisions(tx, { providerId }, id),
    listPaperSignatures(tx, { providerId }, id),
    getPaperRules(tx, work.today),
  ])
  const filed = signatures.filter((one) => one.revision === revision && one.struckAt === null).map(({ party }) => party)
  const outcome = filePaper({ ...rules, status, revision, revisions, filed }, wanted)
  if (!outcome.ok || wanted.party !== 'provider') return outcome
  const publishedBy = revisions.find((one) => one.revision === revision)?.publishedBy
  return publishedBy === accountId ? refused({ code: 'own-offer' }) : outcome
}

export type StrikeRefusal = { readonly code: 'reason-missing' | 'already-struck' | 'rests-on-it' }
type Strike = { readonly agreementId: string; readonly id: string; readonly reason: string }

/** For a scan that cannot be read, or bears the wrong signature. It stays, struck out, and another may be filed. */
export async function strikePaperSignature(work: Work, wanted: Strike): Promise<Outcome<string, StrikeRefusal>> {
  const reason = wanted.reason.trim()
  if (reason === '') return refused({ code: 'reason-missing' })
  const everyone = { providerId: undefined }
  await lockAgreement(work.tx, everyone, wanted.agreementId)
  const responses = await listResponses(work.tx, everyone, wanted.agreementId)
  if (responses.some((one) => one.paperSignatureId === wanted.id)) return refused({ code: 'rests-on-it' })
  const struck = await strikeOut(work.tx, { ...wanted, reason }, { name: work.actor.name, at: work.now })
  if (!struck) return refused({ code: 'already-struck' })
  await work.audit('agreement.paper-signature-struck', { type: 'agreement', id: wanted.agreementId }, { id: wanted.id })
  return done(wanted.id)
}

type Confirm = { readonly agreementId: string; readonly id: string }

/**
 * The council has looked at the sheet that the provider signed: the agreement is agreed by it, with everything that
 * follows from agreeing. Whoever confirms is named as who answered; the name on the sheet is who signed.
 */
export async function confirmPaperSignature(
  work: Work,
  { agreementId, id }: Confirm,
): Promise<Outcome<{ status: 'agreed' }, ConfirmRefusal>> {
  const { tx } = work
  const everyone = { providerId: undefined }
  const agreement = await lockAgreement(tx, everyone, agreementId)
  const [unchanged, signatures, pause] = await Promise.all([
    getUnchanged(tx, agreement),
    listPaperSignatures(tx, everyone, agreementId),
    findPause(tx),
  ])
  const scan = signatures.find(
    (one) => one.id === id && one.party === 'provider' && one.struckAt === null && one.revision === agreement.revision,
  )
  const { publishedBy } = unchanged
  const decision = mayConfirm({ ...agreement, filedBy: scan?.filedBy, publishedBy, paused: pause !== undefined })
  if (!decision.ok) return decision
  if (scan === undefined) return refused({ code: 'no-scan' })
  await recordResponse(tx, agreement, {
    kind: 'agreed',
    revision: agreement.revision,
    ...{ reason: null, comment: null, expectedPrice: null, expectedQuantity: null, signingId: null },
    signedName: scan.signerName,
    hash: Buffer.from(unchanged.hash, 'hex'),
    paperSignatureId: scan.id,
    ...{ by: work.accountId, name: work.actor.name, at: work.now },
  })
  await takeEffect(work, agreement, unchanged, { paperSignature: scan.id })
  await tellConfirmed(work, agreement, scan.filedBy)
  return done({ status: 'agreed' })
}

import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { FileKind } from '../../../platform/files/kinds.ts'
import type { FilePlace } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import { checkCode } from '../rules/check-code.ts'
import {
  filePaper,
  mayConfirm,
  type Capacity,
  type ConfirmRefusal,
  type PaperRefusal,
  type Party,
} from '../rules/wet-signature.ts'
import { listResponses, listRevisions, lockAgreement, type Agreement, type Reach } from '../store/agreement.ts'
import { lockStanding } from '../store/standing.ts'
import { findPause } from '../store/pause.ts'
import { recordResponse } from '../store/record.ts'
import { getPaperRules } from '../store/settings.ts'
import { findByFingerprint, listPaperSignatures, recordPaperSignature, strikeOut } from '../store/wet-signature.ts'
import { takeEffect } from './take-effect.ts'
import { tellConfirmed, tellSheetFiled } from './tell-provider.ts'
import { getUnchanged } from './unchanged.ts'

/** A file that came with the form, or one's own that was held since an earlier page. */
export type Scan = {
  readonly name: string
  readonly kind: FileKind
  readonly bytes: number
  readonly sha256: string
  readonly read: () => Promise<Buffer>
  readonly keep: (work: Work, place: FilePlace) => Promise<string>
  /** For a day, until the next page. Undefined where it is held already. */
  readonly hold: ((work: Work, place: FilePlace) => Promise<string>) | undefined
}

export type FilePaper = {
  readonly agreementId: string
  readonly party: Party
  readonly code: string
  /** The fingerprint that the squares on the scan name. */
  readonly squares: string | undefined
  readonly capacity: Capacity
  readonly relationship: string
  readonly signerName: string
  readonly signedOn: LocalDate
  readonly file: Scan
}

/** A scan on its way to the agreement that its squares name: held, with the code that is printed on it. */
export type Brought = { readonly to: string; readonly code: string; readonly held: string }
type Filed = { readonly filed: string } | { readonly brought: Brought }

/**
 * Files the scan of a signed sheet against the revision that it names, in the order of the parties, under the row lock.
 * What its squares show to be of another agreement is not filed here, but held for there.
 */
export async function filePaperSignature(
  work: Work,
  wanted: FilePaper,
): Promise<Outcome<Filed, PaperRefusal | { readonly code: 'wrong-kind' }>> {
  const { tx, actor, now } = work
  const agreement = await lockAgreement(tx, reachOf(work), wanted.agreementId)
  const outcome = await decideFiling(work, agreement, wanted)
  if (!outcome.ok) {
    const brought = outcome.refusal.code === 'other-agreement' ? await bringSheet(work, wanted) : outcome
    return brought.ok ? done({ brought: brought.value }) : outcome
  }
  const { name, kind, bytes } = wanted.file
  if (kind !== 'pdf' && kind !== 'png' && kind !== 'jpeg') return refused({ code: 'wrong-kind' })

  const fileId = await wanted.file.keep(work, agreement)
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
  if (wanted.party === 'provider') await tellSheetFiled(work, agreement, id)
  return done({ filed: id })
}

type Sheet = { readonly squares: string | undefined; readonly file: Scan }

/** Holds a scan for the agreement that its squares name, if whoever sends it can see that one: nothing is filed yet. */
export async function bringSheet(
  work: Work,
  { squares, file }: Sheet,
): Promise<Outcome<Brought, { readonly code: 'unknown-sheet' }>> {
  const found =
    squares === undefined ? undefined : await findByFingerprint(work.tx, reachOf(work), { from: squares, to: squares })
  if (found === undefined || file.hold === undefined) return refused({ code: 'unknown-sheet' })
  return done({ to: found.id, code: checkCode(found.hash), held: await file.hold(work, found) })
}

function reachOf({ actor: { scope } }: Work): Reach {
  return { providerId: scope.role === 'portal_council' ? undefined : scope.providerId }
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
  const current = revisions.find((one) => one.revision === revision)
  const publishedAt = current?.publishedAt ?? null
  const publishedOn = publishedAt === null ? undefined : londonToday(publishedAt)
  const outcome = filePaper({ ...rules, status, revision, revisions, publishedOn, filed }, wanted)
  if (!outcome.ok || wanted.party !== 'provider') return outcome
  return current?.publishedBy === accountId ? refused({ code: 'own-offer' }) : outcome
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
  await lockStanding(tx, everyone, [agreementId])
  await takeEffect(work, agreement, unchanged, { paperSignature: scan.id })
  await tellConfirmed(work, agreement, scan.filedBy)
  return done({ status: 'agreed' })
}

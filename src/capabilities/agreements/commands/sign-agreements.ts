import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { lockPackages } from '../../care-packages/index.ts'
import { SIGNING_POLICY } from '../rules/evidence.ts'
import { mayAnswer, type ResponseRefusal, type Shown } from '../rules/response.ts'
import { listPackageIds, lockAgreements, type Agreement } from '../store/agreement.ts'
import { findPause } from '../store/pause.ts'
import { recordResponse } from '../store/record.ts'
import { lockStanding } from '../store/standing.ts'
import { getOrganisationName, listSignatories, recordSigning, recordSigningItems } from '../store/signing.ts'
import { queueSeal } from './keep-papers.ts'
import { takeEffect } from './take-effect.ts'
import { getUnchanged, type Unchanged } from './unchanged.ts'

export type SignAgreements = {
  readonly agreements: readonly { readonly id: string; readonly shown: Shown }[]
  readonly typedName: string
  /** Word for word, as they were ticked. */
  readonly statements: readonly string[]
  readonly provedAt: Date
}
type Result = { readonly id: string; readonly outcome: 'agreed' | ResponseRefusal['code'] }
type Signed = {
  readonly signingId: string
  readonly results: readonly Result[]
  readonly recordableFrom: LocalDate | null
}
/** Nothing was signed. The first reason, and each agreement's own. */
export type SigningRefusal = ResponseRefusal & { readonly results?: readonly Result[] }

/**
 * One act, one transaction: each agreement is signed whole (answer, evidence, care recordable) or says why not, and
 * when none could be signed nothing is kept. Everything is locked first and in one order, so that two cannot cross.
 */
export async function signAgreements(work: Work, input: SignAgreements): Promise<Outcome<Signed, SigningRefusal>> {
  const { tx } = work
  if ((await findPause(tx)) !== undefined) return refused({ code: 'paused' })
  const ids = input.agreements.map(({ id }) => id).toSorted()
  const agreements = await lockAgreements(tx, { providerId: tx.providerId }, ids)
  const decided = []
  for (const agreement of agreements) decided.push(await decide(work, agreement, shownOf(input, agreement.id)))
  const results = decided.map(({ agreement: { id }, refusal }) => ({ id, outcome: refusal?.code ?? 'agreed' }) as const)
  const [first] = decided
  const signable = decided.filter(({ refusal }) => refusal === undefined)
  const signatory = signable[0]?.signatory
  if (signatory === undefined) return refused({ ...(first?.refusal ?? { code: 'no-authority' }), results })

  const organisation = await getOrganisationName(tx, tx.providerId)
  const signingId = await recordSigning(tx, {
    by: work.accountId,
    signerName: work.actor.name,
    jobTitle: signatory.jobTitle,
    organisation,
    typedName: input.typedName,
    statements: input.statements,
    provedAt: input.provedAt,
    policy: SIGNING_POLICY,
    signedAt: work.now,
  })
  const days: LocalDate[] = []
  await lockCare(work, signable)
  for (const one of signable) days.push(...(await signOne(work, one, { signingId, typedName: input.typedName })))
  const items = decided.map(({ agreement, refusal }) => ({ agreement, outcome: refusal?.code ?? 'agreed' }))
  await recordSigningItems(tx, signingId, items)
  await queueSeal(work, signingId)
  await tellSenders(work, signable, signingId)
  return done({ signingId, results, recordableFrom: days.toSorted()[0] ?? null })
}

type Decided = {
  readonly agreement: Agreement
  readonly unchanged: Unchanged
  readonly signatory: { readonly jobTitle: string } | undefined
  readonly refusal: ResponseRefusal | undefined
}

async function decide(work: Work, agreement: Agreement, shown: Shown): Promise<Decided> {
  const unchanged = await getUnchanged(work.tx, agreement)
  const signatories = await listSignatories(work.tx, agreement, work.today)
  const signatory = signatories.find(({ accountId }) => accountId === work.accountId)
  const decision = mayAnswer({ ...agreement, ...unchanged }, shown, work.accountId)
  const refusal = decision.ok
    ? signatory === undefined
      ? ({ code: 'no-authority' } as const)
      : undefined
    : decision.refusal
  return { agreement, unchanged, signatory, refusal }
}

function shownOf({ agreements }: SignAgreements, id: string): Shown {
  const found = agreements.find((one) => one.id === id)
  if (found === undefined) throw new NotFound('agreement')
  return found.shown
}

async function lockCare({ tx }: Work, signable: readonly Decided[]): Promise<void> {
  const reach = { providerId: tx.providerId }
  const ids = signable.map(({ agreement }) => agreement.id)
  await lockStanding(tx, reach, ids)
  const lines = await listPackageIds(tx, reach, ids)
  await lockPackages(tx, reach, [...new Set(lines.map(({ packageId }) => packageId))].toSorted())
}

/** Whoever published them hears that they are signed: one message, however many the act signed. */
async function tellSenders(work: Work, signed: readonly Decided[], signingId: string): Promise<void> {
  const senders = Map.groupBy(signed, ({ unchanged }) => unchanged.publishedBy)
  for (const [sender, theirs] of senders) {
    if (sender === null) continue
    await notify(work, {
      event: 'agreement.answered',
      to: { kind: 'people', providerId: null, accountIds: [sender] },
      text:
        theirs.length === 1
          ? 'A provider has signed an agreement that you published.'
          : `A provider has signed ${String(theirs.length)} agreements that you published.`,
      href:
        theirs[0] === undefined || theirs.length > 1
          ? '/council/agreements?status=agreed'
          : `/council/agreements/${theirs[0].agreement.id}`,
      key: `agreements-signed:${signingId}`,
    })
  }
}

type Signature = { readonly signingId: string; readonly typedName: string }

/** Answers from when the care may be recorded. */
async function signOne(
  work: Work,
  { agreement, unchanged }: Decided,
  { signingId, typedName }: Signature,
): Promise<readonly LocalDate[]> {
  const { tx } = work
  const { hash } = unchanged
  await recordResponse(tx, agreement, {
    kind: 'agreed',
    revision: agreement.revision,
    reason: null,
    comment: null,
    signedName: typedName,
    expectedPrice: null,
    expectedQuantity: null,
    hash: Buffer.from(hash, 'hex'),
    signingId,
    paperSignatureId: null,
    ...{ by: work.accountId, name: work.actor.name, at: work.now },
  })
  return takeEffect(work, agreement, unchanged, { signing: signingId })
}

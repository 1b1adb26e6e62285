import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import type { Work } from '../../../platform/work.ts'
import { activatePackages, lockPackages, type Package } from '../../care-packages/index.ts'
import { mayAcceptCounter, type CounterRefusal } from '../rules/counter.ts'
import { mayCorrect, mayPublish, type PublishingRefusal } from '../rules/publishing.ts'
import { getRevision, lockAgreement, type Agreement } from '../store/agreement.ts'
import { listPlans } from '../store/plans.ts'
import { lockWithOthers, supersedeByMany } from '../store/publishing.ts'
import { recordPublication, recordRevision } from '../store/record.ts'
import { recordReplaced } from '../store/replaced.ts'
import { queuePapers } from './keep-papers.ts'
import { getDaysToRespond } from '../store/settings.ts'
import { prepareOffer, type Heading, type Prepared } from './offer.ts'
import { findCounter, measuresOf, withCounter, writeCounter } from './counter.ts'
import { tellOfAgreement } from './tell-followers.ts'
import { tellPublished, tellReplaced } from './tell-provider.ts'
import { noteSuperseded, rejectionKey, type TellThread } from './thread.ts'

/** The hash is of the preview that staff read; what the package says by now must still be that. */
export type PublishAgreement = { readonly agreementId: string; readonly shownHash: string }

const everyone = { providerId: undefined }

export async function publishAgreement(
  work: Work,
  { agreementId, shownHash }: PublishAgreement,
  tellThread: TellThread,
): Promise<Outcome<{ revision: number }, PublishingRefusal>> {
  const agreement = await lockInOrder(work, agreementId)
  const { revision } = agreement
  const { cause } = await getRevision(work.tx, { ...everyone, id: agreementId, revision })
  const prepared = await prepare(work, agreement, { reference: agreement.reference, revision, cause })
  const current = prepared.hash.toString('hex')
  const decision = mayPublish(agreement.status, prepared.findings, { hash: shownHash, current })
  if (!decision.ok) return decision
  // Whatever stood when it was drafted: what it replaces is what stands now.
  await recordReplaced(work.tx, [agreementId])
  await publish(work, { agreement, prepared }, tellThread)
  await queuePapers(work, [{ id: agreementId, revision }])
  await tellPublished(work, agreement)
  return done({ revision })
}

/** A new revision from what the package says now. The old one and its answer stay readable. */
export async function correctAgreement(
  work: Work,
  { agreementId, shownHash }: PublishAgreement,
  tellThread: TellThread,
): Promise<Outcome<{ revision: number }, PublishingRefusal>> {
  const agreement = await lockInOrder(work, agreementId)
  const prepared = await prepare(work, agreement, correctionOf(agreement))
  const current = prepared.hash.toString('hex')
  const decision = mayCorrect(agreement.status, prepared.findings, { hash: shownHash, current })
  if (!decision.ok) return decision
  const text = 'The council has corrected the agreement and published it again.'
  return done(await republish(work, { agreement, prepared, text }, tellThread))
}

type Republishing = Publishing & { readonly text: string }

/** Publishes the correction and tells whoever may sign it, whoever acted on what it replaces, and the thread about that. */
async function republish(work: Work, { agreement, prepared, text }: Republishing, tellThread: TellThread) {
  const { revision } = prepared.content
  await publish(work, { agreement, prepared }, tellThread)
  await queuePapers(work, [{ id: agreement.id, revision }])
  await tellPublished(work, { ...agreement, revision })
  await tellReplaced(work, agreement)
  const { providerId } = agreement
  const key = rejectionKey(agreement)
  await tellThread(work, { providerId, key, text: `${text} It is now revision ${String(revision)}.` })
  return { revision }
}

export type AcceptCounter = PublishAgreement & {
  /** Why the council pays another price than the one in its book; hours need none. */
  readonly reason: string
}

/**
 * What the provider expects becomes what is commissioned, and the agreement is published anew: one act. The preview was
 * made from the packages as they would be; what is written must read the same, word for word, or nothing is.
 */
export async function acceptCounter(
  work: Work,
  { agreementId, shownHash, reason }: AcceptCounter,
  tellThread: TellThread,
): Promise<Outcome<{ revision: number }, PublishingRefusal | CounterRefusal>> {
  const agreement = await lockInOrder(work, agreementId)
  const found = await findCounter(work.tx, agreement)
  if (found === undefined) return refused({ code: 'not-correctable', status: agreement.status })
  const { offer, counter, rejection, about } = found
  const book = await measuresOf(work.tx, agreement, { offer, about, today: work.today })
  const may = mayAcceptCounter({ offer, counter, book, reason, askedBy: rejection.respondedBy, by: work.accountId })
  if (!may.ok) return may
  const heading = correctionOf(agreement)
  const preview = await prepare(work, agreement, heading, withCounter(may.value))
  const hash = preview.hash.toString('hex')
  const decision = mayCorrect(agreement.status, preview.findings, { hash: shownHash, current: hash })
  if (!decision.ok) return decision
  await writeCounter(work, may.value, { reason, rejection, revision: heading.revision, about })
  const prepared = await prepare(work, agreement, heading)
  if (!prepared.hash.equals(preview.hash)) throw new Error('a correction must read as it was previewed')
  const text = 'The council has accepted what you expect, and published the agreement again.'
  return done(await republish(work, { agreement, prepared, text }, tellThread))
}

async function lockInOrder({ tx }: Work, agreementId: string): Promise<Agreement> {
  await lockWithOthers(tx, [agreementId])
  return lockAgreement(tx, everyone, agreementId)
}

export function correctionOf({ reference, revision }: Pick<Agreement, 'reference' | 'revision'>): Heading {
  return { reference, revision: revision + 1, cause: 'correction' }
}

async function prepare(
  work: Work,
  agreement: Agreement,
  heading: Heading,
  altered?: (care: Package) => Package,
): Promise<Prepared> {
  const about = await listPlans(work.tx, everyone, [agreement.id])
  const packageIds = about.map(({ packageId }) => packageId)
  await lockPackages(work.tx, everyone, packageIds)
  const prepared = await prepareOffer(work.tx, heading, {
    ...{ packageIds, about, today: work.today },
    ...(altered && { altered }),
  })
  if (prepared === undefined) throw new NotFound('package')
  return prepared
}

type Publishing = { readonly agreement: Agreement; readonly prepared: Prepared }

async function publish(work: Work, { agreement, prepared }: Publishing, tellThread: TellThread): Promise<void> {
  const { content, hash } = prepared
  const { revision, cause, startsOn } = content
  await recordRevision(work.tx, agreement, { revision, cause, content, hash })
  const respondBy = addWorkingDays(work.today, await getDaysToRespond(work.tx, work.today))
  const publication = { revision, startsOn, respondBy, by: work.accountId, at: work.now }
  await recordPublication(work.tx, agreement.id, publication)
  const packageIds = content.lines.map(({ packageId }) => packageId)
  await activatePackages(work, packageIds)
  await noteSuperseded(work, await supersedeByMany(work.tx, [agreement.id]), tellThread)
  const details = { reference: agreement.reference, revision, cause, hash: hash.toString('hex') }
  await work.audit('agreement.published', { type: 'agreement', id: agreement.id }, details)
  await tellOfAgreement(work, agreement, 'published')
}

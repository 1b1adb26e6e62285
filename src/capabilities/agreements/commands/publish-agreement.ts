import { NotFound } from '../../../core/errors.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import type { Work } from '../../../platform/work.ts'
import { activatePackages, lockPackages } from '../../care-packages/index.ts'
import { mayCorrect, mayPublish, type PublishingRefusal } from '../rules/publishing.ts'
import { getAgreement, getRevision, listPackageIds, lockAgreement, type Agreement } from '../store/agreement.ts'
import { recordPublication, recordRevision, supersedeOthers } from '../store/record.ts'
import { queuePapers } from './keep-papers.ts'
import { getDaysToRespond } from '../store/settings.ts'
import { prepareOffer, type Heading, type Prepared } from './offer.ts'
import { tellPublished } from './tell-provider.ts'

/** The hash is of the preview that staff read; what the package says by now must still be that. */
export type PublishAgreement = { readonly agreementId: string; readonly shownHash: string }

const everyone = { providerId: undefined }

export async function publishAgreement(
  work: Work,
  publication: PublishAgreement,
): Promise<Outcome<{ revision: number }, PublishingRefusal>> {
  const outcome = await publishQuietly(work, publication)
  if (!outcome.ok) return outcome
  const agreement = await getAgreement(work.tx, everyone, publication.agreementId)
  await queuePapers(work, [{ id: agreement.id, revision: outcome.value.revision }])
  await tellPublished(work, agreement)
  return outcome
}

/** Without telling anybody: part of something larger, which tells each provider once. */
export async function publishQuietly(
  work: Work,
  { agreementId, shownHash }: PublishAgreement,
): Promise<Outcome<{ revision: number }, PublishingRefusal>> {
  const agreement = await lockAgreement(work.tx, everyone, agreementId)
  const { revision } = agreement
  const { cause } = await getRevision(work.tx, { ...everyone, id: agreementId, revision })
  const prepared = await prepare(work, agreement, { reference: agreement.reference, revision, cause })
  const current = prepared.hash.toString('hex')
  const decision = mayPublish(agreement.status, prepared.findings, { hash: shownHash, current })
  if (!decision.ok) return decision
  await publish(work, agreement, prepared)
  return done({ revision })
}

/** A new revision from what the package says now. The old one and its answer stay readable. */
export async function correctAgreement(
  work: Work,
  { agreementId, shownHash }: PublishAgreement,
): Promise<Outcome<{ revision: number }, PublishingRefusal>> {
  const agreement = await lockAgreement(work.tx, everyone, agreementId)
  const heading: Heading = {
    reference: agreement.reference,
    revision: agreement.revision + 1,
    cause: 'correction',
  }
  const prepared = await prepare(work, agreement, heading)
  const current = prepared.hash.toString('hex')
  const decision = mayCorrect(agreement.status, prepared.findings, { hash: shownHash, current })
  if (!decision.ok) return decision
  await publish(work, agreement, prepared)
  await queuePapers(work, [{ id: agreement.id, revision: heading.revision }])
  await tellPublished(work, { ...agreement, revision: heading.revision })
  return done({ revision: heading.revision })
}

async function prepare(work: Work, agreement: Agreement, heading: Heading): Promise<Prepared> {
  const lines = await listPackageIds(work.tx, everyone, [agreement.id])
  const packageIds = lines.filter((line) => line.revision === agreement.revision).map((line) => line.packageId)
  await lockPackages(work.tx, everyone, packageIds)
  const prepared = await prepareOffer(work.tx, heading, { packageIds, today: work.today })
  if (prepared === undefined) throw new NotFound('package')
  return prepared
}

async function publish(work: Work, agreement: Agreement, { content, hash }: Prepared): Promise<void> {
  const { revision, cause, startsOn } = content
  await recordRevision(work.tx, agreement, { revision, cause, content, hash })
  const respondBy = addWorkingDays(work.today, await getDaysToRespond(work.tx, work.today))
  const publication = { revision, startsOn, respondBy, by: work.accountId, at: work.now }
  await recordPublication(work.tx, agreement.id, publication)
  const packageIds = content.lines.map(({ packageId }) => packageId)
  await activatePackages(work, packageIds)
  const waiting = { providerId: undefined, id: agreement.id, packageIds, statuses: ['published', 'rejected'] } as const
  const gaveWay = await supersedeOthers(work.tx, waiting)
  for (const id of gaveWay) await work.audit('agreement.superseded', { type: 'agreement', id }, { by: agreement.id })
  const details = { reference: agreement.reference, revision, cause, hash: hash.toString('hex') }
  await work.audit('agreement.published', { type: 'agreement', id: agreement.id }, details)
}

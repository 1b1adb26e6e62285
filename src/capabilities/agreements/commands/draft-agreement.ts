import { NotFound } from '../../../core/errors.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import type { Work } from '../../../platform/work.ts'
import { atPlan, isAtPlan, lockPackages, planOf, type About, type Package } from '../../care-packages/index.ts'
import { buildContent } from '../rules/content.ts'
import { causeOf, causeOfPlan, mayDraft, type DraftingRefusal } from '../rules/drafting.ts'
import { listAgreedPlans } from '../store/agreed-plans.ts'
import { listPlans } from '../store/plans.ts'
import { listDraftsOf, nextReference, recordDraft, recordRevision } from '../store/record.ts'
import { recordReplaced } from '../store/replaced.ts'
import { listPaidPackages } from './paid-packages.ts'
import { meantBy, offerOf } from './offer.ts'

export type DraftAgreement = {
  /** Of one person, at one service, under one contract. */
  readonly packageIds: readonly string[]
  /** Which plan of them; today’s lasting one where nothing is said. */
  readonly on?: Pick<About, 'day' | 'temporary'>
}

/** An agreement about packages as they stand now, for staff to check and publish. Plans, or what changed, say why. */
export async function draftAgreement(
  work: Work,
  { packageIds, on }: DraftAgreement,
): Promise<Outcome<{ agreementId: string }, DraftingRefusal>> {
  const { tx, today } = work
  const everyone = { providerId: undefined }
  await lockPackages(tx, everyone, packageIds)
  const [found, drafts, agreed] = await Promise.all([
    listPaidPackages(tx, everyone, packageIds),
    listDraftsOf(tx, packageIds).then((ids) => listPlans(tx, everyone, ids)),
    listAgreedPlans(tx, packageIds),
  ])
  if (found.length < new Set(packageIds).size) throw new NotFound('package')
  const packages = found.map((care) => (on === undefined ? meantBy(care, { today }) : atPlan(care, on)))
  const drafted = packages.filter((care) => drafts.some((one) => one.packageId === care.id && isAtPlan(care, one)))
  const may = mayDraft(packages, new Set(drafted.map(({ id }) => id)))
  if (!may.ok) return may

  const [first] = packages
  if (first === undefined) throw new NotFound('package')
  const cause = causeOf(
    packages.map((care) =>
      causeOfPlan(
        planOf(care),
        agreed.filter(({ packageId }) => packageId === care.id),
      ),
    ),
  )
  const reference = await nextReference(tx, first.reference)
  const offer = offerOf({ reference, revision: 1, cause }, packages)
  if (offer === undefined) throw new NotFound('package')
  const content = buildContent(offer)
  const place = placeOf(first)
  const id = await recordDraft(tx, { ...place, personId: first.person.id, reference, startsOn: offer.startsOn })
  await recordRevision(tx, { id, ...place }, { revision: 1, cause, content, hash: canonicalHash(content) })
  await recordReplaced(tx, [id])
  const references = packages.map((care) => care.reference).join(', ')
  await work.audit('agreement.drafted', { type: 'agreement', id }, { reference, package: references })
  return done({ agreementId: id })
}

function placeOf({ provider, service, contract }: Package) {
  return { providerId: provider.id, serviceId: service.id, contractId: contract.id }
}

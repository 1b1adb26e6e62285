import { differencesBetween, type Difference } from '../../rules/differences.ts'
import { readContent, buildContent, type Offer } from '../../rules/content.ts'
import { NotFound } from '../../../../core/errors.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { listPackagesById, type Package } from '../../../care-packages/index.ts'
import { offerOf } from '../../commands/offer.ts'
import {
  getAgreement,
  listAnsweredLines,
  listPackageIds,
  listResponses,
  listRevisions,
  type Agreement,
  type AnsweredLine,
  type Reach,
  type Response,
  type Revision,
} from '../../store/agreement.ts'
import { findSealed, type SealedPaper } from '../../store/papers.ts'
import { findEvidence, type RevisionEvidence } from '../../store/signing.ts'

/** An agreement, the revision that stands, and how it differs from the one before and from the packages as they are now. */
export type AgreementView = {
  readonly agreement: Agreement
  readonly current: Revision
  readonly offer: Offer
  readonly revisions: readonly Revision[]
  readonly responses: readonly Response[]
  readonly packages: readonly Package[]
  readonly sinceLast: readonly Difference[]
  readonly fromPackage: readonly Difference[]
  readonly answeredLines: readonly AnsweredLine[]
  readonly evidence: RevisionEvidence | undefined
  readonly sealed: SealedPaper | undefined
}

export async function loadAgreement(tx: Tx, reach: Reach, id: string): Promise<AgreementView> {
  const [agreement, revisions, responses, lines, answeredLines, evidence, sealed] = await Promise.all([
    getAgreement(tx, reach, id),
    listRevisions(tx, reach, id),
    listResponses(tx, reach, id),
    listPackageIds(tx, reach, [id]),
    listAnsweredLines(tx, reach, id),
    findEvidence(tx, reach, id),
    findSealed(tx, reach, id),
  ])
  const current = revisions.find(({ revision }) => revision === agreement.revision)
  if (current === undefined) throw new NotFound('revision')
  const ids = lines.filter(({ revision }) => revision === agreement.revision).map(({ packageId }) => packageId)
  const packages = await listPackagesById(tx, reach, ids)
  const offer = readContent(current.content)
  const before = revisions.find(({ revision }) => revision === agreement.revision - 1)
  return {
    ...{ agreement, current, offer, revisions, responses, packages, answeredLines, evidence, sealed },
    sinceLast: before === undefined ? [] : differencesBetween(readContent(before.content), offer),
    fromPackage: differencesFromPackage(offer, packages),
  }
}

/** Whether the revision that stands has its answer: whoever comes to give one is led to it. */
export function isAnswered({ agreement: { revision, status }, responses }: AgreementView): boolean {
  return (status === 'agreed' || status === 'rejected') && responses.some((one) => one.revision === revision)
}

/** Offered at one price and commissioned at another, for instance: somebody should know before it is signed. */
export function differencesFromPackage(offer: Offer, packages: readonly Package[]): readonly Difference[] {
  const now = offerOf(offer, packages)
  return now === undefined ? [] : differencesBetween(offer, readContent(buildContent(now)))
}

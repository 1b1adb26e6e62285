import { differencesBetween, type Difference } from '../../rules/differences.ts'
import { readContent, buildContent, type Content, type Offer } from '../../rules/content.ts'
import { NotFound } from '../../../../core/errors.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { listPaidPackages, type PaidPackage } from '../../commands/paid-packages.ts'
import { meantBy, offerOf, speaksFrom } from '../../commands/offer.ts'
import {
  getAgreement,
  getRevision,
  listAnsweredLines,
  listResponses,
  listRevisions,
  type Agreement,
  type AnsweredLine,
  type Reach,
  type Response,
  type Revision,
} from '../../store/agreement.ts'
import { listPlans, type PlanOfAgreement } from '../../store/plans.ts'
import { findSealed, type SealedPaper } from '../../store/papers.ts'
import { findEvidence, type RevisionEvidence } from '../../store/signing.ts'
import { listGivenWay, type GivenWay } from '../../store/standing.ts'
import { listPaperSignatures, type PaperSignature } from '../../store/wet-signature.ts'
import { sheetToConfirm } from './wet-signature/load.ts'

/** An agreement, the revision that stands, and how it differs from the one before and from the packages as they are now. */
export type AgreementView = {
  readonly agreement: Agreement
  readonly current: Revision
  readonly offer: Offer
  readonly revisions: readonly Revision[]
  readonly responses: readonly Response[]
  /** Each at the plan that the agreement is about. */
  readonly packages: readonly PaidPackage[]
  readonly about: readonly PlanOfAgreement[]
  /** Since the revision before, and since the text of another agreement whose place it takes. */
  readonly since: readonly Since[]
  readonly fromPackage: readonly Difference[]
  readonly answeredLines: readonly AnsweredLine[]
  readonly evidence: RevisionEvidence | undefined
  readonly sealed: SealedPaper | undefined
  readonly gaveWay: readonly GivenWay[]
  /** What the provider has signed on paper, and the council has not looked at yet. */
  readonly sheet: PaperSignature | undefined
}

export type Since = {
  readonly before: Offer
  /** Where the text before is read, after the address of the list. */
  readonly address: string
}

export async function loadAgreement(tx: Tx, reach: Reach, id: string): Promise<AgreementView> {
  const [agreement, revisions, responses, about, answeredLines, evidence, sealed, gaveWay, signatures] =
    await Promise.all([
      getAgreement(tx, reach, id),
      listRevisions(tx, reach, id),
      listResponses(tx, reach, id),
      listPlans(tx, reach, [id]),
      listAnsweredLines(tx, reach, id),
      findEvidence(tx, reach, id),
      findSealed(tx, reach, id),
      listGivenWay(tx, reach, id),
      listPaperSignatures(tx, reach, id),
    ])
  const current = revisions.find(({ revision }) => revision === agreement.revision)
  if (current === undefined) throw new NotFound('revision')
  const [found, replaced] = await Promise.all([
    listPaidPackages(
      tx,
      reach,
      about.map(({ packageId }) => packageId),
    ),
    findReplaced(tx, reach, agreement),
  ])
  const packages = found.map((care) => meantBy(care, { about, today: agreement.startsOn }))
  const offer = readContent(current.content)
  const before = revisions.find(({ revision }) => revision === agreement.revision - 1)
  const earlier = [...(before === undefined ? [] : [{ id, content: before.content }]), ...replaced]
  return {
    ...{ agreement, current, offer, revisions, responses, packages, about, answeredLines, evidence, sealed, gaveWay },
    since: earlier.map(sinceOf),
    fromPackage: differencesFromPackage(offer, packages, about),
    sheet: sheetToConfirm({ agreement, signatures }),
  }
}

type Earlier = { readonly id: string; readonly content: Content }

async function findReplaced(tx: Tx, reach: Reach, { replacesId, replacesRevision }: Agreement): Promise<Earlier[]> {
  if (replacesId === null || replacesRevision === null) return []
  const { content } = await getRevision(tx, { ...reach, id: replacesId, revision: replacesRevision })
  return [{ id: replacesId, content }]
}

function sinceOf({ id, content }: Earlier): Since {
  const before = readContent(content)
  return { before, address: `${id}/revisions/${String(before.revision)}` }
}

/** Whether the revision that stands has its answer: whoever comes to give one is led to it. */
export function isAnswered({ agreement: { revision, status }, responses }: AgreementView): boolean {
  return (status === 'agreed' || status === 'rejected') && responses.some((one) => one.revision === revision)
}

/** Offered at one price and commissioned at another, for instance: somebody should know before it is signed. */
export function differencesFromPackage(
  offer: Offer,
  packages: readonly PaidPackage[],
  about: readonly PlanOfAgreement[],
): readonly Difference[] {
  const now = offerOf(offer, packages, speaksFrom(about))
  return now === undefined ? [] : differencesBetween(offer, readContent(buildContent(now)))
}

import { NotFound } from '../../../core/errors.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import type { Work } from '../../../platform/work.ts'
import { activatePackages, lockPackages } from '../../care-packages/index.ts'
import { buildContent, withoutPaid, type Offer } from '../rules/content.ts'
import { apart, mayPublish, type PublishingRefusal } from '../rules/publishing.ts'
import { listPlans } from '../store/plans.ts'
import { lockDrafts, recordPublished, supersedeByMany, type Draft, type NewText } from '../store/publishing.ts'
import { recordReplaced } from '../store/replaced.ts'
import { getDaysToRespond } from '../store/settings.ts'
import { queuePapers } from './keep-papers.ts'
import { findingsIn, meantBy, offerOf, speaksFrom } from './offer.ts'
import { listPaidPackages, type PaidPackage } from './paid-packages.ts'
import { tellOfAgreements } from './tell-followers.ts'
import { noteSuperseded, type TellThread } from './thread.ts'

type Wanted = { readonly id: string; readonly hash: string }
type Result = { readonly id: string; readonly outcome: 'published' | PublishingRefusal['code'] }
type Decided = { readonly draft: Draft; readonly text: NewText; readonly decision: Outcome<null, PublishingRefusal> }

const everyone = { providerId: undefined }

/**
 * Part of a batch: the same decision for each draft as when it is published alone, and the same number of statements
 * whatever their number. Two about the same care are not decided together: the second has no result yet.
 */
export async function publishSeveral(
  work: Work,
  wanted: readonly Wanted[],
  tellThread: TellThread,
): Promise<readonly Result[]> {
  const drafts = apart(
    await lockDrafts(
      work.tx,
      wanted.map(({ id }) => id),
    ),
  )
  const decided = await decide(work, drafts, new Map(wanted.map(({ id, hash }) => [id, hash])))
  const published = decided.filter(({ decision }) => decision.ok)
  if (published.length > 0) await record(work, published, tellThread)
  return decided.map(({ draft: { id }, decision }) => ({
    id,
    outcome: decision.ok ? 'published' : decision.refusal.code,
  }))
}

async function decide(work: Work, drafts: readonly Draft[], shown: ReadonlyMap<string, string>): Promise<Decided[]> {
  const ids = [...new Set(drafts.flatMap(({ packageIds }) => packageIds))].toSorted()
  await lockPackages(work.tx, everyone, ids)
  const packages = await listPaidPackages(work.tx, everyone, ids)
  const plans = await listPlans(
    work.tx,
    everyone,
    drafts.map(({ id }) => id),
  )
  return drafts.map((draft) => decideOne(work, draft, { packages, plans, shown: shown.get(draft.id) ?? '' }))
}

type Beside = {
  readonly packages: readonly PaidPackage[]
  readonly plans: Awaited<ReturnType<typeof listPlans>>
  readonly shown: string
}

function decideOne({ today }: Work, draft: Draft, { packages, plans, shown }: Beside): Decided {
  const about = plans.filter(({ agreementId }) => agreementId === draft.id)
  const own = packages.filter(({ id }) => draft.packageIds.includes(id)).map((care) => meantBy(care, { about, today }))
  const offer = offerOf(draft, own, speaksFrom(about))
  if (offer === undefined) throw new NotFound('package')
  const content = buildContent(offer)
  const hash = canonicalHash(content)
  // Overlapping care and signatories are only ever warned of, and nobody reads a warning here: they are not looked up.
  const findings = findingsIn(offer, own, { overlapping: [], signable: new Set(), today })
  const decision = mayPublish(draft.status, findings, { hash: shown, current: currentFor(shown, offer, hash) })
  return { draft, text: { id: draft.id, content, hash }, decision }
}

/** A draft of the first format said less of the same: it is published with all that is said now. */
function currentFor(shown: string, offer: Offer, hash: Buffer): string {
  const current = hash.toString('hex')
  if (shown === current) return current
  return canonicalHash(buildContent(withoutPaid(offer))).toString('hex') === shown ? shown : current
}

async function record(work: Work, published: readonly Decided[], tellThread: TellThread): Promise<void> {
  const { tx, today, now, accountId } = work
  const respondBy = addWorkingDays(today, await getDaysToRespond(tx, today))
  await recordPublished(
    tx,
    published.map(({ text }) => text),
    { respondBy, at: now, by: accountId },
  )
  const drafts = published.map(({ draft }) => draft)
  await recordReplaced(
    tx,
    drafts.map(({ id }) => id),
  )
  await activatePackages(work, [...new Set(drafts.flatMap(({ packageIds }) => packageIds))].toSorted())
  const gaveWay = await supersedeByMany(
    tx,
    drafts.map(({ id }) => id),
  )
  await noteSuperseded(work, gaveWay, tellThread)
  for (const { draft, text } of published) await work.audit('agreement.published', ...auditOf(draft, text))
  await tellOfAgreements(work, drafts, 'published')
  await queuePapers(work, drafts)
}

function auditOf({ id, reference, revision, cause }: Draft, { hash }: NewText) {
  return [
    { type: 'agreement', id },
    { reference, revision, cause, hash: hash.toString('hex') },
  ] as const
}

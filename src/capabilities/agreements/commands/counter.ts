import type { LocalDate } from '../../../core/dates.ts'
import type { Rate } from '../../../core/money.ts'
import type { PaidAgain } from '../../../core/paid-again.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import {
  correctedCare,
  correctedFrom,
  correctedPackage,
  correctPackage,
  listPackagesById,
  rateLineOf,
  type Package,
  type PreviewChange,
} from '../../care-packages/index.ts'
import { agreePackagePrice, listBookPrices } from '../../contracts/index.ts'
import { firstPrice, readContent, type Offer } from '../rules/content.ts'
import { counterOf, type CounterLine } from '../rules/counter.ts'
import { getRevision, listAnsweredLines, listResponses, type Agreement, type Response } from '../store/agreement.ts'
import { listPlans, type PlanOfAgreement } from '../store/plans.ts'
import { meantBy, speaksFrom } from './offer.ts'

export type Counter = {
  readonly offer: Offer
  readonly rejection: Response
  /** Undefined when a disputed line says nothing of what would be right. */
  readonly counter: readonly CounterLine[] | undefined
  /** The plans that the agreement is about: what is decided last may be another one. */
  readonly about: readonly PlanOfAgreement[]
}

const everyone = { providerId: undefined }

/** What the provider said when it rejected the revision that stands; none while it stands unanswered or agreed. */
export async function findCounter(tx: Tx, agreement: Agreement): Promise<Counter | undefined> {
  const { id, revision, status } = agreement
  if (status !== 'rejected') return undefined
  const [current, responses, answered, about] = await Promise.all([
    getRevision(tx, { ...everyone, id, revision }),
    listResponses(tx, everyone, id),
    listAnsweredLines(tx, everyone, id),
    listPlans(tx, everyone, [id]),
  ])
  const rejection = responses.find((one) => one.revision === revision)
  if (rejection === undefined) return undefined
  const offer = readContent(current.content)
  const counter = counterOf(
    offer,
    answered.filter((line) => line.revision === revision),
    speaksFrom(about),
  )
  return { offer, rejection, counter, about }
}

/** Packages as they would be if the council accepted it. */
export function withCounter(counter: readonly CounterLine[]): (care: Package) => Package {
  return (care) => {
    const line = counter.find(({ packageId }) => packageId === care.id)
    return line === undefined ? care : correctedPackage(care, line)
  }
}

type OfPackage = { readonly packageReference: string; readonly unit: Package['unit']; readonly paid: PaidAgain }
type Meant = Pick<Counter, 'about'> & { readonly today: LocalDate }
type Asking = Meant & { readonly previewChange: PreviewChange; readonly at: Date }

/** What accepting it does to what was recorded and paid, of each package that it looks back for. */
export async function previewCounter(
  tx: Tx,
  counter: readonly CounterLine[],
  { previewChange, about, today, at }: Asking,
): Promise<readonly OfPackage[]> {
  const found: OfPackage[] = []
  for (const { care, line } of await packagesOf(tx, counter, { about, today })) {
    const paid = await previewChange(tx, correctedCare(care, line), { today, at })
    if (paid !== undefined) found.push({ packageReference: care.reference, unit: care.unit, paid })
  }
  return found
}

async function packagesOf(tx: Tx, counter: readonly CounterLine[], meant: Meant) {
  const ids = counter.map(({ packageId }) => packageId)
  const packages = await listPackagesById(tx, everyone, ids)
  return packages.flatMap((care) => {
    const line = counter.find(({ packageId }) => packageId === care.id)
    return line === undefined ? [] : [{ care: meantBy(care, meant), line }]
  })
}

/**
 * What the price book asks for each package of the text on its first day; where that is not known, what was offered first. The
 * text that stands may say a price that was accepted before.
 */
export async function measuresOf(
  tx: Tx,
  { id }: Pick<Agreement, 'id'>,
  { offer, ...meant }: Meant & Pick<Counter, 'offer'>,
): Promise<ReadonlyMap<string, Rate>> {
  const ids = offer.lines.map(({ packageId }) => packageId)
  const [packages, first] = await Promise.all([
    listPackagesById(tx, everyone, ids),
    getRevision(tx, { ...everyone, id, revision: 1 }),
  ])
  const paid = packages.flatMap((care) => {
    const line = offer.lines.find(({ packageId }) => packageId === care.id)
    return line === undefined
      ? []
      : { packageId: care.id, rateLineId: rateLineOf(meantBy(care, meant)), on: line.startsOn }
  })
  const offered = readContent(first.content).lines.flatMap((line) => {
    const price = firstPrice(line)
    return price === undefined ? [] : [[line.packageId, price] as const]
  })
  return new Map([...offered, ...(await listBookPrices(tx, paid))])
}

type Accepted = Pick<Counter, 'rejection' | 'about'> & { readonly reason: string; readonly revision: number }

export async function writeCounter(
  work: Work,
  counter: readonly CounterLine[],
  { reason, rejection, revision, about }: Accepted,
): Promise<void> {
  const asked = { by: rejection.respondedBy, name: rejection.responderName, at: rejection.respondedAt }
  for (const { care, line } of await packagesOf(work.tx, counter, { about, today: work.today })) {
    const { planned, price, fromOn } = line
    const own = { packageReference: care.reference, number: revision, fromOn: correctedFrom(care, fromOn) }
    const rateLineId =
      price === null ? null : await agreePackagePrice(work, { ...own, like: rateLineOf(care), price, reason, asked })
    await correctPackage(work, care, { planned, rateLineId, fromOn })
  }
}

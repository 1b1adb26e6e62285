import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import {
  correctedFrom,
  correctedPackage,
  correctPackage,
  listPackagesById,
  rateLineOf,
  type Package,
} from '../../care-packages/index.ts'
import { agreePackagePrice } from '../../contracts/index.ts'
import { readContent, type Offer } from '../rules/content.ts'
import { counterOf, type CounterLine } from '../rules/counter.ts'
import { getRevision, listAnsweredLines, listResponses, type Agreement, type Response } from '../store/agreement.ts'

export type Counter = {
  readonly offer: Offer
  readonly rejection: Response
  /** Undefined when a disputed line says nothing of what would be right. */
  readonly counter: readonly CounterLine[] | undefined
}

const everyone = { providerId: undefined }

/** What the provider said when it rejected the revision that stands; none while it stands unanswered or agreed. */
export async function findCounter(tx: Tx, agreement: Agreement): Promise<Counter | undefined> {
  const { id, revision, status } = agreement
  if (status !== 'rejected') return undefined
  const [current, responses, answered] = await Promise.all([
    getRevision(tx, { ...everyone, id, revision }),
    listResponses(tx, everyone, id),
    listAnsweredLines(tx, everyone, id),
  ])
  const rejection = responses.find((one) => one.revision === revision)
  if (rejection === undefined) return undefined
  const offer = readContent(current.content)
  const counter = counterOf(
    offer,
    answered.filter((line) => line.revision === revision),
  )
  return { offer, rejection, counter }
}

/** Packages as they would be if the council accepted it. */
export function withCounter(counter: readonly CounterLine[]): (care: Package) => Package {
  return (care) => {
    const line = counter.find(({ packageId }) => packageId === care.id)
    return line === undefined ? care : correctedPackage(care, line)
  }
}

type Accepted = { readonly reason: string; readonly rejection: Response; readonly revision: number }

export async function writeCounter(
  work: Work,
  counter: readonly CounterLine[],
  { reason, rejection, revision }: Accepted,
): Promise<void> {
  const packages = await listPackagesById(
    work.tx,
    everyone,
    counter.map(({ packageId }) => packageId),
  )
  const asked = { by: rejection.respondedBy, name: rejection.responderName, at: rejection.respondedAt }
  for (const care of packages) {
    const { planned, price } = counter.find(({ packageId }) => packageId === care.id) ?? { planned: null, price: null }
    const reference = `${care.reference}-P${String(revision)}`
    const fromOn = correctedFrom(care)
    const rateLineId =
      price === null
        ? null
        : await agreePackagePrice(work, { like: rateLineOf(care), reference, fromOn, price, reason, asked })
    await correctPackage(work, care, { planned, rateLineId })
  }
}

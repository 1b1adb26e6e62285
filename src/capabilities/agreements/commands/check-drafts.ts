import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { listOverlapping, listPackagesById } from '../../care-packages/index.ts'
import type { Finding } from '../rules/publishing.ts'
import { listPackageIds } from '../store/agreement.ts'
import { findingsIn, listSignable, offerOf } from './offer.ts'

/** What stands in the way of each draft of a page, in two round trips whatever their number. */
export async function checkDrafts(
  tx: Tx,
  ids: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  if (ids.length === 0) return new Map()
  const lines = await listPackageIds(tx, { providerId: undefined }, ids)
  const packageIds = lines.map(({ packageId }) => packageId)
  const [packages, overlapping] = await Promise.all([
    listPackagesById(tx, { providerId: undefined }, packageIds),
    listOverlapping(tx, packageIds),
  ])
  const signable = await listSignable(tx, packages, today)
  return new Map(
    ids.map((id) => {
      const covered = lines.filter(({ agreementId }) => agreementId === id).map(({ packageId }) => packageId)
      const own = packages.filter((care) => covered.includes(care.id))
      const offer = offerOf({ reference: id, revision: 1, cause: 'new' }, own)
      return [id, offer === undefined ? [] : findingsIn(offer, own, { overlapping, signable, today })]
    }),
  )
}

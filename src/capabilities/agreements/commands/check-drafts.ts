import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { listOverlapping } from '../../care-packages/index.ts'
import type { Finding } from '../rules/publishing.ts'
import { listPlans } from '../store/plans.ts'
import { listPaidPackages } from './paid-packages.ts'
import { findingsIn, listSignable, meantBy, offerOf, speaksFrom } from './offer.ts'

/** What stands in the way of each draft of a page, in two round trips whatever their number. */
export async function checkDrafts(
  tx: Tx,
  ids: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  if (ids.length === 0) return new Map()
  const lines = await listPlans(tx, { providerId: undefined }, ids)
  const packageIds = lines.map(({ packageId }) => packageId)
  const [packages, overlapping] = await Promise.all([
    listPaidPackages(tx, { providerId: undefined }, packageIds),
    listOverlapping(tx, packageIds),
  ])
  const signable = await listSignable(tx, packages, today)
  return new Map(
    ids.map((id) => {
      const about = lines.filter(({ agreementId }) => agreementId === id)
      const own = about.flatMap(({ packageId }) => packages.filter((care) => care.id === packageId))
      const meant = own.map((care) => meantBy(care, { about, today }))
      const offer = offerOf({ reference: id, revision: 1, cause: 'new' }, meant, speaksFrom(about))
      return [id, offer === undefined ? [] : findingsIn(offer, meant, { overlapping, signable, today })]
    }),
  )
}

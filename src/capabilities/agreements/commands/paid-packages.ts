import type { Tx } from '../../../platform/db/tx.ts'
import { listPackagesById, planOf, type Package } from '../../care-packages/index.ts'
import { paidLike, type KnownPaid } from '../rules/paid.ts'
import type { Reach } from '../store/agreement.ts'
import { listKnownPaid } from '../store/paid.ts'

/** A package with all that a text says of its payment. Null: taken over from a paper that did not say it. */
export type PaidPackage = Package & { readonly paid: KnownPaid | null }

export async function listPaidPackages(tx: Tx, reach: Reach, ids: readonly string[]): Promise<readonly PaidPackage[]> {
  const [packages, paid] = await Promise.all([listPackagesById(tx, reach, ids), listKnownPaid(tx, reach, ids)])
  return packages.map((care) => ({ ...care, paid: paid.get(care.id) ?? null }))
}

/** As it would be after a change that nobody has decided yet: a new line of the price book pays visits as the one before. */
export function alteredPaid(care: PaidPackage, altered: Package): PaidPackage {
  const { paid } = care
  const known = paid === null ? null : paidLike(paid, planOf(care).rateLineId, planOf(altered).rateLineId)
  return { ...altered, paid: known }
}

import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { listAgreementsOf } from './agreements-of.ts'
import { listDelivered } from './delivered.ts'
import { getPackage } from './package.ts'
import { listPackageWarnings } from './package-warnings.ts'
import { getPayers } from './payers.ts'
import type { Reach } from './reach.ts'
import { findSuspension, listReleaseRefusals } from './suspensions.ts'
import { listUpliftsOf } from './uplifts-of.ts'
import { listVariations } from './variations.ts'
import { listVisitPricesOf } from './visit-prices-of.ts'

type Asked = {
  readonly id: string
  readonly today: LocalDate
  /** No weeks for whoever may not see what was recorded. */
  readonly seesWeeks: boolean
}
export type AroundPackage = Awaited<ReturnType<typeof getAroundPackage>>

/** One package with all that stands about it, for its page on either face. */
export async function getAroundPackage(tx: Tx, reach: Reach, { id, today, seesWeeks }: Asked) {
  const [care, agreements, variations, suspension, refusals, warnings, weeks, payers, upliftsOf, visitPrices] =
    await Promise.all([
      getPackage(tx, reach, id),
      listAgreementsOf(tx, reach, id),
      listVariations(tx, reach, { packageId: id }),
      findSuspension(tx, reach, id),
      listReleaseRefusals(tx, reach, id),
      listPackageWarnings(tx, reach, { ids: [id], today }),
      seesWeeks ? listDelivered(tx, reach, id, today) : [],
      getPayers(tx, reach, id),
      listUpliftsOf(tx, reach, [id]),
      listVisitPricesOf(tx, reach, { packageId: id, today }),
    ])
  const uplifts = upliftsOf.get(care.id) ?? []
  return { care, agreements, variations, suspension, refusals, warnings, weeks, payers, uplifts, visitPrices }
}

/** A package that is to change from a day on, and whether visits of its lines have prices of their own then or later. */
export async function getVariedCare(
  tx: Tx,
  reach: Reach,
  { packageId, fromOn }: { readonly packageId: string; readonly fromOn: LocalDate },
) {
  const [care, visitPrices] = await Promise.all([
    getPackage(tx, reach, packageId),
    listVisitPricesOf(tx, reach, { packageId, today: fromOn }),
  ])
  return { care, byVisits: visitPrices.length > 0 }
}

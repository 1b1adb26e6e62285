import { earliest, isBefore, type LocalDate } from '../../../core/dates.ts'
import type { Rate } from '../../../core/money.ts'
import { versionsAfter, type ChangeWanted } from './care-change.ts'
import type { BookLine } from './commission.ts'
import { correctedFrom, correctedPackage, OWN_LINE, rateLineOf, type Expected } from './correction.ts'
import type { Package, RateRow } from './package.ts'
import { inForceOn } from './price-steps.ts'
import { withVersions } from './variation.ts'

/** Care as a change that nobody has made yet would leave it. */
export type ChangedCare = {
  readonly before: Package
  readonly after: Package
  /** The first day that the change is about. */
  readonly fromOn: LocalDate
  /** The line that days since are paid by, where it is another one; `own` where it is made for this care alone. */
  readonly paidBy: {
    readonly rateLineId: string
    readonly own: { readonly like: string; readonly price: Rate } | null
  } | null
}

/** Another plan, line of the book or price of its own, as `changePackage` would make it. Undefined where it cannot. */
export function changedCare(care: Package, wanted: ChangeWanted, line: BookLine | undefined): ChangedCare | undefined {
  const { fromOn, ownPrice } = wanted
  const rateLineId = ownPrice === null ? wanted.rateLineId : OWN_LINE
  const change = versionsAfter(care, wanted, rateLineId)
  if (!change.ok) return undefined
  const rates = [...care.rates, ...ratesOf(care, wanted, line)]
  const isMoved = inForceOn(care.versions, fromOn)?.rateLineId !== rateLineId
  const own = ownPrice === null ? null : { like: wanted.rateLineId, price: ownPrice.price }
  const after = { ...withVersions(care, change.value), rates }
  return { before: care, after, fromOn, paidBy: isMoved ? { rateLineId, own } : null }
}

/** What the new line costs by days, where the care does not know it yet. */
function ratesOf(care: Package, { fromOn, ownPrice }: ChangeWanted, line: BookLine | undefined): readonly RateRow[] {
  if (ownPrice !== null) return [{ rateLineId: OWN_LINE, from: fromOn, until: null, price: ownPrice.price }]
  if (line === undefined || care.rates.some(({ rateLineId }) => rateLineId === line.id)) return []
  return line.prices.map((price) => ({ ...price, rateLineId: line.id }))
}

/** What the provider expects instead, as `correctPackage` would write it. */
export function correctedCare(care: Package, expected: Expected): ChangedCare {
  const { price, fromOn } = expected
  const paidBy = price === null ? null : { rateLineId: OWN_LINE, own: { like: rateLineOf(care), price } }
  return { before: care, after: correctedPackage(care, expected), fromOn: correctedFrom(care, fromOn), paidBy }
}

/** Other first and last days, as `changeDates` would write them: the first plan begins with the care. */
export function redatedCare(care: Package, { startsOn, endsOn }: Pick<Package, 'startsOn' | 'endsOn'>): ChangedCare {
  const first = care.versions.toSorted((a, b) => (a.from < b.from ? -1 : 1))[0]
  const versions = care.versions.map((one) =>
    one === first && isBefore(startsOn, one.from) ? { ...one, from: startsOn } : one,
  )
  const endReason = endsOn === null ? null : care.endReason
  return {
    before: care,
    after: { ...care, startsOn, endsOn, endReason, versions },
    fromOn: earliest(startsOn, care.startsOn),
    paidBy: null,
  }
}

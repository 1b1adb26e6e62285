import { addDays, isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { charge, type Pence, type Quantity, type Rate } from '../../../core/money.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { hasOverfullDay, isSameTimetable, type CarePlan } from './care-plan.ts'
import { bookPriceOn, type BookLine, type OwnPrice } from './commission.ts'
import type { Cause, Package, PackageVersion } from './package.ts'
import { inForceOn } from './price-steps.ts'
import { changeVersions, type VersionChange } from './variation.ts'

/** What staff change about care that there is, for good, from a day on. */
export type ChangeWanted = {
  readonly fromOn: LocalDate
  /** A new decision, or what should have been commissioned from that day. */
  readonly cause: 'social-work-decision' | 'correction'
  readonly plan: CarePlan
  readonly rateLineId: string
  readonly ownPrice: OwnPrice | null
}

export type CareChangeFault =
  | 'not-changeable'
  | 'before-care'
  | 'after-care'
  | 'nothing-changes'
  | 'nothing-planned'
  | 'too-much'
  | 'overfull-day'
  | 'no-price'
  | 'other-unit'
  | 'same-price'
  | 'reason-missing'

const HOURS_IN_A_WEEK = 168n * 30_000n

/** `line` is the line of the price book that is to pay for it; nothing where the package keeps a line of its own. */
export function changeFaults(
  care: Package,
  wanted: ChangeWanted,
  line: BookLine | undefined,
): readonly CareChangeFault[] {
  const { fromOn, plan, ownPrice } = wanted
  const price = priceOf(care, wanted, line)
  const faults: readonly (readonly [boolean, CareChangeFault])[] = [
    [care.status !== 'authorised' && care.status !== 'active', 'not-changeable'],
    [isBefore(fromOn, care.startsOn), 'before-care'],
    [care.endsOn !== null && isAfter(fromOn, care.endsOn), 'after-care'],
    [plan.planned === 0n, 'nothing-planned'],
    [care.unit === 'hour' && plan.planned > HOURS_IN_A_WEEK, 'too-much'],
    [hasOverfullDay(plan, care.unit), 'overfull-day'],
    [line !== undefined && line.unit !== care.unit, 'other-unit'],
    [price === undefined, 'no-price'],
    [ownPrice !== null && line !== undefined && ownPrice.price === bookPriceOn(line, fromOn), 'same-price'],
    [ownPrice?.reason.trim() === '', 'reason-missing'],
    [ownPrice === null && isAsItIs(care, wanted), 'nothing-changes'],
  ]
  return faults.flatMap(([isFault, code]) => (isFault ? [code] : []))
}

function isAsItIs(care: Package, { fromOn, plan, rateLineId }: ChangeWanted): boolean {
  const now = inForceOn(care.versions, fromOn)
  if (now === undefined) return false
  const visits = care.timetable.filter(({ version }) => version === now.version)
  return (
    now.planned === plan.planned &&
    now.rateLineId === rateLineId &&
    (plan.plannedByDay === null) === (now.plannedByDay === null) &&
    now.plannedByDay?.join() === plan.plannedByDay?.join() &&
    isSameTimetable(visits, plan.visits)
  )
}

/** What is paid for a unit on the first day of the change. */
export function priceOf(
  care: Pick<Package, 'rates'>,
  { fromOn, rateLineId, ownPrice }: Pick<ChangeWanted, 'fromOn' | 'rateLineId' | 'ownPrice'>,
  line: BookLine | undefined,
): Rate | undefined {
  if (ownPrice !== null) return ownPrice.price
  if (line !== undefined) return bookPriceOn(line, fromOn)
  return inForceOn(
    care.rates.filter((row) => row.rateLineId === rateLineId),
    fromOn,
  )?.price
}

export type CareEffect = {
  readonly before: { readonly planned: Quantity; readonly weekly: Pence } | undefined
  readonly after: { readonly planned: Quantity; readonly weekly: Pence }
}

/** A week as it is and as it would be. */
export function effectOfChange(
  care: Package,
  wanted: ChangeWanted,
  line: BookLine | undefined,
): CareEffect | undefined {
  const price = priceOf(care, wanted, line)
  if (price === undefined) return undefined
  const now = inForceOn(care.versions, wanted.fromOn)
  const paid =
    now &&
    inForceOn(
      care.rates.filter((row) => row.rateLineId === now.rateLineId),
      wanted.fromOn,
    )
  return {
    before: now && paid && { planned: now.planned, weekly: charge(now.planned, paid.price) },
    after: { planned: wanted.plan.planned, weekly: charge(wanted.plan.planned, price) },
  }
}

/** The versions after it. Days that another change has decided already are not touched. */
export function versionsAfter(
  care: Package,
  { fromOn, plan, cause }: ChangeWanted,
  rateLineId: string,
): Outcome<VersionChange, { readonly code: 'another-change' }> {
  const changed = changeVersions(care.versions, { kind: 'permanent', fromOn, lastOn: null, ...plan })
  if (!changed.ok) return refused(changed.refusal)
  const { closed, added } = changed.value
  const why: Cause = cause
  return done({ cause: why, closed, added: added.map((one) => ({ ...one, rateLineId })) })
}

export type DatesFault =
  | 'not-changeable'
  | 'runs-backward'
  | 'nothing-changes'
  | 'before-contract'
  | 'after-contract'
  | 'no-price'
  | 'recorded-before'
  | 'recorded-after'
  | 'changed-before'

type Recorded = { readonly first: LocalDate; readonly last: LocalDate }
type Dates = { readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }

/** What keeps the care from having other dates: nothing that was recorded or decided may fall out of it. */
export function datesFaults(
  care: Package,
  { startsOn, endsOn }: Dates,
  recorded: Recorded | undefined,
): readonly DatesFault[] {
  const first = care.versions.toSorted((a, b) => (a.from < b.from ? -1 : 1))[0]
  const rates = care.rates.filter(({ rateLineId }) => rateLineId === first?.rateLineId)
  const faults: readonly (readonly [boolean, DatesFault])[] = [
    [care.status !== 'authorised' && care.status !== 'active', 'not-changeable'],
    [startsOn === care.startsOn && endsOn === care.endsOn, 'nothing-changes'],
    [endsOn !== null && isBefore(endsOn, startsOn), 'runs-backward'],
    [isBefore(startsOn, care.contract.startsOn), 'before-contract'],
    [care.contract.endsOn !== null && isAfter(startsOn, care.contract.endsOn), 'after-contract'],
    [isBefore(startsOn, care.startsOn) && inForceOn(rates, startsOn) === undefined, 'no-price'],
    [recorded !== undefined && isAfter(startsOn, addDays(recorded.first, 6)), 'recorded-before'],
    [recorded !== undefined && endsOn !== null && isBefore(endsOn, recorded.last), 'recorded-after'],
    [changedBefore(first, startsOn), 'changed-before'],
  ]
  return faults.flatMap(([isFault, code]) => (isFault ? [code] : []))
}

/** The first plan would have no day left. */
function changedBefore(first: PackageVersion | undefined, startsOn: LocalDate): boolean {
  return first?.until !== undefined && first.until !== null && !isBefore(startsOn, first.until)
}

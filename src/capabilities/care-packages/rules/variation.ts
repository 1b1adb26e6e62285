import { addDays, daysBetween, isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { charge, divideHalfAwayFromZero, pence, type Pence, type Quantity, type Rate } from '../../../core/money.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { hasOverfullDay, isSameTimetable, timetableChanges, type PlannedVisit, type VisitChange } from './care-plan.ts'
import { isFarAhead } from './far-ahead.ts'
import type { Cause, OpenRange, Package, PackageVersion, PriceStep } from './package.ts'
import { commonDays, inForceOn, priceSteps, stepOn } from './price-steps.ts'

/** A change that a provider asks for: other care from a day on, for good or until a last day. */
export type AskedChange = {
  readonly kind: 'temporary' | 'permanent'
  readonly fromOn: LocalDate
  readonly lastOn: LocalDate | null
  /** Units asked for one whole week. */
  readonly planned: Quantity
  /** Monday to Sunday, where the package is planned by day. */
  readonly plannedByDay: readonly Quantity[] | null
  /** The visits of a week, where care has a timetable. */
  readonly visits?: readonly PlannedVisit[]
}

export type VariationStatus = 'waiting' | 'accepted' | 'refused' | 'withdrawn'

/** A change is asked for within so many days after it began, unless the council says otherwise. */
export const USUAL_ASK_WITHIN_DAYS = 14
export const LONGEST_ASK_WITHIN_DAYS = 365
/** When a change is asked for, and within how many days it had to be. */
export type Asking = { readonly askedOn: LocalDate; readonly within: number }
/** The council answers within so many working days. */
export const ANSWER_WITHIN_DAYS = 5
const HOURS_IN_A_WEEK = 168n * 30_000n

export type VariationFault =
  | 'nothing-changes'
  | 'nothing-planned'
  | 'too-much'
  | 'overfull-day'
  | 'before-care'
  | 'after-care'
  | 'far-ahead'
  | 'ends-far-ahead'
  | 'runs-backward'
  | 'no-price'

export function faultsOf(care: Package, asked: AskedChange, today: LocalDate): readonly VariationFault[] {
  const { fromOn, lastOn, planned } = asked
  const step = priceStepOf(care, asked)
  const faults: readonly (readonly [boolean, VariationFault])[] = [
    [isBefore(fromOn, care.startsOn), 'before-care'],
    [care.endsOn !== null && isAfter(lastOn ?? fromOn, care.endsOn), 'after-care'],
    [isFarAhead(fromOn, today), 'far-ahead'],
    [lastOn !== null && isFarAhead(lastOn, today), 'ends-far-ahead'],
    [lastOn !== null && isBefore(lastOn, fromOn), 'runs-backward'],
    [planned === 0n, 'nothing-planned'],
    [care.unit === 'hour' && planned > HOURS_IN_A_WEEK, 'too-much'],
    [hasOverfullDay(asked, care.unit), 'overfull-day'],
    [step === undefined, 'no-price'],
    [step !== undefined && isSamePlan(care, step, asked), 'nothing-changes'],
  ]
  return faults.flatMap(([isFault, code]) => (isFault ? [code] : []))
}

function isSamePlan(care: Package, step: PriceStep, { planned, plannedByDay, visits }: AskedChange): boolean {
  const version = care.versions.find((one) => one.version === step.version)
  return (
    step.planned === planned &&
    (plannedByDay === null || version?.plannedByDay?.join() === plannedByDay.join()) &&
    (visits === undefined || isSameTimetable(visitsOf(care, step), visits))
  )
}

function visitsOf({ timetable }: Package, { version }: PriceStep): readonly PlannedVisit[] {
  return timetable.filter((visit) => visit.version === version)
}

export type Effect = {
  readonly before: PriceStep
  readonly planned: Quantity
  readonly weekly: Pence
  /** Units more, or fewer, in a week. */
  readonly units: bigint
  readonly weeklyDifference: Pence
  readonly whole: WholeEffect | null
  /** Visit by visit, where care has a timetable: all of it is gone where an amount is asked for without visits. */
  readonly visits: readonly VisitChange[]
}

/** Over all the days of a temporary change, each at its own price. */
type WholeEffect = {
  readonly days: number
  readonly difference: Pence
  /** Days with which a price begins, in order; more than one where it changes within the change. */
  readonly prices: readonly { readonly from: LocalDate; readonly price: Rate }[]
  /** For these the price book has no price yet, and nothing is counted. */
  readonly daysWithoutPrice: number
}

/** What the change does to a week, at the price of its first day, and to all of it where its end is known. */
export function effectOf(care: Package, asked: AskedChange): Effect | undefined {
  const before = priceStepOf(care, asked)
  if (before === undefined) return undefined
  const weekly = charge(asked.planned, before.price)
  const weeklyDifference = pence(weekly - before.weekly)
  return {
    before,
    planned: asked.planned,
    weekly,
    units: asked.planned - before.planned,
    weeklyDifference,
    whole: asked.lastOn === null ? null : wholeEffect(care, asked, addDays(asked.lastOn, 1)),
    visits: timetableChanges(visitsOf(care, before), asked.visits ?? []),
  }
}

/** Weeks are rounded as they are paid; their sevenths are added up and rounded once. */
function wholeEffect(care: Package, { fromOn, planned }: AskedChange, until: LocalDate): WholeEffect {
  const parts = priceSteps(care).flatMap((step) => {
    const days = commonDays(step, { from: fromOn, until })
    const count = days.until === null ? 0 : daysBetween(days.from, days.until)
    if (count <= 0) return []
    const difference = (charge(planned, step.price) - step.weekly) * BigInt(count)
    return [{ from: days.from, price: step.price, count, difference }]
  })
  const days = daysBetween(fromOn, until)
  const sevenths = parts.reduce((sum, { difference }) => sum + difference, 0n)
  return {
    days,
    difference: pence(divideHalfAwayFromZero(sevenths, 7n)),
    prices: parts.filter(({ price }, index) => price !== parts[index - 1]?.price),
    daysWithoutPrice: days - parts.reduce((sum, { count }) => sum + count, 0),
  }
}

function priceStepOf(care: Package, { fromOn }: AskedChange): PriceStep | undefined {
  return stepOn(priceSteps(care), fromOn)
}

/** Days by which the asking is late; nothing while it is in time. */
export function daysLate(fromOn: LocalDate, { askedOn, within }: Asking): number {
  return Math.max(0, daysBetween(addDays(fromOn, within), askedOn))
}

/**
 * The day from which a change counts once it is accepted. More care that is asked for too late counts from the day of
 * asking only. Less care counts from its first day however late it is said: nobody is paid for care that was not planned.
 */
export function countsFrom(care: Package, asked: AskedChange, asking: Asking): LocalDate {
  const before = priceStepOf(care, asked)
  const isMore = before === undefined || asked.planned > before.planned
  return isMore && daysLate(asked.fromOn, asking) > 0 ? asking.askedOn : asked.fromOn
}

/** A change for a time that was over before it was asked for, too late: nothing of it would count. */
export function isAllTooLate(care: Package, asked: AskedChange, asking: Asking): boolean {
  return asked.lastOn !== null && isBefore(asked.lastOn, countsFrom(care, asked, asking))
}

export type NewVersion = OpenRange & {
  readonly version: number
  readonly planned: Quantity
  readonly plannedByDay: readonly Quantity[] | null
  readonly rateLineId: string
  readonly temporary: boolean
  /** The version whose plan is taken up again, with its timetable. */
  readonly resumes: number | null
  /** A timetable of its own. */
  readonly visits?: readonly PlannedVisit[]
}
export type VersionChange = {
  readonly cause: Cause
  readonly closed: OpenRange & { readonly version: number }
  readonly added: readonly NewVersion[]
}
export type ChangeRefusal = { readonly code: 'another-change' }

/** The care with the versions of a change: what has no day left is gone. */
export function withVersions(care: Package, { cause, closed, added }: VersionChange): Package {
  const kept = care.versions.map((one) => (one.version === closed.version ? { ...one, until: closed.until } : one))
  const versions = [...kept, ...added.map((one): PackageVersion => ({ ...one, cause }))]
  return { ...care, versions: versions.filter(({ from, until }) => until === null || isBefore(from, until)) }
}

/**
 * The versions after the change. After a temporary one the old plan is taken up again by a version of its own, numbered
 * before the change, so that the newest number is always what was decided last. Days that another change has already
 * decided are not touched: that one is altered first.
 */
export function changeVersions(
  versions: readonly PackageVersion[],
  { fromOn, lastOn, planned, plannedByDay, visits }: AskedChange,
): Outcome<VersionChange, ChangeRefusal> {
  const active = inForceOn(versions, fromOn)
  const until = lastOn === null ? null : addDays(lastOn, 1)
  if (active === undefined || (active.until !== null && (until === null || isAfter(until, active.until))))
    return refused({ code: 'another-change' })

  const next = Math.max(...versions.map(({ version }) => version)) + 1
  const { rateLineId } = active
  const resumed =
    until === null || until === active.until ? [] : [{ ...active, version: next, from: until, resumes: active.version }]
  const changed = {
    version: next + resumed.length,
    from: fromOn,
    until,
    planned,
    plannedByDay,
    rateLineId,
    temporary: lastOn !== null,
    resumes: null,
    ...(visits !== undefined && { visits }),
  }
  return done({
    cause: 'social-work-decision',
    closed: { version: active.version, from: active.from, until: fromOn },
    added: [...resumed, changed],
  })
}

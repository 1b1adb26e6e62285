import fc from 'fast-check'
import type { NightsTier } from '../../../core/absence-tiers.ts'
import { addDays, localDate, weekdayOf, type LocalDate } from '../../../core/dates.ts'
import { quantity, rate, type Quantity, type Rate } from '../../../core/money.ts'
import { END_REASONS, nightsAfter, type EndReason, type NightsAfter } from '../../../core/nights-after.ts'
import { percent, wholePercent } from '../../../core/percent.ts'
import { isEmpty, overlapOf, type DayRange } from '../../../core/periods.ts'
import type { SaidVisitPrices } from '../../../core/visit-prices.ts'
import type { PriceRow } from '../rules/prices.ts'
import type { StayInput } from '../rules/stay.ts'
import type { RecordedDay, WeekInput } from '../rules/week.ts'
import { someAbsence } from './random-absences.ts'

/** A version of a package as the database holds it: its days, its plan by day from Monday, its prices. */
export type Version = {
  readonly days: DayRange
  /** Prices of visits of its line, by date. */
  readonly tables?: readonly (DayRange & SaidVisitPrices)[]
  readonly byDay: readonly Quantity[] | null
  readonly prices: readonly { readonly from: LocalDate; readonly until: LocalDate | null; readonly price: Rate }[]
}
export type Package = {
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly versions: readonly Version[]
}
export type WeekCase = Package & {
  readonly weekStart: LocalDate
  readonly unit: 'hour' | 'session'
  readonly terms: 'actual' | 'planned'
  readonly frustratedPercent: number
  readonly tolerance: number | null
  readonly planned: Quantity
  readonly frustrated: Quantity
  readonly missed: Quantity
  readonly extra: Quantity
  /** On which days of the week the visits fell; null when it was recorded as one amount. */
  readonly visitDays: readonly [number, number, number] | null
}
export type StayCase = Package & {
  readonly dayRule: 'nights' | 'inclusive'
  /** Away from home; until for ever while nobody is back. */
  readonly away: DayRange | null
  readonly tiers: readonly NightsTier[]
  readonly after: NightsAfter
  readonly endReason: EndReason | null
}

export const EVER = localDate('9999-12-31')
export const BEFORE = localDate('2024-06-03')

const someParts = fc.oneof(
  fc.integer({ min: 0, max: 80 }).map((quarters) => BigInt(quarters) * 7_500n),
  fc.integer({ min: 0, max: 1_200 }).map((minutes) => BigInt(minutes) * 500n),
)
export const someRate = fc.oneof(
  fc.constantFrom(rate(224_000n), rate(236_000n)),
  fc.bigInt({ min: 0n, max: 9_000_000n }).map(rate),
)
const someByDay = fc.option(
  fc.array(fc.oneof(fc.constant(0n), someParts), { minLength: 7, maxLength: 7 }).map((day) => day.map(quantity)),
  { freq: 2 },
)

/** One price for ever, a change inside the days, or a gap in which nothing is priced. */
function somePrices(first: LocalDate, length: number) {
  const day = fc.integer({ min: 0, max: length }).map((offset) => addDays(first, offset))
  return fc.oneof(
    { weight: 3, arbitrary: someRate.map((price) => [{ from: BEFORE, until: null, price }]) },
    {
      weight: 3,
      arbitrary: fc.tuple(day, someRate, someRate).map(([change, before, after]) => [
        { from: BEFORE, until: change, price: before },
        { from: change, until: null, price: after },
      ]),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(day, day, someRate, someRate).map(([one, other, before, after]) => [
        { from: BEFORE, until: one < other ? one : other, price: before },
        { from: addDays(one < other ? other : one, 1), until: null, price: after },
      ]),
    },
  )
}

/** A package around some days: in force throughout or beginning or ending within them, with one version or two. */
export function somePackage(first: LocalDate, length: number): fc.Arbitrary<Package> {
  const offset = fc.integer({ min: 0, max: length - 1 })
  return fc
    .record({
      starts: fc.option(offset, { freq: 3 }),
      ends: fc.option(offset, { freq: 3 }),
      change: fc.option(fc.integer({ min: 1, max: length - 1 }), { freq: 2 }),
      byDay: fc.tuple(someByDay, someByDay),
      prices: fc.tuple(somePrices(first, length), somePrices(first, length)),
    })
    .filter(({ starts, ends }) => starts === null || ends === null || starts <= ends)
    .map(({ starts, ends, change, byDay, prices }) => {
      const startsOn = starts === null ? BEFORE : addDays(first, starts)
      const middle = change === null ? EVER : addDays(first, change)
      const versions = [
        { days: { from: startsOn, until: middle }, byDay: byDay[0], prices: prices[0] },
        { days: { from: startsOn > middle ? startsOn : middle, until: EVER }, byDay: byDay[1], prices: prices[1] },
      ].filter(({ days }) => !isEmpty(days))
      return { startsOn, endsOn: ends === null ? null : addDays(first, ends), versions }
    })
}

const weekStarts = fc.constantFrom(localDate('2025-03-31'), localDate('2025-04-05'))

export const someWeek: fc.Arbitrary<WeekCase> = weekStarts.chain((weekStart) =>
  fc
    .record({
      place: somePackage(weekStart, 7),
      unit: fc.constantFrom('hour' as const, 'session' as const),
      terms: fc.constantFrom('actual' as const, 'actual' as const, 'planned' as const),
      frustratedPercent: fc.oneof(fc.constant(100), fc.integer({ min: 0, max: 100 })),
      tolerance: fc.option(fc.integer({ min: 0, max: 5_000 }), { freq: 2 }),
      parts: fc.tuple(someParts, someParts, someParts, someParts),
      visitDays: fc.option(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)), { freq: 2 }),
    })
    .map(({ place, unit, parts, ...rest }) => {
      // Hundredths of a session, minutes of an hour: what can be recorded.
      const [planned = 0n, frustrated = 0n, missed = 0n, extra = 0n] =
        unit === 'hour' ? parts : parts.map((part) => (part / 300n) * 300n)
      const whole = planned + frustrated + missed
      return { ...place, ...rest, weekStart, unit, ...quantities({ planned: whole, frustrated, missed, extra }) }
    }),
)

type Parts = Readonly<Record<'planned' | 'frustrated' | 'missed' | 'extra', bigint>>
function quantities({ planned, frustrated, missed, extra }: Parts) {
  return {
    planned: quantity(planned),
    frustrated: quantity(frustrated),
    missed: quantity(missed),
    extra: quantity(extra),
  }
}

export const STAY_PERIOD: DayRange = { from: localDate('2025-03-31'), until: localDate('2025-04-28') }
export const someStay: fc.Arbitrary<StayCase> = fc
  .tuple(
    somePackage(STAY_PERIOD.from, 28),
    fc.record({
      dayRule: fc.constantFrom('nights' as const, 'inclusive' as const),
      after: fc.record({ deathDays: fc.nat(14), noticeDays: fc.nat(31) }),
      endReason: fc.option(fc.constantFrom(...END_REASONS), { freq: 2 }),
    }),
    someAbsence,
  )
  .map(([place, rule, absence]) => ({ ...place, ...rule, ...absence }))

/** Half of what was delivered on one day of care and the rest on another, and what was frustrated on a third. */
export function recordedByDay(one: WeekCase): readonly RecordedDay[] | undefined {
  if (one.visitDays === null) return undefined
  const cared = Array.from({ length: 7 }, (_, offset) => offset).filter((offset) => {
    const day = addDays(one.weekStart, offset)
    return one.startsOn <= day && (one.endsOn === null || day <= one.endsOn)
  })
  const [first, second, third] = one.visitDays.map((place) => cared[place % cared.length])
  const actual = one.planned - one.frustrated - one.missed + one.extra
  const half = actual / 2n
  return Array.from({ length: 7 }, (_, offset) => ({
    actual: quantity((offset === first ? half : 0n) + (offset === second ? actual - half : 0n)),
    frustrated: quantity(offset === third ? one.frustrated : 0n),
  }))
}

/** What the rule is asked about the same week. */
export function weekInputOf(one: WeekCase): WeekInput {
  const { planned, frustrated, missed, extra, unit, terms, weekStart } = one
  return {
    ...{ weekStart, unit, terms, planned, frustrated, missed, extra, comment: 'agreed' },
    prices: pricesOf(one),
    frustratedPercent: wholePercent(one.frustratedPercent),
    tolerancePercent: one.tolerance === null ? undefined : percent(BigInt(one.tolerance) * 100n),
    plannedByDay: plannedByDayOf(one),
    recordedByDay: recordedByDay(one),
    packageFrom: one.startsOn,
    packageTo: one.endsOn ?? undefined,
    today: addDays(weekStart, 60),
  }
}

/** Undefined where some version in force in the week does not plan by day. */
export function plannedByDayOf(one: Package & { readonly weekStart: LocalDate }): readonly Quantity[] | undefined {
  const days = overlapOf(
    { from: one.weekStart, until: addDays(one.weekStart, 7) },
    { from: one.startsOn, until: one.endsOn === null ? EVER : addDays(one.endsOn, 1) },
  )
  const inForce = one.versions.filter((version) => !isEmpty(overlapOf(version.days, days)))
  if (inForce.some(({ byDay }) => byDay === null)) return undefined
  return Array.from({ length: 7 }, (_, offset) => {
    const day = addDays(one.weekStart, offset)
    const version = one.versions.find(({ days: { from, until } }) => from <= day && day < until)
    return version?.byDay?.[weekdayOf(day) - 1] ?? quantity(0n)
  })
}

export function stayInputOf(one: StayCase): StayInput {
  return {
    prices: pricesOf(one),
    arrived: one.startsOn,
    left: one.endsOn ?? undefined,
    period: STAY_PERIOD,
    dayRule: one.dayRule,
    extraNights: BigInt(nightsAfter(one.endsOn === null ? null : one.endReason, one.after)),
    absences: one.away === null ? [] : [one.away],
    absenceTiers: one.tiers,
  }
}

function pricesOf({ versions }: Package): readonly PriceRow[] {
  return versions.flatMap(({ days, prices }) =>
    prices.flatMap(({ from, until, price }) => {
      const inForce = overlapOf(days, { from, until: until ?? EVER })
      return isEmpty(inForce) ? [] : [{ ...inForce, price }]
    }),
  )
}

/** Puts the case into the database under a contract of its own, and answers its package. */

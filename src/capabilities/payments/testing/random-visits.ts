import fc from 'fast-check'
import { addDays, localDate, type LocalDate } from '../../../core/dates.ts'
import { minutes } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import { isEmpty, type DayRange } from '../../../core/periods.ts'
import {
  BAND_DAYS,
  visitPricesOf,
  type BandDay,
  type CalendarDay,
  type SaidVisitPrices,
} from '../../../core/visit-prices.ts'
import { decodeVisit, encodeVisits, type TimedVisit } from '../../../core/visit-times.ts'
import type { Builder } from '../../../testing/world.ts'
import type { WeekInput } from '../rules/week.ts'
import { EVER, plannedByDayOf, somePackage, someRate, type Package, type Version } from './random-cases.ts'
import { insertPackage } from './random-rows.ts'

/** A week that is known by its visits, under a line with prices of visits by date. */
export type VisitWeekCase = Package & {
  readonly weekStart: LocalDate
  readonly terms: 'actual' | 'planned'
  readonly frustratedPercent: number
  readonly times: readonly TimedVisit[]
}

/** Good Friday and Easter Monday are bank holidays; these are the council's own. */
export const CALENDAR: readonly CalendarDay[] = [
  { day: localDate('2025-04-16'), kind: 'bank-holiday' },
  { day: localDate('2025-04-20'), kind: 'special-day' },
  { day: localDate('2025-04-21'), kind: 'ordinary-day' },
]
/** Easter, in weeks that begin on Monday and on Saturday. */
const weekStarts = fc.constantFrom(localDate('2025-04-14'), localDate('2025-04-19'))

const somePrice = someRate.map(Number)
const someMinute = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.nat(1_439),
)
const someDays: fc.Arbitrary<readonly BandDay[]> = fc.uniqueArray(fc.constantFrom(...BAND_DAYS), {
  minLength: 1,
  maxLength: 3,
})
const someBand = fc
  .record({ days: someDays, from: someMinute, until: fc.oneof(someMinute, fc.constant(1_440)), price: somePrice })
  .filter(({ from, until }) => from !== until)
const someFixed = fc.uniqueArray(fc.record({ minutes: fc.constantFrom(15, 20, 30, 45, 60, 120), price: somePrice }), {
  maxLength: 3,
  selector: ({ minutes: length }) => length,
})
const someSaid: fc.Arbitrary<SaidVisitPrices> = fc
  .record({ split: fc.boolean(), fixed: someFixed, bands: fc.array(someBand, { maxLength: 5 }) })
  .filter(({ fixed, bands }) => fixed.length + bands.length > 0)

/** None, one for ever, or two that follow each other within the week. */
function someTables(weekStart: LocalDate) {
  const from = localDate('2024-06-03')
  const change = fc.integer({ min: 0, max: 7 }).map((offset) => addDays(weekStart, offset))
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: someSaid.map((said) => [{ from, until: EVER, ...said }]) },
    {
      weight: 2,
      arbitrary: fc.tuple(someSaid, someSaid, change).map(([before, after, day]) => [
        { from, until: day, ...before },
        { from: day, until: EVER, ...after },
      ]),
    },
  )
}

const someTime = fc.record({
  minute: fc.nat(10_079),
  paid: fc.oneof(fc.constantFrom(15, 30, 45, 60, 90), fc.integer({ min: 1, max: 1_500 })),
  frustrated: fc.boolean(),
})

export const someVisitWeek: fc.Arbitrary<VisitWeekCase> = weekStarts.chain((weekStart) =>
  fc
    .record({
      place: somePackage(weekStart, 7),
      tables: fc.tuple(someTables(weekStart), someTables(weekStart)),
      terms: fc.constantFrom('actual' as const, 'actual' as const, 'actual' as const, 'planned' as const),
      frustratedPercent: fc.oneof(fc.constant(100), fc.integer({ min: 0, max: 100 })),
      times: fc.array(someTime, { maxLength: 6 }),
    })
    .map(({ place, tables, times, ...rest }) => {
      const versions = place.versions.map((version, index) => ({ ...version, tables: tables[index] ?? [] }))
      const cared = times.filter(({ minute }) => isCaredOn(place, addDays(weekStart, Math.floor(minute / 1_440))))
      return { ...place, ...rest, weekStart, versions, times: encodeVisits(cared).map(decodeVisit) }
    }),
)

function isCaredOn({ startsOn, endsOn }: Package, day: LocalDate): boolean {
  return startsOn <= day && (endsOn === null || day <= endsOn)
}

const sumOf = (times: readonly TimedVisit[]) => minutes(times.reduce((total, { paid }) => total + paid, 0))

function amountsOf({ times }: VisitWeekCase) {
  const frustrated = sumOf(times.filter((one) => one.frustrated))
  const actual = sumOf(times.filter((one) => !one.frustrated))
  const byDay = (which: boolean) =>
    Array.from({ length: 7 }, (_, day) =>
      sumOf(times.filter(({ minute, frustrated: isOne }) => isOne === which && Math.floor(minute / 1_440) === day)),
    )
  return {
    planned: quantity(actual + frustrated),
    actual,
    frustrated,
    actualByDay: byDay(false),
    frustratedByDay: byDay(true),
  }
}

/** What the rule is asked about the same week. */
export function visitWeekInputOf(one: VisitWeekCase): WeekInput {
  const { weekStart, terms, times, versions, startsOn, endsOn } = one
  const { planned, frustrated, actualByDay, frustratedByDay } = amountsOf(one)
  const zero = quantity(0n)
  return {
    ...{ weekStart, unit: 'hour', terms, planned, frustrated, missed: zero, extra: zero, comment: 'as logged' },
    prices: versions.flatMap((version) => linePrices(version).flatMap((row) => within(row, version.days))),
    frustratedPercent: wholePercent(one.frustratedPercent),
    plannedByDay: plannedByDayOf(one),
    recordedByDay: actualByDay.map((actual, day) => ({ actual, frustrated: frustratedByDay[day] ?? zero })),
    ...{ packageFrom: startsOn, packageTo: endsOn ?? undefined, today: addDays(weekStart, 60) },
    visits: {
      times,
      calendar: CALENDAR,
      lines: versions.map((version) => ({
        days: version.days,
        prices: linePrices(version),
        tables: (version.tables ?? []).map((table) => ({
          from: table.from,
          until: table.until,
          ...visitPricesOf(table),
        })),
      })),
    },
  }
}

function linePrices({ prices }: Version) {
  return prices.map(({ from, until, price }) => ({ from, until: until ?? EVER, price })).filter((row) => !isEmpty(row))
}

function within<Row extends DayRange>(row: Row, days: DayRange): readonly Row[] {
  const cut = {
    ...row,
    from: row.from > days.from ? row.from : days.from,
    until: row.until < days.until ? row.until : days.until,
  }
  return isEmpty(cut) ? [] : [cut]
}

/** Puts the case into the database under a contract of its own, and answers its package. */
export async function insertVisitWeek(build: Builder, councilId: string, one: VisitWeekCase): Promise<string> {
  const rule = { payment_terms: one.terms, frustrated_percent: one.frustratedPercent, recording: 'visits' }
  const versions = one.versions.map((version) => ({
    ...version,
    tables: version.tables?.filter((table) => !isEmpty(table)) ?? [],
  }))
  const { packageId, place } = await insertPackage(build, councilId, { ...one, versions }, { rule, unit: 'hour' })
  const { planned, actual, frustrated, actualByDay, frustratedByDay } = amountsOf(one)
  await build.insert('actuals.week', {
    ...place,
    week_start: one.weekStart,
    package_id: packageId,
    status: 'confirmed',
    ...{ planned, actual, frustrated, missed: 0n, extra: 0n },
    actual_by_day: actualByDay.map(String),
    frustrated_by_day: frustratedByDay.map(String),
    visit_times: [...encodeVisits(one.times)],
    source: 'monitoring',
    recorded_at: '2025-04-20T09:00:00Z',
    confirmed_at: '2025-04-20T09:00:00Z',
  })
  return packageId
}

export async function insertCalendar(build: Builder, councilId: string): Promise<void> {
  for (const { day, kind } of CALENDAR)
    await build.insert('contracts.calendar_day', {
      council_id: councilId,
      day,
      kind,
      name: 'Test',
      proposer_name: 'Test',
      proposed_at: '2025-01-01T09:00:00Z',
      approver_name: 'Other',
      approved_at: '2025-01-01T09:00:00Z',
    })
}

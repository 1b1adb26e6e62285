import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import { charge, quantity, rate } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import { aWeek, priceRows } from '../testing/weeks.ts'
import { payableText, priceWeek } from './week.ts'
import type { PricedWeek, WeekInput } from './week.ts'

function priced(overrides: Partial<WeekInput>): PricedWeek {
  const outcome = priceWeek(aWeek(overrides))
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`)
  return outcome.value
}
function codeOf(overrides: Partial<WeekInput>): string {
  const outcome = priceWeek(aWeek(overrides))
  return outcome.ok ? 'priced' : outcome.refusal.code
}

const x09 = { frustrated: units('1'), missed: units('0.5'), extra: units('2') }
const april = {
  weekStart: localDate('2025-03-31'),
  prices: priceRows(['2024-04-01', '22.40'], ['2025-04-01', '23.60']),
}

describe('payment terms', () => {
  it('X09 pays delivered and frustrated hours on actual terms', () => {
    const week = priced(x09)
    expect([week.actual, payableText(week.payable), week.amount]).toEqual([units('14.5'), '15.5', 35_960n])
  })

  it('X10 pays the plan on planned terms', () => {
    const week = priced({ ...x09, terms: 'planned' })
    expect([week.actual, payableText(week.payable), week.amount]).toEqual([units('14.5'), '14', 32_480n])
  })

  it('X13 pays the plan when nothing differed, without a comment', () => {
    expect(priced({ comment: '' }).amount).toBe(32_480n)
  })

  it.each([
    [100, 8_400n, '3.5'],
    [50, 7_800n, '3.25'],
    [0, 7_200n, '3'],
  ])('X36 pays %i%% of a frustrated half hour', (share, amount, payable) => {
    const week = priced({
      planned: units('3.5'),
      frustrated: units('0.5'),
      prices: priceRows(['2024-04-01', '24.00']),
      frustratedPercent: wholePercent(share),
    })
    expect([week.amount, payableText(week.payable)]).toEqual([amount, payable])
  })

  it('rounds once, after the share of frustrated care and not before', () => {
    // 0.0001 h at 50% and £1000.00 is exactly 5 pence; the quantity alone would have rounded to 0 or 10.
    const week = priced({
      planned: units('0.0001'),
      frustrated: units('0.0001'),
      prices: priceRows(['2024-04-01', '1000']),
      frustratedPercent: wholePercent(50),
    })
    expect([payableText(week.payable), week.amount]).toEqual(['0.00005', 5n])
  })

  it('does not let the frustrated share touch planned terms', () => {
    expect(priced({ ...x09, terms: 'planned', frustratedPercent: wholePercent(0) }).amount).toBe(32_480n)
  })

  it('X42 clears a week in which nothing is payable as a line of nought', () => {
    const week = priced({ missed: units('14') })
    expect([week.amount, payableText(week.payable)]).toEqual([0n, '0'])
  })

  it('prices extras on a week in which nothing was planned', () => {
    expect(priced({ planned: units('0'), extra: units('1.5') }).amount).toBe(3_480n)
  })
})

describe('a price that changes inside the week', () => {
  it('X14 averages a mid-week price by days and keeps the exact ratio', () => {
    const week = priced(april)
    expect(week.averagePrice).toBe(true)
    expect(week.price).toEqual({ numerator: 1_640_000n, denominator: 7n })
    expect(week.amount).toBe(32_800n)
  })

  it('X15 comes to what the visits cost by their dates when an hour is planned each day', () => {
    const week = priced({ ...april, planned: units('7'), plannedByDay: Array.from({ length: 7 }, () => units('1')) })
    expect(week.amount).toBe(16_400n)
  })

  it('X15 weighs by what is planned on each day, not by days', () => {
    const plannedByDay = ['8', '1', '1', '1', '1', '1', '1'].map(units)
    expect(priced({ ...april, plannedByDay }).amount).toBe(32_080n)
  })

  it('X15 prices each visit by its date when the week was recorded visit by visit', () => {
    const [none, hour, two] = [units('0'), units('1'), units('2')]
    const day = (actual = hour, frustrated = none) => ({ actual, frustrated })
    const hourEach = Array.from({ length: 7 }, () => day())
    expect(priced({ ...april, planned: units('7'), recordedByDay: hourEach }).amount).toBe(16_400n)
    // Monday's visit was missed, and an hour was added on Sunday: nothing is paid at the old price.
    const moved = [day(none), day(), day(), day(), day(), day(), day(two)]
    const week = { ...april, planned: units('7'), missed: hour, extra: hour, comment: 'moved', recordedByDay: moved }
    const { amount, averagePrice, trace } = priced(week)
    expect([amount, averagePrice]).toEqual([16_520n, false])
    expect(trace).toContainEqual(expect.objectContaining({ step: 'price', weight: '7', by: 'visits' }))
    const frustrated = [day(none, hour), ...hourEach.slice(1)]
    const half = { planned: units('7'), frustrated: hour, frustratedPercent: wholePercent(50), comment: 'not in' }
    expect(priced({ ...april, ...half, recordedByDay: frustrated }).amount).toBe(15_280n)
    expect(priced({ ...april, ...half, terms: 'planned', recordedByDay: frustrated }).amount).toBe(16_400n)
  })

  it('X16 rounds once per week', () => {
    expect(priced({ planned: units('9.3125'), prices: priceRows(['2024-04-01', '22.17']) }).amount).toBe(20_646n)
  })

  it.each([
    ['the change falls on a day with nothing planned', { plannedByDay: ['14', '0', '0', '0', '0', '0', '0'] }, 31_360n],
    ['the package began with the new price', { packageFrom: '2025-04-01' }, 33_040n],
    ['the package ended with the old price', { packageTo: '2025-03-31' }, 31_360n],
  ])('is not an average when %s', (_, { plannedByDay, packageFrom, packageTo }: Limits, amount) => {
    const week = priced({
      ...april,
      plannedByDay: plannedByDay?.map(units),
      packageFrom: day(packageFrom),
      packageTo: day(packageTo),
    })
    expect([week.averagePrice, week.amount]).toEqual([false, amount])
  })

  it('is not an average when the price was only stated again', () => {
    const week = priced({ ...april, prices: priceRows(['2024-04-01', '22.40'], ['2025-04-01', '22.40']) })
    expect([week.averagePrice, week.amount]).toEqual([false, 31_360n])
  })

  it('averages over the days of the package alone', () => {
    const week = priced({ ...april, packageTo: localDate('2025-04-01'), planned: units('4') })
    expect([week.days.until, week.amount]).toEqual(['2025-04-02', 9_200n])
  })

  it('falls back to calendar days when nothing is planned on any day of the package', () => {
    const plannedByDay = Array.from({ length: 7 }, () => units('0'))
    expect(priced({ ...april, plannedByDay }).amount).toBe(32_800n)
    const monday = ['5', '0', '0', '0', '0', '0', '0'].map(units)
    expect(priced({ ...april, plannedByDay: monday, packageFrom: localDate('2025-04-01') }).amount).toBe(33_040n)
  })

  it('takes rows in any order; a later start wins, and of equal starts the one listed last', () => {
    const prices = priceRows(['2025-04-01', '99'], ['2025-04-01', '23.60'], ['2024-04-01', '22.40'])
    expect(priced({ ...april, prices }).amount).toBe(32_800n)
  })

  it('needs a price on the days that weigh, and only on those', () => {
    const prices = priceRows(['2025-04-01', '23.60'])
    expect(codeOf({ ...april, prices })).toBe('P01')
    expect(codeOf({ ...april, prices: [] })).toBe('P01')
    const plannedByDay = ['0', '14', '0', '0', '0', '0', '0'].map(units)
    expect(priced({ ...april, prices, plannedByDay }).amount).toBe(33_040n)
  })

  it('stops a price at the day on which it is known to end', () => {
    const ended = priceRows(['2024-04-01', '22.40']).map((row) => ({ ...row, until: localDate('2025-04-02') }))
    expect(codeOf({ ...april, prices: ended })).toBe('P01')
    expect(codeOf({ ...april, prices: ended, packageTo: localDate('2025-04-01') })).toBe('priced')
  })
})

describe('tolerance', () => {
  const ten = { planned: units('10'), tolerancePercent: wholePercent(10) }

  it.each([
    ['1.00', undefined],
    ['1.25', 'H01'],
    ['1.0001', 'H01'],
  ])('X17 with %s hours over a plan of 10 and a tolerance of 10%% answers %s', (extra, held) => {
    const week = priced({ ...ten, extra: units(extra) })
    expect(week.held).toBe(held)
    expect(week.amount).toBe(charge(units(String(10 + Number(extra))), rate(232_000n)))
  })

  it('does not hold when there is no tolerance to be over', () => {
    expect(priced({ extra: units('50') }).held).toBeUndefined()
  })
})

describe('the trace', () => {
  it('tells every step from the plan to the pence', () => {
    expect(
      priced({ ...april, ...x09, frustratedPercent: wholePercent(50), tolerancePercent: wholePercent(3) }).trace,
    ).toEqual([
      { step: 'identity', unit: 'hour', planned: '14', frustrated: '1', missed: '0.5', extra: '2', actual: '14.5' },
      {
        step: 'terms',
        unit: 'hour',
        terms: 'actual',
        actual: '14.5',
        frustrated: '1',
        percent: '50',
        payable: '15',
      },
      { step: 'tolerance', unit: 'hour', percent: '3', planned: '14', actual: '14.5', held: 'yes' },
      { step: 'price', from: '2025-03-31', to: '2025-03-31', per: 'hour', price: '22.4000', weight: '1', by: 'days' },
      { step: 'price', from: '2025-04-01', to: '2025-04-06', per: 'hour', price: '23.6000', weight: '6', by: 'days' },
      { step: 'average-price', numerator: '1640000', denominator: '7', price: '23.4286' },
      { step: 'amount', quantity: '15', unit: 'hour', at: 'average', price: '23.4286', pence: '35143' },
    ])
  })

  const someUnits = fc.bigInt({ min: 0n, max: 400_000n }).map((count) => quantity(count * 3n))
  const someWeek = fc
    .record({ planned: someUnits, frustrated: someUnits, missed: someUnits, extra: someUnits })
    .filter(
      ({ planned, frustrated, missed, extra }) => frustrated + missed <= planned && planned + extra <= 168n * 30_000n,
    )
  const someTerms = fc.constantFrom('actual' as const, 'planned' as const)
  const somePrices = fc
    .tuple(fc.bigInt({ min: 0n, max: 500_000n }), fc.bigInt({ min: 0n, max: 500_000n }), fc.integer({ min: 1, max: 7 }))
    .map(([before, after, day]) => [
      { from: localDate('2024-04-01'), price: rate(before) },
      { from: localDate(`2025-03-0${String(day + 2)}`), price: rate(after) },
    ])

  it('ends with the amount, and survives JSON unchanged', () => {
    fc.assert(
      fc.property(someWeek, someTerms, somePrices, (record, terms, prices) => {
        const week = priced({ ...record, terms, prices })
        expect(week.trace.at(-1)).toMatchObject({ step: 'amount', pence: week.amount.toString() })
        expect(JSON.parse(JSON.stringify(week.trace))).toEqual(week.trace)
      }),
    )
  })

  it('never pays less for more', () => {
    fc.assert(
      fc.property(
        someWeek,
        someTerms,
        somePrices,
        fc.bigInt({ min: 0n, max: 3000n }),
        (record, terms, prices, more) => {
          const extra = quantity(record.extra + more * 3n)
          fc.pre(record.planned + extra <= 168n * 30_000n)
          const before = priced({ ...record, terms, prices }).amount
          expect(priced({ ...record, extra, terms, prices }).amount).toBeGreaterThanOrEqual(before)
        },
      ),
    )
  })

  it('pays a changed price between the lower and the higher of the two', () => {
    fc.assert(
      fc.property(someWeek, somePrices, (record, prices) => {
        const { amount } = priced({ ...record, prices })
        const whole = prices.map(({ price }) =>
          priced({ ...record, prices: [{ from: localDate('2024-04-01'), price }] }),
        )
        const [first, second] = whole.map((week) => week.amount).toSorted((a, b) => Number(a - b))
        expect(amount).toBeGreaterThanOrEqual(first ?? 0n)
        expect(amount).toBeLessThanOrEqual(second ?? 0n)
      }),
    )
  })
})

type Limits = {
  readonly plannedByDay?: readonly string[]
  readonly packageFrom?: string
  readonly packageTo?: string
}
function day(text: string | undefined) {
  return text === undefined ? undefined : localDate(text)
}

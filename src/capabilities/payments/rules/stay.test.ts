import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { PARTS_PER_UNIT, quantity, rate, sumPence } from '../../../core/money.ts'
import { countDays, dayRange, lastDay, rangeOfDays } from '../../../core/periods.ts'
import { priceRows } from '../testing/weeks.ts'
import { explainRefusal } from './refusals.ts'
import { nightsWithin, priceStay } from './stay.ts'
import type { PricedStay, StayInput } from './stay.ts'

const march = rangeOfDays(localDate('2025-03-01'), localDate('2025-03-31'))

function aStay(overrides: Partial<StayInput> = {}): StayInput {
  return {
    prices: priceRows(['2024-04-01', '826.00']),
    arrived: localDate('2025-03-05'),
    left: localDate('2025-03-19'),
    period: march,
    dayRule: 'nights',
    extraNights: 0n,
    ...overrides,
  }
}
function priced(overrides: Partial<StayInput>): PricedStay {
  const outcome = priceStay(aStay(overrides))
  if (!outcome.ok) throw new Error(explainRefusal(outcome.refusal))
  return outcome.value
}
function summary(overrides: Partial<StayInput>): readonly [nights: bigint, amount: bigint] {
  const { nights, amount } = priced(overrides)
  return [nights / PARTS_PER_UNIT, amount]
}

describe('a stay', () => {
  it('X28 pays the night of arrival and not the day of leaving', () => {
    expect(summary({})).toEqual([14n, 165_200n])
  })

  it('X28 pays both days under the inclusive rule', () => {
    expect(summary({ dayRule: 'inclusive' })).toEqual([15n, 177_000n])
  })

  it('X29 adds two nights after a death', () => {
    expect(summary({ extraNights: 2n })).toEqual([16n, 188_800n])
  })

  it.each([
    [5, 58_964n],
    [7, 82_550n],
    [28, 330_200n],
  ])('X30 pays %i nights at £825.50 a week, rounded once', (nights, amount) => {
    const prices = priceRows(['2024-04-01', '825.50'])
    const arrived = localDate('2025-03-01')
    expect(summary({ prices, arrived, left: addDays(arrived, nights) })).toEqual([BigInt(nights), amount])
  })

  it('X31 makes a line for each price', () => {
    const stay = priced({
      prices: priceRows(['2024-04-01', '825.50'], ['2025-04-07', '858.52']),
      arrived: undefined,
      left: undefined,
      period: rangeOfDays(localDate('2025-03-29'), localDate('2025-04-25')),
    })
    expect(stay.lines.map(({ days, amount }) => [days.from, lastDay(days), countDays(days), amount])).toEqual([
      ['2025-03-29', '2025-04-06', 9, 106_136n],
      ['2025-04-07', '2025-04-25', 19, 233_027n],
    ])
    expect(stay.amount).toBe(339_163n)
  })

  it('X32 pays one night for a stay of one day, under either rule', () => {
    const sameDay = { arrived: localDate('2025-03-05'), left: localDate('2025-03-05') }
    expect(summary(sameDay)).toEqual([1n, 11_800n])
    expect(summary({ ...sameDay, dayRule: 'inclusive' })).toEqual([1n, 11_800n])
    expect(summary({ ...sameDay, extraNights: 2n })).toEqual([3n, 35_400n])
  })

  it('X32 never pays two homes for one night when a person moves', () => {
    const moved = localDate('2025-03-12')
    const old = nightsWithin(aStay({ left: moved }))
    const next = nightsWithin(aStay({ arrived: moved }))
    expect([lastDay(old), next.from]).toEqual(['2025-03-11', '2025-03-12'])
  })

  it.each([
    ['began before the period', { arrived: '2025-02-01', left: '2025-03-03' }, 2n],
    ['ends after the period', { arrived: '2025-03-30', left: '2025-04-09' }, 2n],
    ['ends on the day after the period', { arrived: '2025-03-30', left: '2025-04-01' }, 2n],
    ['ended on the first day of the period', { arrived: '2025-02-01', left: '2025-03-01' }, 0n],
    ['ended before the period', { arrived: '2025-01-01', left: '2025-02-01' }, 0n],
    ['begins after the period', { arrived: '2025-04-01', left: '2025-04-05' }, 0n],
    ['has an open end', { arrived: '2025-03-31', left: '9999-12-31' }, 1n],
  ])('counts only the nights of the period for a stay that %s', (_, { arrived, left }, nights) => {
    const [counted] = summary({ arrived: localDate(arrived), left: localDate(left) })
    expect(counted).toBe(nights)
  })

  it('has no line when no night falls in the period', () => {
    expect(priced({ left: localDate('2025-03-01'), arrived: undefined })).toEqual({ nights: 0n, amount: 0n, lines: [] })
  })

  it('leaves extra nights beyond the period to the next one', () => {
    const died = { arrived: localDate('2025-03-20'), left: localDate('2025-03-31'), extraNights: 2n }
    expect(summary(died)[0]).toBe(12n)
    const april = rangeOfDays(localDate('2025-04-01'), localDate('2025-04-30'))
    expect(summary({ ...died, period: april })[0]).toBe(1n)
    expect(summary({ ...died, extraNights: 10n ** 30n })[0]).toBe(12n)
  })

  it.each([
    ['leaves before arriving', { left: localDate('2025-03-04') }, 'R42'],
    ['has a period that ends before it begins', { period: rangeOfDays(march.until, march.from) }, 'R42'],
    ['has a negative number of extra nights', { extraNights: -1n }, 'R20'],
    ['has no price for its first nights', { prices: priceRows(['2025-03-06', '826.00']) }, 'P01'],
    ['has no price at all', { prices: [] }, 'P01'],
  ])('is refused when it %s', (_, overrides, code) => {
    const outcome = priceStay(aStay(overrides))
    expect(outcome.ok ? 'priced' : outcome.refusal.code).toBe(code)
  })

  it('is refused when a price ends in the middle of it', () => {
    const [row] = priceRows(['2024-04-01', '826.00'])
    const prices = row === undefined ? [] : [{ ...row, until: localDate('2025-03-10') }]
    expect(priceStay(aStay({ prices }))).toEqual({
      ok: false,
      refusal: { code: 'P01', day: '2025-03-10' },
    })
  })

  it('tells each line from its nights to its pence', () => {
    expect(priced({}).lines[0]?.trace).toEqual([
      { step: 'nights', rule: 'nights', from: '2025-03-05', to: '2025-03-18', nights: '14' },
      { step: 'price', from: '2025-03-05', to: '2025-03-18', per: 'week', price: '826.0000', weight: '14', by: 'days' },
      { step: 'amount', quantity: '14', unit: 'night', at: 'seventh', price: '826.0000', pence: '165200' },
    ])
  })
})

describe('any stay', () => {
  const base = localDate('2025-01-01')
  const offset = fc.integer({ min: 0, max: 120 })
  const someStay = fc
    .record({
      arrived: fc.option(offset, { nil: undefined }),
      length: fc.option(offset, { nil: undefined }),
      extra: fc.integer({ min: 0, max: 5 }),
      dayRule: fc.constantFrom('nights' as const, 'inclusive' as const),
    })
    .map(({ arrived, length, extra, dayRule }) => ({
      arrived: arrived === undefined ? undefined : addDays(base, arrived),
      left: length === undefined ? undefined : addDays(base, (arrived ?? 0) + length),
      extraNights: BigInt(extra),
      dayRule,
      prices: [
        { from: addDays(base, -1000), price: rate(8_255_000n) },
        { from: addDays(base, 50), price: rate(8_585_200n) },
      ],
    }))

  it('has the same nights when its period is split at any day', () => {
    fc.assert(
      fc.property(someStay, offset, offset, offset, (stay, first, second, third) => {
        const [from = 0, middle = 0, until = 0] = [first, second, third].toSorted((a, b) => a - b)
        fc.pre(from < middle && middle < until)
        const nightsIn = (start: number, end: number) =>
          countDays(nightsWithin({ ...stay, period: dayRange(addDays(base, start), addDays(base, end)) }))
        // With no arrival the stay is older than whichever period is asked, so both halves continue it.
        expect(nightsIn(from, middle) + nightsIn(middle, until)).toBe(nightsIn(from, until))
      }),
    )
  })

  it('has lines that follow one another, sum to the whole and end with their amounts', () => {
    fc.assert(
      fc.property(someStay, (stay) => {
        const period = dayRange(base, addDays(base, 100))
        const { nights, amount, lines } = priced({ ...stay, period })
        expect(sumPence(lines.map((line) => line.amount))).toBe(amount)
        expect(lines.reduce((total, line) => quantity(total + line.nights), quantity(0n))).toBe(nights)
        lines.forEach((line, place) => {
          expect(line.trace.at(-1)).toMatchObject({ step: 'amount', pence: line.amount.toString() })
          expect(lines[place + 1]?.days.from ?? line.days.until).toBe(line.days.until)
        })
      }),
    )
  })
})

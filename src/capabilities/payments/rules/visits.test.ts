import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { priceRows } from '../testing/weeks.ts'
import type { Band } from '../../../core/visit-prices.ts'
import { paidMinutes, roundMinutes } from '../../../core/visit-minutes.ts'
import type { Rounding } from '../../../core/visit-minutes.ts'
import { priceVisits } from './visits.ts'
import type { PricedVisits, Visit, VisitTerms } from './visits.ts'

const nearest: Rounding = { increment: 15, mode: 'nearest', capToPlanned: false }
const asLogged: Rounding = { increment: 1, mode: 'none', capToPlanned: false }
const everyDay = ['weekday', 'weekend'] as const

function aVisit(overrides: Partial<Visit> = {}): Visit {
  return { date: localDate('2025-03-03'), startMinute: 540, minutes: 60, status: 'delivered', ...overrides }
}
function someTerms(overrides: Partial<VisitTerms> = {}): VisitTerms {
  return {
    rounding: asLogged,
    prices: priceRows(['2024-04-01', '24.00']),
    bands: [],
    split: true,
    fixedPrices: new Map(),
    calendar: aCalendar(),
    ...overrides,
  }
}
function aCalendar(bankHoliday?: string, specialDay?: string): VisitTerms['calendar'] {
  return { isBankHoliday: (day) => day === bankHoliday, isSpecialDay: (day) => day === specialDay }
}
function band(days: Band['days'], from: number, until: number, price: string): Band {
  return { days, from: from * 60, until: until * 60, price: pounds(price) }
}
function priced(visits: readonly Visit[], terms: VisitTerms): PricedVisits {
  const outcome = priceVisits(visits, terms)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

describe('rounding of visits', () => {
  it.each([
    [7, 0],
    [8, 15],
    [22, 15],
    [23, 30],
    [37, 30],
    [38, 45],
    [52, 45],
    [53, 60],
    [67, 60],
    [68, 75],
    [112, 105],
  ])('X20 rounds %i minutes to %i', (logged, rounded) => {
    expect(roundMinutes(logged, nearest)).toBe(rounded)
  })

  it('X20 rounds down to complete units, up to started ones, or not at all', () => {
    expect(roundMinutes(59, { ...nearest, mode: 'down' })).toBe(45)
    expect(roundMinutes(46, { ...nearest, mode: 'up' })).toBe(60)
    expect(roundMinutes(59, { ...nearest, mode: 'none' })).toBe(59)
    expect(roundMinutes(5, { ...nearest, increment: 10 })).toBe(10)
  })

  it('X24 rounds each carer of a double-handed visit and adds', () => {
    const carers = [aVisit({ minutes: 32 }), aVisit({ minutes: 24 })]
    expect(priced(carers, someTerms({ rounding: nearest }))).toMatchObject({ minutes: 60, amount: 2_400n })
  })

  it('X24 pays the carer who came and not the one who did not', () => {
    const carers = [aVisit({ minutes: 30 }), aVisit({ minutes: 0, plannedMinutes: 30, status: 'missed' })]
    expect(priced(carers, someTerms({ rounding: nearest }))).toMatchObject({ minutes: 30, amount: 1_200n })
  })

  it('X26 caps at the plan and shows what is not paid', () => {
    const visit = aVisit({ minutes: 41, plannedMinutes: 30 })
    expect(paidMinutes(visit, { ...nearest, capToPlanned: true })).toEqual({ paid: 30, unpaid: 11 })
    expect(paidMinutes(visit, nearest)).toEqual({ paid: 45, unpaid: 0 })
  })

  it('pays a frustrated visit as planned and a cancelled one not at all', () => {
    expect(paidMinutes(aVisit({ minutes: 5, plannedMinutes: 45, status: 'frustrated' }), nearest).paid).toBe(45)
    expect(paidMinutes(aVisit({ minutes: 30, status: 'frustrated' }), nearest).paid).toBe(30)
    expect(paidMinutes(aVisit({ status: 'cancelled' }), nearest).paid).toBe(0)
  })

  it('is never further from the logged time than half of the increment', () => {
    fc.assert(
      fc.property(fc.nat(1440), fc.constantFrom(5, 10, 15, 30, 60), (logged, increment) => {
        const rounded = roundMinutes(logged, { ...nearest, increment })
        expect(rounded % increment).toBe(0)
        expect(Math.abs(rounded - logged)).toBeLessThanOrEqual(increment / 2)
      }),
    )
  })
})

describe('prices of visits', () => {
  it('X15 prices each visit by its date', () => {
    const visits = [31, 1, 2, 3, 4, 5, 6].map((day) =>
      aVisit({ date: localDate(day === 31 ? '2025-03-31' : `2025-04-0${String(day)}`) }),
    )
    const prices = priceRows(['2024-04-01', '22.40'], ['2025-04-01', '23.60'])
    expect(priced(visits, someTerms({ prices })).amount).toBe(16_400n)
  })

  it('X21 uses one fixed price and pays the rest by the minute', () => {
    const fixedPrices = new Map([
      [30, pounds('16.00')],
      [45, pounds('20.00')],
    ])
    const amountOf = (minutes: number) => priced([aVisit({ minutes })], someTerms({ fixedPrices })).amount
    expect(amountOf(50)).toBe(2_200n)
    expect(amountOf(30)).toBe(1_600n)
    expect(amountOf(60)).toBe(2_600n)
    expect(amountOf(29)).toBe(1_160n)
  })

  it('X22 splits a visit at the edge of a band, or prices it by its start', () => {
    const bands = [band(everyDay, 0, 18, '10'), band(everyDay, 18, 24, '15')]
    const evening = aVisit({ startMinute: 17 * 60 + 30 })
    expect(priced([evening], someTerms({ bands })).amount).toBe(1_250n)
    expect(priced([evening], someTerms({ bands, split: false })).amount).toBe(1_000n)
  })

  it('X23 prefers a bank holiday to a day of the week, and splits at midnight', () => {
    const bands = [
      band(['weekday', 'mon'], 0, 24, '20'),
      band(['weekend'], 0, 24, '26'),
      band(['bank-holiday'], 0, 24, '48'),
    ]
    const calendar = aCalendar('2025-05-26')
    const night = aVisit({ date: localDate('2025-05-25'), startMinute: 23 * 60 + 30 })
    expect(priced([night], someTerms({ bands, calendar })).amount).toBe(3_700n)
  })

  it('X23 prefers a special day to a bank holiday and a named day to its weekend', () => {
    const bands = [
      band(['weekend'], 0, 24, '26'),
      band(['sun'], 0, 24, '28'),
      band(['bank-holiday'], 0, 24, '48'),
      band(['special-day'], 0, 24, '60'),
    ]
    const sunday = localDate('2025-05-25')
    const amountWith = (calendar: VisitTerms['calendar']) =>
      priced([aVisit({ date: sunday })], someTerms({ bands, calendar })).amount
    expect(amountWith(aCalendar())).toBe(2_800n)
    expect(amountWith(aCalendar(sunday))).toBe(4_800n)
    expect(amountWith(aCalendar(sunday, sunday))).toBe(6_000n)
  })

  it('pays the time outside all bands at the price of its own day, where parts are priced', () => {
    const prices = priceRows(['2024-04-01', '24.00'], ['2025-03-04', '36.00'])
    const bands = [band(everyDay, 22, 23, '60')]
    const night = aVisit({ startMinute: 21 * 60 + 30, minutes: 180 })
    expect(priced([night], someTerms({ bands, prices })).amount).toBe(1_200n + 6_000n + 2_400n + 1_800n)
    expect(priced([night], someTerms({ bands, prices, split: false })).amount).toBe(7_200n)
    expect(priceVisits([night], someTerms({ bands, prices: [] }))).toEqual({
      ok: false,
      refusal: { code: 'P01', day: '2025-03-03' },
    })
  })

  it('prices what a fixed price leaves by the end of the visit, or by its start', () => {
    const bands = [band(everyDay, 0, 18, '10'), band(everyDay, 18, 24, '15')]
    const fixedPrices = new Map([[45, pounds('20.005')]])
    const evening = aVisit({ startMinute: 17 * 60 + 30 })
    expect(priced([evening], someTerms({ bands, fixedPrices })).amount).toBe(2_376n)
    expect(priced([evening], someTerms({ bands, fixedPrices, split: false })).amount).toBe(2_251n)
  })

  it('falls back to the price of the day outside all bands, and is refused without one', () => {
    const bands = [band(everyDay, 18, 24, '15')]
    expect(priced([aVisit()], someTerms({ bands })).amount).toBe(2_400n)
    expect(priceVisits([aVisit()], someTerms({ bands, prices: [] }))).toEqual({
      ok: false,
      refusal: { code: 'P01', day: '2025-03-03' },
    })
  })

  it('comes to the same when every band has one price, split or not', () => {
    fc.assert(
      fc.property(fc.nat(1439), fc.integer({ min: 1, max: 2000 }), (startMinute, minutes) => {
        const bands = [band(everyDay, 0, 7, '24'), band(everyDay, 7, 24, '24')]
        const visit = aVisit({ startMinute, minutes })
        expect(priced([visit], someTerms({ bands })).amount).toBe(priced([visit], someTerms()).amount)
      }),
    )
  })
})

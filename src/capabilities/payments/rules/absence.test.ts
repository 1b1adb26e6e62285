import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds, units } from '../../../core/decimal.ts'
import { pence } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import { absentNights, dailyPrice, nightlyPrice, priceAbsence } from './absence.ts'
import { priceBlockTopUp } from './block.ts'

describe('absence', () => {
  const tiers = [
    { days: 14, share: wholePercent(100) },
    { days: 14, share: wholePercent(80) },
    { days: 28, share: wholePercent(25) },
  ]
  const hospital = { tiers, perDay: nightlyPrice(pounds('700')), alreadyPaid: pence(0n) }

  it('X33 pays 40 nights by tiers', () => {
    expect(priceAbsence({ ...hospital, days: 40 })).toBe(282_000n)
  })

  it('X33 stops after the last tier', () => {
    expect(priceAbsence({ ...hospital, days: 56 })).toBe(priceAbsence({ ...hospital, days: 500 }))
  })

  it('X34 counts the nights away, whatever the hour of leaving and coming back', () => {
    expect(absentNights(localDate('2025-06-03'), localDate('2025-06-10'))).toBe(7)
    expect(absentNights(localDate('2025-06-03'), localDate('2025-06-03'))).toBe(0)
  })

  it('X35 takes off what was already paid as frustrated, and never goes below nought', () => {
    const homeCare = {
      days: 10,
      tiers: [{ days: 7, share: wholePercent(100) }, { share: wholePercent(50) }],
      perDay: dailyPrice(units('2'), pounds('22')),
    }
    expect(priceAbsence({ ...homeCare, alreadyPaid: pence(0n) })).toBe(37_400n)
    expect(priceAbsence({ ...homeCare, alreadyPaid: pence(4_400n) })).toBe(33_000n)
    expect(priceAbsence({ ...homeCare, alreadyPaid: pence(99_900n) })).toBe(0n)
  })

  it('never pays less for a longer absence', () => {
    fc.assert(
      fc.property(fc.nat(200), (days) => {
        expect(priceAbsence({ ...hospital, days: days + 1 })).toBeGreaterThanOrEqual(
          priceAbsence({ ...hospital, days }),
        )
      }),
    )
  })
})

describe('a block contract', () => {
  const block = {
    guaranteed: units('400'),
    payable: units('362.5'),
    missed: units('0'),
    missedCountsAsAvailable: true,
    price: pounds('21.50'),
  }

  it('X37 tops up to the guarantee and pays nothing above it', () => {
    expect(priceBlockTopUp(block)).toEqual({ quantity: units('37.5'), amount: 80_625n })
    expect(priceBlockTopUp({ ...block, payable: units('412') })).toEqual({ quantity: 0n, amount: 0n })
  })

  it('X38 does not pay again for what the provider missed, where that counts as available', () => {
    const missed = { ...block, missed: units('10') }
    expect(priceBlockTopUp(missed)).toEqual({ quantity: units('27.5'), amount: 59_125n })
    expect(priceBlockTopUp({ ...missed, missedCountsAsAvailable: false }).amount).toBe(80_625n)
  })
})

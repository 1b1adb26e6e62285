import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds, units } from '../../../core/decimal.ts'
import { pence } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import { priceRows } from '../testing/weeks.ts'
import { absentNights, priceAbsence } from './absence.ts'
import type { AbsenceInput } from './absence.ts'
import { priceBlockTopUp } from './block.ts'

const nothing = pence(0n)

function amountOf(absence: AbsenceInput): bigint {
  const outcome = priceAbsence(absence)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.amount
}

describe('absence', () => {
  const tiers = [
    { days: 14n, share: wholePercent(100) },
    { days: 14n, share: wholePercent(80) },
    { days: 28n, share: wholePercent(25) },
  ]
  const hospital = { tiers, price: { per: 'week', price: pounds('700') }, alreadyPaid: nothing } as const

  it('X33 pays 40 nights by tiers', () => {
    expect(amountOf({ ...hospital, days: 40n })).toBe(282_000n)
  })

  it('X33 stops after the last tier', () => {
    expect(amountOf({ ...hospital, days: 56n })).toBe(amountOf({ ...hospital, days: 500n }))
  })

  it('X34 counts the nights away, whatever the hour of leaving and coming back', () => {
    expect(absentNights(localDate('2025-06-03'), localDate('2025-06-10'))).toBe(7n)
    expect(absentNights(localDate('2025-06-03'), localDate('2025-06-03'))).toBe(0n)
  })

  it('X35 takes off what was already paid as frustrated, and never goes below nought', () => {
    const homeCare = {
      days: 10n,
      tiers: [{ days: 7n, share: wholePercent(100) }, { share: wholePercent(50) }],
      price: { per: 'unit', quantityPerDay: units('2'), price: pounds('22') },
    } as const
    expect(amountOf({ ...homeCare, alreadyPaid: nothing })).toBe(37_400n)
    expect(amountOf({ ...homeCare, alreadyPaid: pence(4_400n) })).toBe(33_000n)
    expect(amountOf({ ...homeCare, alreadyPaid: pence(99_900n) })).toBe(0n)
  })

  it('prices each night by its date and rounds once in all', () => {
    const prices = priceRows(['2024-04-01', '825.50'], ['2025-04-07', '858.52'])
    const dated = { per: 'week', firstNight: localDate('2025-04-05'), prices } as const
    const days = { days: 5n, tiers: [{ share: wholePercent(80) }], alreadyPaid: nothing }
    expect(amountOf({ ...days, price: dated })).toBe(48_304n)
    expect(priceAbsence({ ...days, price: { ...dated, firstNight: localDate('2024-03-31') } })).toEqual({
      ok: false,
      refusal: { code: 'P01', day: '2024-03-31' },
    })
  })

  it('needs no price for nights that are not paid', () => {
    const price = { per: 'week', firstNight: localDate('2025-04-05'), prices: [] } as const
    const unpaid = { days: 9n, tiers: [{ days: 7n, share: wholePercent(0) }], price, alreadyPaid: nothing }
    expect(priceAbsence(unpaid)).toMatchObject({ ok: true, value: { amount: 0n, unpaidDays: 2n } })
  })

  it('never pays less for a longer absence', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 200n), (days) => {
        expect(amountOf({ ...hospital, days: days + 1n })).toBeGreaterThanOrEqual(amountOf({ ...hospital, days }))
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

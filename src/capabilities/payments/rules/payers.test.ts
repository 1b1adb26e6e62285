import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { pence, sumPence } from '../../../core/money.ts'
import type { DayRange } from '../../../core/periods.ts'
import { correctPayer, payerLines, type PayerRow } from './payers.ts'
import { priceStay } from './stay.ts'
import { explainAll } from './trace.ts'

const MARCH: DayRange = { from: localDate('2025-03-03'), until: localDate('2025-03-31') }
const EVER: DayRange = { from: localDate('2019-04-01'), until: localDate('9999-12-31') }
const contribution: PayerRow = { payer: 'contribution', days: EVER, weekly: pence(16_015n) }
const topUp: PayerRow = { payer: 'top-up', days: EVER, weekly: pence(7_500n) }
const nursing: PayerRow = { payer: 'nursing', days: EVER, weekly: pence(25_406n) }

function stayAt(price: string): bigint {
  const priced = priceStay({
    ...{ prices: [{ from: EVER.from, price: pounds(price) }], period: MARCH, dayRule: 'nights', extraNights: 0n },
  })
  if (!priced.ok) throw new Error(priced.refusal.code)
  return priced.value.amount
}

it('X46 pays £3,304.00 gross for four weeks, and £2,363.40 net of contribution and top-up', () => {
  const stay = stayAt('826.00')
  const gross = payerLines({ nights: [MARCH], payers: [contribution, topUp], net: [] })
  const net = payerLines({ nights: [MARCH], payers: [contribution, topUp], net: [EVER] })
  expect(stay + sumPence(gross.map(({ amount }) => amount))).toBe(330_400n)
  expect(net.map(({ payer, amount }) => [payer, amount])).toEqual([
    ['contribution', -64_060n],
    ['top-up', -30_000n],
  ])
  expect(stay + sumPence(net.map(({ amount }) => amount))).toBe(236_340n)
})

it('X47 keeps nursing care out of the council’s £826.00 and tells it in a line of nothing', () => {
  const lines = payerLines({ nights: [{ ...MARCH, until: addDays(MARCH.from, 7) }], payers: [nursing], net: [EVER] })
  expect(lines.map(({ payer, amount }) => [payer, amount])).toEqual([['nursing', 0n]])
  expect(stayAt('826.00')).toBe(330_400n)
  expect(lines.flatMap(({ trace }) => explainAll(trace))).toEqual([
    'The NHS pays the home £254.06 a week for nursing care: 7 nights, 3 to 9 March 2025, come to £254.06. It is no part of this payment',
  ])
})

it('takes a part week off by its nights, a seventh of the week each, rounded once', () => {
  const nights = { from: localDate('2025-03-05'), until: localDate('2025-03-08') }
  const [line] = payerLines({ nights: [nights], payers: [contribution], net: [EVER] })
  expect(line?.amount).toBe(-6_864n)
  expect(explainAll(line?.trace ?? [])).toEqual([
    'The person pays the home £160.15 a week: 3 nights, 5 to 7 March 2025, at a seventh of it each are £68.64, rounded once. The council pays that much less',
  ])
})

it('begins a line of its own where the sum changes, and where gross becomes net', () => {
  const [before, after] = [localDate('2025-03-10'), localDate('2025-03-24')]
  const lines = payerLines({
    nights: [MARCH],
    payers: [
      { ...contribution, days: { from: EVER.from, until: after } },
      { ...contribution, days: { from: after, until: EVER.until }, weekly: pence(18_000n) },
    ],
    net: [{ from: before, until: EVER.until }],
  })
  expect(lines.map(({ days, amount }) => [days.from, days.until, amount])).toEqual([
    [before, after, -32_030n],
    [after, MARCH.until, -18_000n],
  ])
})

it('takes nothing off nights that are not paid, as a contract may say of a person who is away', () => {
  const [before, after] = [localDate('2025-03-10'), localDate('2025-03-24')]
  const nights = [
    { from: MARCH.from, until: before },
    { from: after, until: MARCH.until },
  ]
  const lines = payerLines({ nights, payers: [contribution], net: [EVER] })
  expect(lines.map(({ days, amount }) => [days.from, amount])).toEqual([
    [MARCH.from, -16_015n],
    [after, -16_015n],
  ])
})

it('corrects by the difference, and by nothing when it is as it was', () => {
  const due = payerLines({ nights: [MARCH], payers: [contribution], net: [EVER] })
  expect(correctPayer(due, pence(-64_060n))).toBeUndefined()
  const correction = correctPayer(due, pence(-60_000n))
  expect(correction?.amount).toBe(-4_060n)
  expect(correction?.trace.at(-1)).toEqual({ step: 'correction', due: '-64060', before: '-60000', pence: '-4060' })
  expect(correctPayer([], pence(-60_000n))?.amount).toBe(60_000n)
})

it('takes whole weeks off exactly, never adds to a payment, and is a penny at most from the exact share', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 300_000n), fc.integer({ min: 0, max: 60 }), (weekly, count) => {
      const nights = { from: MARCH.from, until: addDays(MARCH.from, count) }
      const lines = payerLines({ nights: [nights], payers: [{ ...contribution, weekly: pence(weekly) }], net: [EVER] })
      const taken = sumPence(lines.map(({ amount }) => amount))
      expect(taken <= 0n).toBe(true)
      const sevenths = taken * 7n + weekly * BigInt(count)
      expect(sevenths * 2n >= -7n && sevenths * 2n <= 7n).toBe(true)
      if (count % 7 === 0) expect(sevenths).toBe(0n)
    }),
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pounds } from '../../../core/decimal.ts'
import { rate } from '../../../core/money.ts'
import { splitPayers, unitCost, type Placement } from './payers.ts'

const placement = (over: Partial<Placement> = {}): Placement => ({
  ...{ fee: pounds('826.00'), nursing: rate(0n), others: rate(0n), contribution: rate(0n), topUp: rate(0n) },
  ...over,
})

it('X46 pays £3,304.00 gross for four weeks, and £2,363.40 net of contribution and top-up', () => {
  const home = placement({ contribution: pounds('160.15'), topUp: pounds('75.00') })
  expect(splitPayers(home, { nights: 28n, terms: 'gross' })).toMatchObject({ value: { councilPays: 330_400n } })
  expect(splitPayers(home, { nights: 28n, terms: 'net' })).toEqual({
    ok: true,
    value: { line: 330_400n, councilPays: 236_340n, homeCollects: 94_060n },
  })
})

it('X47 keeps nursing care out of the council’s line, and top-ups out of the unit cost', () => {
  const home = placement({ fee: pounds('1080.06'), nursing: pounds('254.06'), contribution: pounds('160.15') })
  expect(splitPayers(home, { nights: 7n, terms: 'gross' })).toMatchObject({ value: { line: 82_600n } })
  expect(unitCost(home)).toBe(82_600n)
  expect(unitCost({ ...home, topUp: pounds('75.00') })).toBe(75_100n)
})

it('refuses parts that come to more than the fee', () => {
  const home = placement({ contribution: pounds('800.00'), topUp: pounds('75.00') })
  expect(splitPayers(home, { nights: 7n, terms: 'net' })).toMatchObject({ refusal: { code: 'parts-exceed-fee' } })
})

it('never loses a penny between the council and what the home collects', () => {
  const sum = fc.bigInt(0n, 3_000_000n).map(rate)
  fc.assert(
    fc.property(sum, sum, fc.bigInt(1n, 60n), (contribution, topUp, nights) => {
      const home = placement({ fee: pounds('1080.06'), contribution, topUp })
      const split = splitPayers(home, { nights, terms: 'net' })
      if (split.ok) expect(split.value.councilPays + split.value.homeCollects).toBe(split.value.line)
    }),
  )
})

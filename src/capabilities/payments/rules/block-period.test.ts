import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import { blockPeriods, type BlockSlice } from './block-period.ts'

const hours = (count: number) => quantity(BigInt(Math.round(count * 30_000)))
const slice = (over: Partial<BlockSlice> = {}): BlockSlice => ({
  ...{ periodId: 'p', periodName: 'Period 1', startsOn: localDate('2025-03-31') },
  ...{ bought: hours(400), used: hours(362.5), missed: hours(0), missedCounts: true, price: pounds('21.50') },
  ...over,
})

it('X37 owes what was bought and not used: 37.5 h are £806.25, and nothing when more was used', () => {
  expect(blockPeriods([slice()])).toMatchObject([{ empty: hours(37.5), topUp: 80_625n }])
  expect(blockPeriods([slice({ used: hours(412) })])).toMatchObject([{ empty: 0n, topUp: 0n }])
})

it('X38 does not owe what the provider missed where that counts as used: 27.5 h are £591.25', () => {
  expect(blockPeriods([slice({ missed: hours(10) })])).toMatchObject([{ empty: hours(27.5), topUp: 59_125n }])
  expect(blockPeriods([slice({ missed: hours(10), missedCounts: false })])).toMatchObject([{ topUp: 80_625n }])
})

it('adds the slices of a period in which the block changed, each at its own price', () => {
  const later = slice({ bought: hours(100), used: hours(90), price: pounds('22.00') })
  expect(blockPeriods([slice(), later, slice({ periodId: 'q' })])).toMatchObject([
    { periodId: 'p', bought: hours(500), empty: hours(47.5), topUp: 102_625n },
    { periodId: 'q', topUp: 80_625n },
  ])
})

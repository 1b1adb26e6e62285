import { penceText, quantityText, rateText } from '../../../../../core/decimal.ts'
import { pence } from '../../../../../core/money.ts'
import type { TableFile } from '../../../../../platform/web/table-file.ts'
import type { BlockPeriod } from '../../../rules/block-period.ts'
import type { Block, BlockLines } from '../../../store/blocks.ts'

export function blocksFile(blocks: readonly Block[]): TableFile {
  return {
    ...{ name: 'blocks', title: 'Blocks' },
    columns: [
      { heading: 'Contract', width: 16 },
      { heading: 'Title', width: 30 },
      { heading: 'Provider', width: 24 },
      { heading: 'From', width: 12 },
      { heading: 'Bought a week', width: 14 },
      { heading: 'Unit', width: 9 },
      { heading: 'Price of one', width: 12 },
    ],
    rows: blocks.map((one) => [
      ...[one.number, one.title, one.providerName, { day: one.from }, { number: quantityText(one.weekly) }, one.unit],
      { number: rateText(one.price) },
    ]),
  }
}

export function blockFile(periods: readonly BlockPeriod[], lines: readonly BlockLines[]): TableFile {
  const headings = ['Bought', 'Used', 'Missed', 'Not used', 'Top-up due', 'Priced units', 'Priced', 'Of it paid']
  return {
    ...{ name: 'block', title: 'Periods' },
    columns: [
      { heading: 'Period', width: 28 },
      { heading: 'Starts', width: 12 },
      ...headings.map((heading) => ({ heading, width: 12 })),
    ],
    rows: periods.map((one) => {
      const line = lines.find(({ periodId }) => periodId === one.periodId)
      const units = [one.bought, one.used, one.missed, one.empty].map((amount) => ({ number: quantityText(amount) }))
      const money = (amount = pence(0n)) => ({ number: penceText(amount) })
      return [
        ...[one.periodName, { day: one.startsOn }, ...units, money(one.topUp)],
        ...[line === undefined ? null : { number: quantityText(line.quantity) }, money(line?.pence)],
        money(line?.paidPence),
      ]
    }),
  }
}

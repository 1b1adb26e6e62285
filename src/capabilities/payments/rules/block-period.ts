import type { LocalDate } from '../../../core/dates.ts'
import { pence, quantity, type Pence, type Quantity, type Rate } from '../../../core/money.ts'
import { priceBlockTopUp } from './block.ts'

/** What a block bought between two days at one price, and what was had of it. */
export type BlockSlice = {
  readonly periodId: string
  readonly periodName: string
  readonly startsOn: LocalDate
  readonly bought: Quantity
  /** What is payable as delivered, by the terms of the contract. */
  readonly used: Quantity
  readonly missed: Quantity
  readonly missedCounts: boolean
  readonly price: Rate
}
export type BlockPeriod = {
  readonly periodId: string
  readonly periodName: string
  readonly startsOn: LocalDate
  readonly bought: Quantity
  readonly used: Quantity
  readonly missed: Quantity
  /** Bought and not had; what the provider missed is not part of it where it counts as used. */
  readonly empty: Quantity
  readonly topUp: Pence
}

/** Period by period in the order given; a period in which the block changed has several slices. */
export function blockPeriods(slices: readonly BlockSlice[]): readonly BlockPeriod[] {
  return [...Map.groupBy(slices, ({ periodId }) => periodId)].flatMap(([periodId, own]) => {
    const [first] = own
    if (first === undefined) return []
    const priced = own.map((slice) =>
      priceBlockTopUp({
        ...{ guaranteed: slice.bought, payable: slice.used, missed: slice.missed, price: slice.price },
        missedCountsAsAvailable: slice.missedCounts,
      }),
    )
    const sum = (of: (slice: BlockSlice) => bigint) => quantity(own.reduce((total, slice) => total + of(slice), 0n))
    return [
      {
        ...{ periodId, periodName: first.periodName, startsOn: first.startsOn },
        bought: sum(({ bought }) => bought),
        used: sum(({ used }) => used),
        missed: sum(({ missed }) => missed),
        empty: quantity(priced.reduce((total, one) => total + one.quantity, 0n)),
        topUp: pence(priced.reduce((total, one) => total + one.amount, 0n)),
      },
    ]
  })
}

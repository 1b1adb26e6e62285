import type { NightsTier } from '../../../core/absence-tiers.ts'
import { pence, rate, type Pence } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import { priceAbsence, type AbsenceTier } from './absence.ts'
import { explainAbsence } from './absence-words.ts'

type Away = {
  readonly days: bigint
  readonly weekly: Pence
  readonly tiers: readonly NightsTier[]
  readonly unit: 'night' | 'day'
}

/** What an absence will be worth, in words, before anybody has claimed or recorded it. */
export function quoteAbsence({ days, weekly, tiers, unit }: Away): readonly string[] {
  // A week's cost is whole pence; a rate counts hundredths of them.
  const price = { per: 'week', price: rate(weekly * 100n) } as const
  const input = { days, tiers: tiers.map(tierOf), price, alreadyPaid: pence(0n) }
  const priced = priceAbsence(input)
  return priced.ok ? explainAbsence(input, priced.value, unit) : []
}

function tierOf({ upTo, percent }: NightsTier, index: number, tiers: readonly NightsTier[]): AbsenceTier {
  const share = wholePercent(percent)
  return upTo === null ? { share } : { days: BigInt(upTo - (tiers[index - 1]?.upTo ?? 0)), share }
}

import { pence, rate, type Pence } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import { priceAbsence } from './absence.ts'
import { explainAbsence } from './absence-words.ts'

type Away = { readonly days: bigint; readonly weekly: Pence; readonly percent: number; readonly unit: 'night' | 'day' }

/** What an absence will be worth, in words, before anybody has claimed or recorded it. */
export function quoteAbsence({ days, weekly, percent: share, unit }: Away): readonly string[] {
  // A week's cost is whole pence; a rate counts hundredths of them.
  const price = { per: 'week', price: rate(weekly * 100n) } as const
  const input = { days, tiers: [{ share: wholePercent(share) }], price, alreadyPaid: pence(0n) }
  const priced = priceAbsence(input)
  return priced.ok ? explainAbsence(input, priced.value, unit) : []
}

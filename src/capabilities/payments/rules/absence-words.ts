import { quantityText } from '../../../core/decimal.ts'
import { formatPounds, formatQuantity, formatRate } from '../../../core/format.ts'
import type { Pence } from '../../../core/money.ts'
import { percentText } from '../../../core/percent.ts'
import type { AbsenceInput, AbsencePart, AbsencePrice, PricedAbsence } from './absence.ts'
import type { BlockInput, BlockTopUp } from './block.ts'
import { inUnits } from './units.ts'

/** How an absence came to its pence, in plain English. */
export function explainAbsence(
  { days, price, alreadyPaid }: AbsenceInput,
  { parts, unpaidDays, due, amount }: PricedAbsence,
  unit: 'night' | 'day',
): readonly string[] {
  return [
    `${inUnits(String(days), unit)} away: the ${unit} of leaving counts, the ${unit} of coming back does not`,
    ...parts.map((part) => explainPart(part, price, unit)),
    ...(unpaidDays === 0n ? [] : [`${inUnits(String(unpaidDays), unit)} after the last tier: not paid`]),
    `${formatPounds(due)} is due, rounded once`,
    ...(alreadyPaid === 0n ? [] : [explainAlreadyPaid(due, alreadyPaid, amount)]),
  ]
}

function explainPart(part: AbsencePart, price: AbsencePrice, unit: 'night' | 'day'): string {
  const each =
    price.per === 'week'
      ? `a seventh of ${formatRate(part.price)}`
      : `${quantityText(price.quantityPerDay)} × ${formatRate(part.price)}`
  return `${inUnits(String(part.days), unit)} at ${percentText(part.share)}% of ${each}`
}

function explainAlreadyPaid(due: Pence, alreadyPaid: Pence, amount: Pence): string {
  const rest = due > alreadyPaid ? `${formatPounds(amount)} is left` : 'nothing is left to pay'
  return `${formatPounds(alreadyPaid)} was already paid for it: ${rest}`
}

/** How a block contract's top-up came to its pence, in plain English. */
export function explainBlock(block: BlockInput, topUp: BlockTopUp): readonly string[] {
  const missed =
    block.missed === 0n
      ? ''
      : block.missedCountsAsAvailable
        ? ` and ${formatQuantity(block.missed)} missed, which counts as available`
        : `; the ${formatQuantity(block.missed)} missed do not count as available`
  const outcome = topUp.quantity === 0n ? 'nothing is topped up' : `${formatQuantity(topUp.quantity)} to be topped up`
  return [
    `${formatQuantity(block.guaranteed)} guaranteed less ${formatQuantity(block.payable)} payable${missed}: ${outcome}`,
    `${formatQuantity(topUp.quantity)} at ${formatRate(block.price)} is ${formatPounds(topUp.amount)}, rounded once`,
  ]
}

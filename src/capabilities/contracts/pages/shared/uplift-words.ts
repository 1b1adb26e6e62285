import { formatPounds, formatRate } from '../../../../core/format.ts'
import { pence, rate } from '../../../../core/money.ts'
import { percent, percentText } from '../../../../core/percent.ts'
import type { UpliftStatus } from '../../rules/uplift.ts'
import type { UpliftOutcome, UpliftRule } from '../../store/uplifts.ts'

type Colour = 'green' | 'grey' | 'yellow' | 'red' | 'blue'

export const UPLIFT_WORDS: Readonly<Record<UpliftStatus, { readonly text: string; readonly colour: Colour }>> = {
  draft: { text: 'Being made', colour: 'blue' },
  submitted: { text: 'Waits for a second person', colour: 'yellow' },
  applied: { text: 'Applied', colour: 'green' },
  refused: { text: 'Refused', colour: 'red' },
  undone: { text: 'Undone', colour: 'grey' },
}

export const OUTCOME_WORDS: Readonly<Record<UpliftOutcome, string>> = {
  changes: 'Change',
  unchanged: 'Come to the same price, or stand at the cap',
  'no-rule': 'Fit no rule, or one that leaves them',
  'no-price': 'Have no price on that day',
  ended: 'Belong to a contract that has ended by then',
  recent: 'Were agreed recently',
  over: 'Were negotiated alone: every package costs more than the limit',
  waiting: 'Have another price that waits for a second person',
}

/** '4% more, up to £30.00' */
export function changeText({ change, amount, cap }: Pick<UpliftRule, 'change' | 'amount' | 'cap'>): string {
  const upTo = cap === null ? '' : `, up to ${formatRate(cap)}`
  switch (change) {
    case 'percent':
      return `${percentText(percent(amount))}% more${upTo}`
    case 'pounds':
      return `${formatRate(rate(amount))} more${upTo}`
    case 'price':
      return `A new price of ${formatRate(rate(amount))}${upTo}`
    case 'nothing':
      return 'Left as they are'
  }
}

/** What a rule is for, in words; nothing named is everything. */
export function fitText(rule: UpliftRule): string {
  const parts = [
    ...(rule.contractNumber === null ? [] : [`contract ${rule.contractNumber}`]),
    ...(rule.contractKind === null ? [] : [`${rule.contractKind} contracts`]),
    ...(rule.sector === null ? [] : [`service ${rule.sector}`]),
    ...(rule.serviceLevel === null ? [] : [`level ${rule.serviceLevel}`]),
    ...(rule.band === null ? [] : [`band ${rule.band}`]),
    ...(rule.unit === null ? [] : [`by the ${rule.unit}`]),
  ]
  return parts.length === 0 ? 'Every price' : parts.join(', ')
}

/** '£1,200.00 more', '£3.00 less' */
export function moreText(amount: bigint): string {
  return amount < 0n ? `${formatPounds(pence(-amount))} less` : `${formatPounds(pence(amount))} more`
}

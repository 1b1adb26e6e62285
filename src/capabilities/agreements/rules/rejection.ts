import { formatQuantity, formatRate } from '../../../core/format.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Reason } from './response.ts'

export const REASON_WORDS = {
  'wrong-rate': 'The price is wrong',
  'wrong-hours': 'The hours, days or visits are wrong',
  'wrong-dates': 'The dates are wrong',
  'wrong-person': 'It is about the wrong person',
  'not-our-service': 'We do not provide this service',
  other: 'Something else',
} as const satisfies Record<Reason, string>

export type Rejection = {
  readonly reason: Reason
  readonly comment: string
  readonly expectedPrice: Rate | null
  readonly expectedQuantity: Quantity | null
}

/** What brokerage is told: why, in the provider's words, and what they expect instead. */
export function rejectionText({ reason, comment, expectedPrice, expectedQuantity }: Rejection): string {
  return [
    `${REASON_WORDS[reason]}. ${comment.trim()}`,
    ...(expectedPrice === null ? [] : [`Expected price: ${formatRate(expectedPrice)}`]),
    ...(expectedQuantity === null ? [] : [`Expected plan for a week: ${formatQuantity(expectedQuantity)}`]),
  ].join('\n')
}

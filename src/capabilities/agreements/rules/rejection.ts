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

/** What a provider says of one line: that it is right, or why not and what they expect instead. */
export type LineAnswer =
  | { readonly packageId: string; readonly packageReference: string; readonly kind: 'right' }
  | {
      readonly packageId: string
      readonly packageReference: string
      readonly kind: 'disputed'
      readonly reason: Reason
      readonly expectedPrice: Rate | null
      readonly expectedQuantity: Quantity | null
    }

export type Rejection = {
  readonly comment: string
  /** One for each line of the text; at least one is disputed. */
  readonly lines: readonly LineAnswer[]
  /** Whether the lines that are right may be recorded while the others are put right. */
  readonly startsNow: boolean
}

/** What the whole answer is known by: the first line that is wrong. */
export function firstDisputed({ lines }: Pick<Rejection, 'lines'>) {
  const found = lines.find((line) => line.kind === 'disputed')
  if (found?.kind !== 'disputed') throw new Error('a rejection disputes a line')
  return found
}

/** What brokerage is told: why, in the provider's words, and what they expect instead, line by line. */
export function rejectionText({ comment, lines, startsNow }: Rejection): string {
  const several = lines.length > 1
  return [...lines.flatMap((line) => lineText(line, several)), comment.trim(), ...startText(lines, startsNow)].join(
    '\n',
  )
}

function lineText(line: LineAnswer, several: boolean): readonly string[] {
  const about = several ? `Care package ${line.packageReference}: ` : ''
  if (line.kind === 'right') return [`${about}this line is right.`]
  const { reason, expectedPrice, expectedQuantity } = line
  return [
    `${about}${REASON_WORDS[reason]}.`,
    ...(expectedPrice === null ? [] : [`Expected price: ${formatRate(expectedPrice)}`]),
    ...(expectedQuantity === null ? [] : [`Expected plan for a week: ${formatQuantity(expectedQuantity)}`]),
  ]
}

function startText(lines: readonly LineAnswer[], startsNow: boolean): readonly string[] {
  const right = lines.filter(({ kind }) => kind === 'right').map(({ packageReference }) => packageReference)
  return startsNow && right.length > 0 ? [`Starts now: ${right.join(', ')}`] : []
}

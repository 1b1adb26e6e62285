import { decimalText, parseDecimal } from './decimal.ts'
import type { DecimalRefusal } from './decimal.ts'
import { done } from './outcome.ts'
import type { Outcome } from './outcome.ts'

/** Ten-thousandths of one per cent, so that 12.5 per cent is exact. */
export type Percent = bigint & { readonly __unit: 'ten-thousandths of 1%' }

/** One hundred per cent. */
export const WHOLE = 1_000_000n as Percent

export function percent(tenThousandths: bigint): Percent {
  return tenThousandths as Percent
}
export function wholePercent(count: number): Percent {
  return percent(BigInt(count) * 10_000n)
}
export function parsePercent(text: string): Outcome<Percent, DecimalRefusal> {
  const parsed = parseDecimal(text, 4)
  return parsed.ok ? done(percent(parsed.value)) : parsed
}
/** '12.5' */
export function percentText(share: Percent): string {
  return decimalText(share, 4)
}

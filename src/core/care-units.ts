import { formatQuantity } from './format.ts'
import type { Quantity } from './money.ts'

/** What one unit of a care package is. */
export type CareUnit = 'hour' | 'session' | 'day' | 'night' | 'week'

/** '1 hour', '15.5 hours' */
export function unitsText(amount: Quantity, unit: CareUnit): string {
  const text = formatQuantity(amount)
  return text === '1' ? `1 ${unit}` : `${text} ${unit}s`
}

/** 'an hour', 'a night' */
export function perUnit(unit: CareUnit): string {
  return `${unit === 'hour' ? 'an' : 'a'} ${unit}`
}

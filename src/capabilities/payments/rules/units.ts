import { PARTS_PER_UNIT } from '../../../core/money.ts'
import type { Quantity } from '../../../core/money.ts'

export const CARE_UNITS = ['hour', 'session', 'day', 'night', 'week', 'one-off'] as const
/** What one unit of a care package is. */
export type CareUnit = (typeof CARE_UNITS)[number]

export function isCareUnit(text: string): text is CareUnit {
  return CARE_UNITS.some((unit) => unit === text)
}

/** Hours are exact to four decimals, since a sixteenth of an hour is 0.0625; everything else to hundredths. */
export function decimalPlaces(unit: CareUnit): 4 | 2 {
  return unit === 'hour' ? 4 : 2
}

/** Whether the quantity can be said in this unit: in its decimals or, for hours, in whole minutes. */
export function isExactIn(unit: CareUnit, amount: Quantity): boolean {
  const smallest = PARTS_PER_UNIT / 10n ** BigInt(decimalPlaces(unit))
  return amount % smallest === 0n || (unit === 'hour' && amount % (PARTS_PER_UNIT / 60n) === 0n)
}

/** '1 hour', '15.5 hours' */
export function inUnits(quantity: string, unit: CareUnit): string {
  return quantity === '1' ? `1 ${unit}` : `${quantity} ${unit}s`
}

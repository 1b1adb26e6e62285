/** Who bears part of a price besides the council: the person, a third party within the price, the NHS beside it. */
export const PAYERS = ['contribution', 'top-up', 'nursing'] as const
export type Payer = (typeof PAYERS)[number]

export function isPayer(text: string): text is Payer {
  return PAYERS.some((payer) => payer === text)
}

/** What a payment line is for. A line of a payer is what somebody else bears of a stay. */
export type LineKind = 'care' | 'stay' | 'adjustment' | Payer

/** What stands before the days of a line, on screens and papers alike. */
export const BEFORE_DAYS: Readonly<Record<LineKind, string>> = {
  care: '',
  stay: '',
  adjustment: 'Adjustment for ',
  contribution: 'Less the person’s contribution, ',
  'top-up': 'Less the third-party top-up, ',
  nursing: 'Nursing care paid by the NHS, no part of this, ',
}

/**
 * What a file says of it. Files had three kinds before anybody's part was a line, and programs know these: a part is an
 * adjustment there, and a field of its own names the payer.
 */
export function kindInFiles(kind: LineKind): 'care' | 'stay' | 'adjustment' {
  return isPayer(kind) ? 'adjustment' : kind
}

export function payerOf(kind: LineKind): Payer | null {
  return isPayer(kind) ? kind : null
}

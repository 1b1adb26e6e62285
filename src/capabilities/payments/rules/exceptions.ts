/** Against the provider's last payment under the same calendar; a bigger change is shown and must be confirmed. */
export const CHANGE_PERCENT = 25
/** Eleven digits of pence: no bank file can hold more. */
export const BANK_LIMIT = 99_999_999_999n

export const EXCEPTION_CODES = [
  'over-bank-limit',
  'no-bank-details',
  'no-price',
  'held-week',
  'unconfirmed-week',
  'agreement-not-agreed',
  'payers-above-price',
  'changed',
  'carried',
  'recovered',
  'new-payment',
  'no-payment-now',
] as const
/** What a run was prepared without, or with a difference that somebody should have looked at. */
export type ExceptionCode = (typeof EXCEPTION_CODES)[number]
export type Severity = 'stops' | 'confirm' | 'information'

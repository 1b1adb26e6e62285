import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import { parseRate } from '../../../../core/decimal.ts'
import type { Rate } from '../../../../core/money.ts'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'

export type Values = Readonly<Record<string, string>>
type Faulty = FieldError & { readonly code: 'faulty' }

/** £1,000,000: more is a slip of the hand. */
const MOST = 10_000_000_000n

/** A price as people type it: 23.06, £23.06 or 1,080.06. */
export function priceTyped(values: Values, field: string, what = 'the new price'): Outcome<Rate, Faulty> {
  const text = (values[field] ?? '').replace(/^\s*£|[,\s]/gu, '')
  const fault = (words: string) => refused<Faulty>({ code: 'faulty', field, text: words })
  if (text === '') return fault(`Enter ${what}`)
  const parsed = parseRate(text)
  if (parsed.ok && parsed.value >= MOST) return fault('The price must be less than £1,000,000')
  if (parsed.ok) return parsed
  switch (parsed.refusal.code) {
    case 'negative':
      return fault('A price must be £0 or more')
    case 'too-precise':
      return fault('A price can have up to 4 decimal places, like 23.0625')
    case 'not-a-number':
      return fault('Enter a price in pounds, like 23.06')
  }
}

/** Three boxes, `from-day` and so on. */
export function dayTyped(values: Values, prefix: string, what: string): Outcome<LocalDate, Faulty> {
  const parts = ['day', 'month', 'year'].map((part) => (values[`${prefix}-${part}`] ?? '').trim())
  const field = `${prefix}-day`
  if (parts.every((part) => part === '')) return refused({ code: 'faulty', field, text: `Enter ${what}` })
  const [day = '', month = '', year = ''] = parts
  const parsed = parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (parsed === undefined)
    return refused({ code: 'faulty', field, text: `Enter ${what} as a real date, like 1 4 2026` })
  return done(parsed)
}

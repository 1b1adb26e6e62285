import { parsePence } from '../../../../../core/decimal.ts'
import type { Pence } from '../../../../../core/money.ts'
import { isPayer, type Payer } from '../../../../../core/payers.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { isLeftEmpty, typedDay } from '../../shared/typed-day.ts'
import { faultOfText } from '../../shared/typed-text.ts'

/** £10,000.00 a week: more is a slip of the hand. */
const MOST = 1_000_000n

type Values = Readonly<Record<string, string>>
type Typed = { readonly payer: Payer; readonly weekly: Pence; readonly fromOn: LocalDate; readonly reason: string }

export function payerTyped(values: Values): Typed | readonly FieldError[] {
  const typed = (name: string) => values[name] ?? ''
  const [payer, weekly, fromOn] = [typed('payer'), amountTyped(typed('weekly')), typedDay(values, 'from')]
  const reason = typed('reason').replaceAll('\r\n', '\n').trim()
  const faults = faultOfText('reason', reason, 'Enter why it changes')
  if (isPayer(payer) && typeof weekly !== 'string' && fromOn !== undefined && faults.length === 0)
    return { payer, weekly, fromOn, reason }
  return [
    ...(isPayer(payer) ? [] : [{ field: 'payer', text: 'Select who pays' }]),
    ...(typeof weekly === 'string' ? [{ field: 'weekly', text: weekly }] : []),
    ...(fromOn === undefined ? [{ field: 'from-day', text: dayFault(values) }] : []),
    ...faults,
  ]
}

function dayFault(values: Values): string {
  return isLeftEmpty(values, 'from')
    ? 'Enter the day from which it is paid'
    : 'Enter the day from which it is paid as a real date, like 6 4 2026'
}

/** Pounds as people type them, or what is wrong with them. */
function amountTyped(typed: string): Pence | string {
  const text = typed.replace(/^\s*£|[,\s]/gu, '')
  if (text === '') return 'Enter what is paid a week, or 0 if nothing is paid any more'
  const parsed = parsePence(text)
  if (parsed.ok) return parsed.value > MOST ? 'The amount must be £10,000.00 or less' : parsed.value
  switch (parsed.refusal.code) {
    case 'negative':
      return 'The amount must be £0 or more'
    case 'too-precise':
      return 'The amount can have up to 2 decimal places, like 160.15'
    case 'not-a-number':
      return 'Enter an amount in pounds, like 160.15'
  }
}

import { z } from 'zod'
import { addDays, parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import { quantityText } from '../../../../core/decimal.ts'
import { parseQuantity } from '../../../../core/quantity-entry.ts'
import { quantity, type Quantity } from '../../../../core/money.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { Package } from '../../rules/package.ts'
import { priceSteps, stepOn } from '../../rules/price-steps.ts'
import { faultsOf, type AskedChange, type VariationFault } from '../../rules/variation.ts'
import { boxesOf, isLeftEmpty, sentDay, typedDay } from './typed-day.ts'

const text = z.string().max(200).default('')

/** What the form says; `week` and `planned` come with a link from a week that was over its plan. */
export const VariationForm = z.object({
  kind: text,
  ...sentDay('from'),
  ...sentDay('last'),
  planned: text,
  ...Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`day${String(index + 1)}`, text])),
  week: text,
  reason: z.string().max(50_000).default(''),
})
export type Typed = Readonly<Record<string, string>>

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** The days of the plan in force, where it is planned by day. */
export function plannedDays(care: Package, today: AskedChange['fromOn']): readonly Quantity[] | null {
  const step = stepOn(priceSteps(care), today)
  return care.versions.find(({ version }) => version === step?.version)?.plannedByDay ?? null
}

/** Where a week was over its plan, the form begins with that week, and with what was delivered in it. */
export function begunFrom(typed: Typed, byDay: readonly Quantity[] | null): Typed {
  const monday = parseLocalDate(typed['week'] ?? '')
  const week =
    monday === undefined
      ? {}
      : { kind: 'temporary', ...boxesOf('from', monday), ...boxesOf('last', addDays(monday, 6)) }
  const days = Object.fromEntries(
    (byDay ?? []).map((amount, index) => [`day${String(index + 1)}`, quantityText(amount)]),
  )
  const said = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))
  return { ...days, ...week, ...said }
}

type Read = { readonly asked: AskedChange | undefined; readonly errors: readonly FieldError[] }

export function readAsked(care: Package, typed: Typed, byDay: readonly Quantity[] | null): Read {
  const { amount, errors: amountErrors } = byDay === null ? weekly(typed) : daily(typed)
  const kind = (['temporary', 'permanent'] as const).find((one) => one === typed['kind'])
  const from = typedDay(typed, 'from')
  const last = kind === 'temporary' ? typedDay(typed, 'last') : null
  const errors = [...fieldFaults(typed, { kind, from, last }), ...amountErrors]
  if (errors.length > 0 || kind === undefined || from === undefined || last === undefined || amount === undefined)
    return { asked: undefined, errors }
  const asked = { kind, fromOn: from, lastOn: last, ...amount }
  const faults = faultsOf(care, asked).map((fault) => faultWords(fault, byDay !== null))
  return { asked: faults.length > 0 ? undefined : asked, errors: faults }
}

type Fields = {
  readonly kind: AskedChange['kind'] | undefined
  readonly from: LocalDate | undefined
  readonly last: LocalDate | null | undefined
}

function fieldFaults(typed: Typed, { kind, from, last }: Fields): readonly FieldError[] {
  return [
    ...(kind === undefined ? [{ field: 'kind', text: 'Select whether the change is for good or for a time' }] : []),
    ...(from === undefined ? [{ field: 'from-day', text: 'Enter the first day of the change, like 27 3 2026' }] : []),
    ...(last === undefined ? [{ field: 'last-day', text: lastWords(typed) }] : []),
  ]
}

function lastWords(typed: Typed): string {
  return isLeftEmpty(typed, 'last')
    ? 'Enter the last day of a change for a time'
    : 'The last day must be a real day, like 30 4 2026'
}

type Amount = {
  readonly amount: Pick<AskedChange, 'planned' | 'plannedByDay'> | undefined
  readonly errors: readonly FieldError[]
}

function weekly(typed: Typed): Amount {
  const planned = parseQuantity(typed['planned'] ?? '')
  if (planned.ok) return { amount: { planned: planned.value, plannedByDay: null }, errors: [] }
  const text = 'Enter how much is needed in a week, like 16, 16.5 or 16:30'
  return { amount: undefined, errors: [{ field: 'planned', text }] }
}

function daily(typed: Typed): Amount {
  const read = DAYS.map((name, index) => ({ name, field: `day${String(index + 1)}` })).map((day) => ({
    ...day,
    amount: parseQuantity(typed[day.field] === '' ? '0' : (typed[day.field] ?? '0')),
  }))
  const errors = read
    .filter(({ amount }) => !amount.ok)
    .map(({ name, field }) => ({ field, text: `Enter how much is needed on a ${name}, like 2, 2.5 or 2:30` }))
  if (errors.length > 0) return { amount: undefined, errors }
  const plannedByDay = read.map(({ amount }) => (amount.ok ? amount.value : quantity(0n)))
  return { amount: { planned: quantity(plannedByDay.reduce((sum, one) => sum + one, 0n)), plannedByDay }, errors: [] }
}

export function faultWords(fault: VariationFault, byDay: boolean): FieldError {
  const amount = byDay ? 'day1' : 'planned'
  const words: Readonly<Record<VariationFault, FieldError>> = {
    'before-care': { field: 'from-day', text: 'The first day must not be before the care begins' },
    'after-care': { field: 'last-day', text: 'The change must not go on after the last day of the care' },
    'runs-backward': { field: 'last-day', text: 'The last day must not be before the first day' },
    'nothing-planned': {
      field: amount,
      text: 'Enter more than nothing. If care stopped, use “Tell us what happened” instead',
    },
    'too-much': { field: amount, text: 'A week has 168 hours. Enter fewer' },
    'nothing-changes': { field: amount, text: 'This is what is planned already. Enter what should be different' },
    'no-price': { field: 'from-day', text: 'There is no price for this day. Write to the council instead' },
  }
  return words[fault]
}

import { z } from 'zod'
import { addDays, parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import { parseQuantity } from '../../../../core/quantity-entry.ts'
import { quantity } from '../../../../core/money.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { CarePlan } from '../../rules/care-plan.ts'
import type { Package } from '../../rules/package.ts'
import { inForceOn, priceSteps, stepOn } from '../../rules/price-steps.ts'
import { faultsOf, type AskedChange, type VariationFault } from '../../rules/variation.ts'
import { boxesOfPlan, DAY_NAMES, fitsRows, OVERFULL_DAY, planBoxes, planKind, readPlan } from './plan-form.ts'
import { boxesOf, isLeftEmpty, sentDay, typedDay } from './typed-day.ts'

const text = z.string().max(200).default('')

/** What the form says; `week` and `planned` come with a link from a week that was over its plan. */
export const VariationForm = z.object({
  kind: text,
  ...sentDay('from'),
  ...sentDay('last'),
  ...planBoxes,
  week: text,
  reason: z.string().max(50_000).default(''),
})
export type Typed = Readonly<Record<string, string>>

/** How a change is asked for: visit by visit where care has a timetable, by day where it is planned so, or for a week. */
export type PlanShape = 'timetable' | 'days' | 'week'
export type PlanNow = { readonly shape: PlanShape; readonly plan: CarePlan | undefined; readonly today: LocalDate }

/** The plan in force. */
export function planNow(care: Package, today: LocalDate): PlanNow {
  const step = stepOn(priceSteps(care), today)
  const found = care.versions.find(({ version }) => version === step?.version)
  const visits = care.timetable.filter(({ version }) => version === found?.version)
  const plan = found && { planned: found.planned, plannedByDay: found.plannedByDay, visits }
  const terms = inForceOn(care.terms, today) ?? care.terms.at(-1)
  const recorded = planKind(terms?.recording)
  // Care that is recorded as one amount a week may be planned by visits all the same, and keeps them.
  if (recorded === 'timetable' || (recorded === 'amount' && visits.length > 0))
    return { shape: 'timetable', plan, today }
  return { shape: (plan?.plannedByDay ?? null) === null ? 'week' : 'days', plan, today }
}

/** Where a week was over its plan, the form begins with that week, and with what was delivered in it. */
export function begunFrom(typed: Typed, now: PlanNow): Typed {
  const monday = parseLocalDate(typed['week'] ?? '')
  const week =
    monday === undefined
      ? {}
      : { kind: 'temporary', ...boxesOf('from', monday), ...boxesOf('last', addDays(monday, 6)) }
  const plan = begunPlan(now)
  // Visits say the hours themselves.
  const said = Object.entries(typed).filter(([name, value]) => value !== '' && !(name === 'planned' && 'v1-at' in plan))
  return { ...plan, ...week, ...Object.fromEntries(said) }
}

function begunPlan({ shape, plan }: PlanNow): Typed {
  if (plan === undefined || shape === 'week') return {}
  if (shape === 'days') return boxesOfPlan({ ...plan, visits: [] })
  return plan.visits.length > 0 && fitsRows(plan.visits) ? boxesOfPlan(plan) : {}
}

type Read = { readonly asked: AskedChange | undefined; readonly errors: readonly FieldError[] }

export function readAsked(care: Package, typed: Typed, { shape, today }: Pick<PlanNow, 'shape' | 'today'>): Read {
  const { amount, errors: amountErrors } = amountOf(typed, shape, care.unit)
  const kind = (['temporary', 'permanent'] as const).find((one) => one === typed['kind'])
  const from = typedDay(typed, 'from')
  const last = kind === 'temporary' ? typedDay(typed, 'last') : null
  const errors = [...fieldFaults(typed, { kind, from, last }), ...amountErrors]
  if (errors.length > 0 || kind === undefined || from === undefined || last === undefined || amount === undefined)
    return { asked: undefined, errors }
  const asked = { kind, fromOn: from, lastOn: last, ...amount }
  const faults = faultsOf(care, asked, today).map((fault) => faultWords(fault, shape))
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
  readonly amount: Pick<AskedChange, 'planned' | 'plannedByDay' | 'visits'> | undefined
  readonly errors: readonly FieldError[]
}

function amountOf(typed: Typed, shape: PlanShape, unit: Package['unit']): Amount {
  if (shape === 'week') return weekly(typed)
  if (shape === 'days') return daily(typed)
  const { plan, errors } = readPlan(typed, { kind: 'timetable', unit })
  return { amount: plan, errors }
}

function weekly(typed: Typed): Amount {
  const planned = parseQuantity(typed['planned'] ?? '')
  if (planned.ok) return { amount: { planned: planned.value, plannedByDay: null }, errors: [] }
  const text = 'Enter how much is needed in a week, like 16, 16.5 or 16:30'
  return { amount: undefined, errors: [{ field: 'planned', text }] }
}

function daily(typed: Typed): Amount {
  const read = DAY_NAMES.map((name, index) => ({ name, field: `day${String(index + 1)}` })).map((day) => ({
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

export function faultWords(fault: VariationFault, shape: PlanShape): FieldError {
  const amount = shape === 'days' ? 'day1' : 'planned'
  const words: Readonly<Record<VariationFault, FieldError>> = {
    'before-care': { field: 'from-day', text: 'The first day must not be before the care begins' },
    'after-care': { field: 'last-day', text: 'The change must not go on after the last day of the care' },
    'runs-backward': { field: 'last-day', text: 'The last day must not be before the first day' },
    'nothing-planned': {
      field: amount,
      text: 'Enter more than nothing. If care stopped, use “Tell us what happened” instead',
    },
    'far-ahead': { field: 'from-day', text: 'The first day must be within a year from today. Check the year' },
    'ends-far-ahead': { field: 'last-day', text: 'The last day must be within a year from today. Check the year' },
    'overfull-day': { field: amount, text: OVERFULL_DAY },
    'too-much': { field: amount, text: 'A week has 168 hours. Enter fewer' },
    'nothing-changes': { field: amount, text: 'This is what is planned already. Enter what should be different' },
    'no-price': { field: 'from-day', text: 'There is no price for this day. Write to the council instead' },
  }
  return words[fault]
}

import { z } from 'zod'
import type { LocalDate } from '../../../../../core/dates.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import type { CareChangeFault, ChangeWanted } from '../../../rules/care-change.ts'
import type { Package } from '../../../rules/package.ts'
import { readOwnPrice } from '../../shared/own-price.ts'
import { OVERFULL_DAY, planBoxes, readPlan, type PlanKind, type Typed } from '../../shared/plan-form.ts'
import { farAhead, sentDay, typedDay } from '../../shared/typed-day.ts'

const text = z.string().max(200).default('')

export const ChangeForm = z.object({
  ...{ line: text, cause: text, price: text, priceReason: z.string().max(20_000).default('') },
  ...sentDay('from'),
  ...planBoxes,
})
export const Version = z.object({ version: z.coerce.number().int().positive() })

type Faulty = { readonly code: 'faulty'; readonly errors: readonly FieldError[] }
type Of = {
  readonly kind: PlanKind
  readonly care: Package
  readonly lineIds: readonly string[]
  readonly today: LocalDate
}

export function readChange(typed: Typed, { kind, care, lineIds, today }: Of): Outcome<ChangeWanted, Faulty> {
  const rateLineId = lineIds.find((id) => id === typed['line'])
  const cause = (['social-work-decision', 'correction'] as const).find((one) => one === typed['cause'])
  const fromOn = typedDay(typed, 'from')
  const own = readOwnPrice(typed)
  const plan = readPlan(typed, { kind, unit: care.unit })
  const errors = [
    ...(cause === undefined ? [{ field: 'cause', text: 'Select why it changes' }] : []),
    ...(fromOn === undefined ? [{ field: 'from-day', text: 'Enter the first day of the change, like 27 3 2026' }] : []),
    ...farAhead('from', fromOn, today),
    ...(rateLineId === undefined ? [{ field: 'line', text: 'Select what is bought' }] : []),
    ...plan.errors,
    ...own.errors,
  ]
  const whole = errors.length === 0 && plan.plan !== undefined
  if (!whole || cause === undefined || fromOn === undefined || rateLineId === undefined)
    return refused({ code: 'faulty', errors })
  return done({ cause, fromOn, rateLineId, plan: plan.plan, ownPrice: own.price })
}

const NOT_CHANGEABLE = {
  field: 'main-content',
  text: 'This care is suspended, cancelled or over. Release it first where it is suspended',
}

export const changeWords: Readonly<Record<CareChangeFault | 'another-change' | 'one-waits' | 'changed', FieldError>> = {
  'not-changeable': NOT_CHANGEABLE,
  'before-care': { field: 'from-day', text: 'The care begins after that day. Change its dates instead' },
  'after-care': { field: 'from-day', text: 'The care has ended by that day' },
  'nothing-changes': { field: 'planned', text: 'This is how it is already. Enter what should be different' },
  'nothing-planned': { field: 'planned', text: 'Enter more than nothing. To stop the care, end it' },
  'too-much': { field: 'planned', text: 'A week has 168 hours. Enter fewer' },
  'overfull-day': { field: 'planned', text: OVERFULL_DAY },
  'no-price': { field: 'line', text: 'This line has no price on that day. Choose another, or enter a price' },
  'other-unit': { field: 'line', text: 'This line is bought by another unit. Commission new care instead' },
  'same-price': { field: 'price', text: 'That is the price of the book. Leave this empty' },
  'reason-missing': { field: 'priceReason', text: 'Enter why the council pays another price' },
  'another-change': {
    field: 'from-day',
    text: 'Another change has decided the days after this one. Choose a day after that change',
  },
  'one-waits': { field: 'price', text: 'Another price for this care waits for a second person already' },
  changed: {
    field: 'main-content',
    text: 'Somebody changed this care while you had it open. It is shown as it is now',
  },
}

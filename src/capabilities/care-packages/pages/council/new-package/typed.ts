import { z } from 'zod'
import type { LocalDate } from '../../../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { BookLine, Commission, CommissionFault } from '../../../rules/commission.ts'
import { readOwnPrice } from '../../shared/own-price.ts'
import { OVERFULL_DAY, planBoxes, readPlan, type PlanKind, type Typed } from '../../shared/plan-form.ts'
import { farAhead, isLeftEmpty, sentDay, typedDay } from '../../shared/typed-day.ts'

const text = z.string().max(200).default('')
/** What is not an id is as if nothing were chosen yet: the page asks again. */
const id = z.uuid().optional().catch(undefined)

export const CareForm = z.object({
  ...{ person: id, service: id, contract: id },
  ...{ q: text, provider: text, line: text, price: text, priceReason: z.string().max(20_000).default('') },
  ...sentDay('from'),
  ...sentDay('last'),
  ...planBoxes,
})

type Chosen = {
  readonly place: Pick<Commission, 'personId' | 'serviceId' | 'contractId'>
  readonly lines: readonly BookLine[]
  readonly kindOn: (day: LocalDate) => PlanKind
  readonly today: LocalDate
}
type Faulty = { readonly code: 'faulty'; readonly errors: readonly FieldError[] }

/** The care as it is typed, or what is wrong with it. */
export function readCare(typed: Typed, { place, lines, kindOn, today }: Chosen): Outcome<Commission, Faulty> {
  const line = lines.find(({ id: one }) => one === typed['line'])
  const days = readDays(typed)
  const own = readOwnPrice(typed)
  const unit = (line ?? lines[0])?.unit ?? 'hour'
  const plan = readPlan(typed, { kind: kindOn(days.startsOn ?? today), unit })
  const errors = [
    ...missing(line, 'line', 'Select what is bought'),
    ...plan.errors,
    ...missing(days.startsOn, 'from-day', 'Enter the first day of care, like 27 3 2026'),
    ...farAhead('from', days.startsOn, today),
    ...missing(days.endsOn, 'last-day', 'The last day must be a real day, like 30 4 2026'),
    ...own.errors,
  ]
  if (errors.length > 0 || line === undefined || plan.plan === undefined || !isWhole(days))
    return refused({ code: 'faulty', errors })
  return done({ ...place, ...days, rateLineId: line.id, plan: plan.plan, ownPrice: own.price })
}

type Days = Pick<Commission, 'startsOn' | 'endsOn'>
type ReadDays = { readonly [day in keyof Days]: Days[day] | undefined }

/** No last day is one that nobody knows yet. */
function readDays(typed: Typed): ReadDays {
  return { startsOn: typedDay(typed, 'from'), endsOn: isLeftEmpty(typed, 'last') ? null : typedDay(typed, 'last') }
}

function isWhole(days: ReadDays): days is Days {
  return days.startsOn !== undefined && days.endsOn !== undefined
}

function missing(value: unknown, field: string, words: string): readonly FieldError[] {
  return value === undefined ? [{ field, text: words }] : []
}

export function faultWords(fault: CommissionFault): FieldError {
  const words: Readonly<Record<CommissionFault, FieldError>> = {
    'provider-ended': { field: 'main-content', text: 'The provider has ended. Choose another' },
    'person-died': { field: 'from-day', text: 'The person had died by that day' },
    'runs-backward': { field: 'last-day', text: 'The last day must not be before the first day' },
    'before-contract': { field: 'from-day', text: 'The contract begins after that day' },
    'after-contract': { field: 'from-day', text: 'The contract ends before that day' },
    'no-price': {
      field: 'line',
      text: 'This line of the book has no price on the first day. Choose another, or enter a price',
    },
    'nothing-planned': { field: 'planned', text: 'Enter more than nothing' },
    'too-much': { field: 'planned', text: 'A week has 168 hours. Enter fewer' },
    'overfull-day': { field: 'planned', text: OVERFULL_DAY },
    'same-price': { field: 'price', text: 'That is the price of the book. Leave this empty' },
    'reason-missing': { field: 'priceReason', text: 'Enter why the council pays another price' },
  }
  return words[fault]
}

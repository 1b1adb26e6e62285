import { z } from 'zod'
import type { LocalDate } from '../../../../../core/dates.ts'
import { END_REASONS } from '../../../../../core/nights-after.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import type { DatesFault } from '../../../rules/care-change.ts'
import type { Package } from '../../../rules/package.ts'
import { farAhead, isLeftEmpty, sentDay, typedDay } from '../../shared/typed-day.ts'

export const DatesForm = z.object({
  /** Only to look at what other dates change. */
  show: z.literal('check').optional().catch(undefined),
  ...sentDay('start'),
  ...sentDay('end'),
  version: z.coerce.number().int().positive(),
})
export type Typed = Readonly<Record<string, string>>
type Faulty = { readonly code: 'faulty'; readonly errors: readonly FieldError[] }

export function readDates(typed: Typed, today: LocalDate): Outcome<Pick<Package, 'startsOn' | 'endsOn'>, Faulty> {
  const startsOn = typedDay(typed, 'start')
  const endsOn = isLeftEmpty(typed, 'end') ? null : typedDay(typed, 'end')
  const far = farAhead('start', startsOn, today)
  if (startsOn !== undefined && endsOn !== undefined && far.length === 0) return done({ startsOn, endsOn })
  const errors = [
    ...far,
    ...(startsOn === undefined ? [{ field: 'start-day', text: 'Enter the first day of care, like 27 3 2026' }] : []),
    ...(endsOn === undefined ? [{ field: 'end-day', text: 'The last day must be a real day, like 30 4 2026' }] : []),
  ]
  return refused({ code: 'faulty', errors })
}

export const EndForm = z.object({
  ...sentDay('lastday'),
  why: z
    .enum([...END_REASONS, 'other'])
    .or(z.literal(''))
    .catch(''),
  reason: z.string().max(20_000).default(''),
  version: z.coerce.number().int().positive(),
})
const CHANGED = 'Somebody changed this care while you had it open. It is shown as it is now'

export const datesWords: Readonly<Record<DatesFault | 'changed', FieldError>> = {
  'not-changeable': {
    field: 'main-content',
    text: 'This care is suspended, cancelled or over. Release it first where it is suspended',
  },
  'runs-backward': { field: 'end-day', text: 'The last day must not be before the first day' },
  'nothing-changes': { field: 'start-day', text: 'These are its dates already' },
  'before-contract': { field: 'start-day', text: 'The contract begins after that day' },
  'after-contract': { field: 'start-day', text: 'The contract ends before that day' },
  'no-price': { field: 'start-day', text: 'The price book has no price on that day' },
  'recorded-before': { field: 'start-day', text: 'Care was recorded before that day' },
  'recorded-after': { field: 'end-day', text: 'Care was recorded after that day' },
  'changed-before': { field: 'start-day', text: 'The plan was changed before that day. Choose an earlier one' },
  changed: { field: 'main-content', text: CHANGED },
}

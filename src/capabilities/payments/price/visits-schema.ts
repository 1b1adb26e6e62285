import { z } from 'zod'
import { VISIT_STATUSES } from '../../../core/visit-minutes.ts'
import type { VisitStatus } from '../../../core/visit-minutes.ts'
import { day, flag, id, missingOr, numeral, rates, strictly, words } from './file-values.ts'

const BAND_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'weekday', 'weekend', 'bank-holiday'] as const
const MODES = ['nearest', 'down', 'up', 'none'] as const
const MIDNIGHT = 1440

/** Minutes after midnight. */
const clockTime = z
  .string({ error: missingOr('must be a time in quotes, such as "17:30"') })
  .transform((text, context): number => {
    const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
    if (hours !== undefined) return Number(hours) * 60 + Number(minutes)
    if (text === '24:00') return MIDNIGHT
    context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not a time of day (HH:MM)` })
    return z.NEVER
  })
const timeOfDay = clockTime.refine((minute) => minute < MIDNIGHT, { error: 'must be before 24:00' })

const status = z
  .string({ error: missingOr(`must be one of ${VISIT_STATUSES.join(', ')}`) })
  .transform((text, context): VisitStatus => {
    const found = VISIT_STATUSES.find((each) => each === text.toLowerCase())
    if (found !== undefined) return found
    context.addIssue({ code: 'custom', message: `must be one of ${VISIT_STATUSES.join(', ')}` })
    return z.NEVER
  })

const visit = z.strictObject(
  {
    date: day,
    start: timeOfDay,
    minutes: numeral,
    planned_minutes: numeral.optional(),
    carer: words.optional(),
    status,
  },
  { error: strictly },
)

const rounding = z
  .strictObject(
    {
      increment: numeral.optional(),
      mode: z.enum(MODES, { error: missingOr(`must be one of ${MODES.join(', ')}`) }),
      cap_to_planned: flag.default(false),
    },
    { error: strictly },
  )
  .superRefine(({ increment, mode }, context) => {
    if (increment === undefined && mode !== 'none')
      context.addIssue({ code: 'custom', path: ['increment'], message: 'is missing' })
  })

const band = z.strictObject(
  {
    days: z
      .array(z.enum(BAND_DAYS, { error: `must be one of ${BAND_DAYS.join(', ')}` }), {
        error: missingOr('must be a list of days'),
      })
      .min(1, { error: 'must name at least one day' }),
    from: timeOfDay,
    to: clockTime,
    price: numeral,
  },
  { error: strictly },
)

/** The reader of lists by key leaves the one key out that the language gives a meaning of its own. */
const fixedPrices = z.preprocess(
  (raw, context) => {
    if (typeof raw === 'object' && raw !== null && Object.hasOwn(raw, '__proto__'))
      context.addIssue({ code: 'custom', message: 'has no such key as "__proto__"' })
    return raw
  },
  z.record(z.string(), numeral, { error: 'must be an object such as { "30": "16.00" }' }),
)

export const visitsCase = z.strictObject(
  {
    id,
    kind: z.literal('visits'),
    visits: z.array(visit, { error: missingOr('must be a list of visits') }),
    rounding: rounding.default({ mode: 'none', cap_to_planned: false }),
    bands: z.array(band, { error: 'must be a list of bands' }).default([]),
    split: flag.default(false),
    fixed_prices: fixedPrices.default({}),
    rates: rates.default([]),
  },
  { error: strictly },
)

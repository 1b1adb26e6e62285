import { z } from 'zod'
import type { LocalDate } from '../../../core/dates.ts'
import { day, flag, id, missingOr, numeral, rates, strictly } from './file-values.ts'

type Moment = { readonly text: string; readonly day: LocalDate; readonly time: string }

/** The time on the clock where the person is; seconds are read and do not matter. */
const moment = z
  .string({ error: missingOr('must be a date and time in quotes, such as "2025-06-03T14:00"') })
  .transform((text, context): Moment => {
    const [, date, time] = /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$/.exec(text) ?? []
    const parsed = day.safeParse(date)
    if (parsed.success && time !== undefined) return { text, day: parsed.data, time }
    context.addIssue({
      code: 'custom',
      message: `${JSON.stringify(text)} is not a date and time (YYYY-MM-DDTHH:MM)`,
    })
    return z.NEVER
  })

const tier = z.strictObject(
  { nights: numeral.optional(), days: numeral.optional(), percent: numeral },
  { error: strictly },
)
type Tier = z.infer<typeof tier>

const tiers = z.array(tier, { error: missingOr('must be a list of tiers') }).superRefine((list, context) => {
  list.forEach((each, place) => {
    const fault = tierFault(each, place === list.length - 1)
    if (fault !== undefined) context.addIssue({ code: 'custom', path: [place], message: fault })
  })
  if (list.some(({ nights }) => nights !== undefined) && list.some(({ days }) => days !== undefined))
    context.addIssue({ code: 'custom', message: 'must all be in nights or all in days' })
})

function tierFault({ nights, days }: Tier, isLast: boolean): string | undefined {
  if (nights !== undefined && days !== undefined) return 'must have "nights" or "days", not both'
  return nights === undefined && days === undefined && !isLast ? 'must have "nights" or "days"' : undefined
}

const absenceKeys = z.strictObject(
  {
    id,
    kind: z.literal('absence'),
    rates: rates.optional(),
    price: numeral.optional(),
    quantity_per_day: numeral.optional(),
    out: moment.optional(),
    back: moment.optional(),
    nights: numeral.optional(),
    days: numeral.optional(),
    tiers,
    already_paid: numeral.default('0'),
  },
  { error: strictly },
)
type AbsenceKeys = z.infer<typeof absenceKeys>

export const absenceCase = absenceKeys.superRefine((described, context) => {
  for (const message of [lengthFault(described), priceFault(described)])
    if (message !== undefined) context.addIssue({ code: 'custom', message })
})

function lengthFault({ out, back, nights, days }: AbsenceKeys): string | undefined {
  const counts = [nights, days].filter((count) => count !== undefined)
  if (counts.length === 0 && out !== undefined && back !== undefined) return undefined
  if (counts.length === 1 && out === undefined && back === undefined) return undefined
  return 'must have "out" and "back", or "nights", or "days"'
}

function priceFault({ rates: weekly, price, quantity_per_day: perDay }: AbsenceKeys): string | undefined {
  if (weekly !== undefined && price === undefined && perDay === undefined) return undefined
  if (weekly === undefined && price !== undefined && perDay !== undefined) return undefined
  return 'must have "rates", or "price" with "quantity_per_day"'
}

export const blockCase = z.strictObject(
  {
    id,
    kind: z.literal('block'),
    guaranteed: numeral,
    payable: numeral,
    missed: numeral.default('0'),
    missed_counts_as_available: flag.default(true),
    price: numeral,
  },
  { error: strictly },
)

import { z } from 'zod'
import { parseLocalDate } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'

export const numeral = z.string({ error: missingOr('must be a decimal number in quotes, such as "14"') })
export const words = z.string({ error: missingOr('must be text') })

export const anyDay = z
  .string({ error: missingOr('must be a day in quotes, such as "2025-03-03"') })
  .transform((text, context): LocalDate => {
    const day = parseLocalDate(text)
    if (day !== undefined) return day
    context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not a day of the calendar (YYYY-MM-DD)` })
    return z.NEVER
  })
/** Days that are counted from, so the calendar must go on after them; '9999-12-31' only ever means an open end. */
export const day = anyDay.refine((value) => value < '9999-01-01', { error: 'must be before the year 9999' })

export const flag = z.boolean({ error: missingOr('must be true or false') })
export const id = words.min(1, { error: 'must not be empty' })
export const rates = z.array(z.strictObject({ from: anyDay, price: numeral }, { error: strictly }), {
  error: missingOr('must be a list of { "from", "price" }'),
})

export function missingOr(otherwise: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? 'is missing' : otherwise)
}

export function strictly(issue: { readonly code?: string | undefined; readonly keys?: readonly string[] }): string {
  if (issue.code !== 'unrecognized_keys') return 'must be an object'
  const keys = (issue.keys ?? []).map((key) => JSON.stringify(key)).join(', ')
  return `has no such key as ${keys}`
}

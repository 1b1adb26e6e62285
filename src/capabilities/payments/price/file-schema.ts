import { z } from 'zod'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { absenceCase, blockCase } from './absence-schema.ts'
import { anyDay, day, id, missingOr, numeral, rates, strictly, words } from './file-values.ts'
import { findJsonFault } from './json-fault.ts'
import { visitsCase } from './visits-schema.ts'

const sevenDays = z
  .array(numeral, { error: 'must be a list of seven numbers in quotes' })
  .length(7, { error: 'must have seven values, one for each day from week_start' })

const weekCase = z.strictObject(
  {
    id,
    kind: z.literal('week'),
    week_start: day,
    unit: words,
    terms: z.enum(['actual', 'planned'], { error: missingOr('must be "actual" or "planned"') }),
    rates,
    planned: numeral.default('0'),
    frustrated: numeral.default('0'),
    missed: numeral.default('0'),
    extra: numeral.default('0'),
    actual: numeral.optional(),
    comment: words.default(''),
    frustrated_percent: numeral.default('100'),
    package_from: anyDay.optional(),
    package_to: anyDay.optional(),
    planned_by_day: sevenDays.optional(),
    tolerance_percent: numeral.optional(),
  },
  { error: strictly },
)

const stayCase = z.strictObject(
  {
    id,
    kind: z.literal('stay'),
    rates,
    in: anyDay.optional(),
    out: anyDay.optional(),
    period_from: day,
    period_to: day,
    day_rule: z.enum(['nights', 'inclusive'], { error: 'must be "nights" or "inclusive"' }).default('nights'),
    extra_nights: numeral.default('0'),
  },
  { error: strictly },
)

const priceFile = z.strictObject(
  {
    version: z.literal(1, { error: missingOr('must be 1') }),
    as_of: day.optional(),
    cases: z.array(
      z.discriminatedUnion('kind', [weekCase, stayCase, visitsCase, absenceCase, blockCase], {
        error: ({ input }) =>
          typeof input === 'object' && input !== null && !Array.isArray(input)
            ? 'must be "week", "stay", "visits", "absence" or "block"'
            : 'must be an object with "id" and "kind"',
      }),
      { error: missingOr('must be a list of cases') },
    ),
  },
  { error: strictly },
)

export type PriceFile = z.infer<typeof priceFile>
export type WeekCase = z.infer<typeof weekCase>
export type StayCase = z.infer<typeof stayCase>
export type VisitsCase = z.infer<typeof visitsCase>
export type AbsenceCase = z.infer<typeof absenceCase>
export type BlockCase = z.infer<typeof blockCase>

/** What is wrong with a file as a whole, each fault with its place in the document. */
export type NotOfFormat = { readonly code: 'not-of-format'; readonly faults: readonly string[] }

export function parsePriceFile(text: string): Outcome<PriceFile, NotOfFormat> {
  const json = parseJson(text)
  if (!json.ok) return json
  const parsed = priceFile.safeParse(json.value)
  if (parsed.success) return done(parsed.data)
  return notOfFormat(parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`))
}

export function notOfFormat(faults: readonly string[]): Outcome<never, NotOfFormat> {
  return refused({ code: 'not-of-format', faults })
}

function parseJson(text: string): Outcome<unknown, NotOfFormat> {
  // A byte order mark is what spreadsheets and Windows editors put in front; it is not part of the document.
  const document = text.startsWith('\uFEFF') ? text.slice(1) : text
  const fault = findJsonFault(document)
  if (fault !== undefined)
    return notOfFormat([`line ${String(fault.line)}, column ${String(fault.column)}: not JSON: ${fault.reason}`])
  const value: unknown = JSON.parse(document)
  return done(value)
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'document'
  return path
    .map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

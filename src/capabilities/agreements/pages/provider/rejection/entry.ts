import { z } from 'zod'
import { parseRate } from '../../../../../core/decimal.ts'
import type { Quantity, Rate } from '../../../../../core/money.ts'
import { parseQuantity } from '../../../../../core/quantity-entry.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { OfferLine } from '../../../rules/content.ts'
import type { LineAnswer, Rejection } from '../../../rules/rejection.ts'
import { REASONS } from '../../../rules/response.ts'

const COMMENT_LENGTH = 2_000
const LONGEST = 10_000

export const RejectionForm = z
  .object({
    revision: z.coerce.number().int().min(1),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    comment: z.string().trim().max(LONGEST).default(''),
    startsNow: z.literal('yes').optional().catch(undefined),
  })
  .catchall(z.union([z.string().max(LONGEST), z.array(z.string().max(LONGEST)).max(10)]))
export type RejectionForm = z.infer<typeof RejectionForm>

/** The fields of a line carry its number, where there is more than one. */
export function fieldOf(name: string, index: number, lines: number): string {
  return lines === 1 ? name : `${name}-${String(index + 1)}`
}

type Read =
  { readonly ok: true; readonly rejection: Rejection } | { readonly ok: false; readonly errors: readonly FieldError[] }

/** What was typed, as an answer to each line of the text that is shown. */
export function readRejection(form: RejectionForm, lines: readonly OfferLine[]): Read {
  const read = lines.map((line, index) => readLine(form, line, (name) => fieldOf(name, index, lines.length)))
  const answers = read.flatMap(({ answer }) => (answer === undefined ? [] : [answer]))
  const errors = [...read.flatMap((one) => one.errors), ...commentFaults(form.comment)]
  if (errors.length === 0 && answers.every(({ kind }) => kind === 'right'))
    errors.push({ field: 'line-1', text: 'Say of at least one line that it is wrong, or go back and agree' })
  if (errors.length > 0) return { ok: false, errors }
  return { ok: true, rejection: { comment: form.comment, lines: answers, startsNow: form.startsNow === 'yes' } }
}

type Line = { readonly answer: LineAnswer | undefined; readonly errors: readonly FieldError[] }

function readLine(form: RejectionForm, line: OfferLine, field: (name: string) => string): Line {
  const { packageId, packageReference } = line
  const about = { packageId, packageReference }
  const text = (name: string) => {
    const value = form[field(name)]
    return typeof value === 'string' ? value.trim() : ''
  }
  // The only line of a text is what a rejection is about.
  const kind = field('line') === 'line' ? 'disputed' : text('line')
  if (kind === 'right') return { answer: { ...about, kind }, errors: [] }
  if (kind !== 'disputed')
    return { answer: undefined, errors: [{ field: field('line'), text: `Say whether ${packageReference} is right` }] }

  const reason = REASONS.find((one) => one === text('reason'))
  const price = readPrice(text('expectedPrice'), field('expectedPrice'))
  const quantity = readQuantity(text('expectedQuantity'), field('expectedQuantity'))
  const faults = [...price.faults, ...quantity.faults]
  if (reason === undefined)
    return {
      answer: undefined,
      errors: [{ field: field('reason'), text: 'Select why you are rejecting it' }, ...faults],
    }
  return {
    answer: { ...about, kind, reason, expectedPrice: price.value, expectedQuantity: quantity.value },
    errors: faults,
  }
}

function commentFaults(comment: string): FieldError[] {
  if (comment === '') return [{ field: 'comment', text: 'Enter what is wrong' }]
  if (comment.length <= COMMENT_LENGTH) return []
  return [
    { field: 'comment', text: `What is wrong must be ${COMMENT_LENGTH.toLocaleString('en')} characters or fewer` },
  ]
}

type Value<T> = { readonly value: T | null; readonly faults: readonly FieldError[] }

function readPrice(text: string, field: string): Value<Rate> {
  if (text === '') return { value: null, faults: [] }
  const parsed = parseRate(text.replaceAll(/[£,\s]/g, ''))
  if (parsed.ok && parsed.value < 10n ** 10n) return { value: parsed.value, faults: [] }
  return { value: null, faults: [{ field, text: 'Expected price must be an amount, like 22.40' }] }
}

function readQuantity(text: string, field: string): Value<Quantity> {
  if (text === '') return { value: null, faults: [] }
  const parsed = parseQuantity(text)
  if (parsed.ok) return { value: parsed.value, faults: [] }
  return { value: null, faults: [{ field, text: 'Expected plan must be a number, like 14 or 13.5 or 13:30' }] }
}

/** Everything that was typed, so that nothing of it is lost. */
export function typedIn(form: RejectionForm): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  )
}

import { z } from 'zod'
import { parseDecimal } from '../../../../../core/decimal.ts'
import { localDate, type LocalDate } from '../../../../../core/dates.ts'
import { done, type Outcome } from '../../../../../core/outcome.ts'
import { parseQuantity } from '../../../../../core/quantity-entry.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { AWAY_FIELDS } from '../../../../../platform/web/patterns/absence-tiers.tsx'
import { USUAL_CARE_TERMS } from '../../../rules/care-terms.ts'
import type { BlockTerms, FirstTerms, NewProposal } from '../../../store/contract-proposals.ts'
import { addedTyped, CARE_FIELDS, type Added } from '../../shared/care-terms.tsx'
import { dayTyped, priceTyped, type Values } from '../../shared/typed.ts'

const Box = z.string().max(20_000).default('')
const days = (prefix: string) => [`${prefix}-day`, `${prefix}-month`, `${prefix}-year`]

export const ContractForm = z.object({
  ...{ provider: z.uuid(), number: Box, title: Box, calendar: Box, reason: Box },
  ...Object.fromEntries(['starts', 'ends', 'block'].flatMap(days).map((field) => [field, Box])),
  services: z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(200)]).default([]),
  kind: z.enum(['spot', 'framework', 'block']).or(z.literal('')).default(''),
  paymentTerms: z.enum(['actual', 'planned']).or(z.literal('')).default(''),
  paidBy: z.enum(['invoice', 'schedule']).or(z.literal('')).default(''),
  recording: z.enum(['weekly', 'timetabled', 'visits', 'none']).or(z.literal('')).default(''),
  signGate: z.enum(['yes', 'no']).catch('yes'),
  blockUnit: z.enum(['hour', 'session', 'day', 'night']).catch('hour'),
  blockMissed: z.enum(['yes', 'no']).catch('yes'),
  ...{ frustratedPercent: Box, tolerancePercent: Box, stepMinutes: Box, claimLimitWeeks: Box },
  ...{ blockWeekly: Box, blockPrice: Box },
  ...Object.fromEntries([...AWAY_FIELDS, ...CARE_FIELDS].map((name) => [name, z.string().max(100).optional()])),
})
export type Sent = z.infer<typeof ContractForm>
type Read = { readonly said: NewProposal } | { readonly errors: readonly FieldError[] }

/** As the form shows it again. */
export function valuesOf({ services, ...rest }: Sent): Values {
  return { ...stringsOf(rest), services: services.join(' ') }
}

function stringsOf(record: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  )
}

/** What was typed as a contract, or everything that is wrong with it. */
export function contractTyped(sent: Sent, contractId: string | null): Read {
  const values = valuesOf(sent)
  const facts = factsTyped(sent, values, contractId === null)
  const terms = contractId === null ? termsTyped(sent) : null
  const block = blockTyped(sent, values)
  const reason = textFaults('reason', sent.reason, { what: 'why', most: 2_000 })
  const errors = [...faultsOf(facts), ...faultsOf(terms), ...faultsOf(block), ...reason]
  if (isFaulty(facts) || isFaulty(terms) || isFaulty(block) || reason.length > 0) return { errors }
  return { said: { ...facts, contractId, terms, block, reason: sent.reason.trim() } }
}

type Faulty = { readonly errors: readonly FieldError[] }

function isFaulty(part: object | null): part is Faulty {
  return part !== null && 'errors' in part
}

function faultsOf(part: object | null): readonly FieldError[] {
  return isFaulty(part) ? part.errors : []
}

type Facts = Omit<NewProposal, 'contractId' | 'terms' | 'block' | 'reason'>

function factsTyped(sent: Sent, values: Values, isNew: boolean): Facts | Faulty {
  // Of a contract that is there, number and first day stay: the command reads them.
  const starts = isNew ? dayTyped(values, 'starts', 'the first day of the contract') : done(EVER)
  const ends = dayOrNone(values, 'ends', 'the last day')
  const { kind } = sent
  const errors = [
    ...(isNew ? textFaults('number', sent.number, { what: 'the number of the contract', most: 60 }) : []),
    ...textFaults('title', sent.title, { what: 'what the contract is for', most: 200 }),
    ...(kind === '' ? [{ field: 'kind', text: 'Select the kind of contract' }] : []),
    ...(sent.services.length === 0 ? [{ field: 'services', text: 'Select at least one service' }] : []),
    ...[starts, ends].flatMap((one) => (one.ok ? [] : [one.refusal])),
  ]
  if (kind === '' || !starts.ok || !ends.ok || errors.length > 0) return { errors }
  return {
    ...{ providerId: sent.provider, number: sent.number.trim(), title: sent.title.trim(), kind },
    ...{ calendar: sent.calendar, startsOn: starts.value, endsOn: ends.value, serviceIds: sent.services },
  }
}

const EVER = localDate('0001-01-01')

function textFaults(field: string, text: string, { what, most }: { what: string; most: number }): FieldError[] {
  if (text.trim() === '') return [{ field, text: `Enter ${what}` }]
  return text.trim().length > most
    ? [{ field, text: `It must be ${most.toLocaleString('en-GB')} characters or fewer` }]
    : []
}

function dayOrNone(
  values: Values,
  prefix: string,
  what: string,
): Outcome<LocalDate | null, FieldError & { code: 'faulty' }> {
  return days(prefix).every((field) => (values[field] ?? '').trim() === '')
    ? done(null)
    : dayTyped(values, prefix, what)
}

type Bounds = { readonly least: number; readonly most: number; readonly places: number }

function numberFaults(field: string, text: string, { least, most, places }: Bounds): FieldError[] {
  const parsed = parseDecimal(text.trim(), places)
  if (parsed.ok && Number(text) >= least && Number(text) <= most) return []
  return [{ field, text: `Enter a number from ${String(least)} to ${String(most)}` }]
}

function termsTyped(sent: Sent): FirstTerms | Faulty {
  const { paymentTerms, paidBy, recording } = sent
  const added = addedTyped(sent)
  const errors = [
    ...choiceFaults(sent),
    ...numberFaults('frustratedPercent', sent.frustratedPercent, { least: 0, most: 100, places: 0 }),
    ...(sent.tolerancePercent.trim() === ''
      ? []
      : numberFaults('tolerancePercent', sent.tolerancePercent, { least: 0, most: 999, places: 2 })),
    ...numberFaults('stepMinutes', sent.stepMinutes, { least: 1, most: 60, places: 0 }),
    ...numberFaults('claimLimitWeeks', sent.claimLimitWeeks, { least: 1, most: 520, places: 0 }),
    ...faultsOf(added),
  ]
  if (paymentTerms === '' || paidBy === '' || recording === '' || errors.length > 0) return { errors }
  if ('errors' in added) return { errors }
  return {
    ...{ paymentTerms, paidBy, recording, signGate: sent.signGate === 'yes' },
    frustratedPercent: Number(sent.frustratedPercent),
    tolerancePercent: sent.tolerancePercent.trim() === '' ? null : sent.tolerancePercent.trim(),
    stepMinutes: Number(sent.stepMinutes),
    claimLimitWeeks: Number(sent.claimLimitWeeks),
    ...withUsual(added),
  }
}

function withUsual({ absenceTiers, care }: Added) {
  return { absenceTiers: absenceTiers ?? [], care: care ?? USUAL_CARE_TERMS }
}

function choiceFaults({ paymentTerms, paidBy, recording }: Sent): readonly FieldError[] {
  return [
    ...(paymentTerms === '' ? [{ field: 'paymentTerms', text: 'Select what is paid' }] : []),
    ...(paidBy === '' ? [{ field: 'paidBy', text: 'Select who starts a payment' }] : []),
    ...(recording === '' ? [{ field: 'recording', text: 'Select how care is recorded' }] : []),
  ]
}

/** Null when nothing is typed about a block. */
function blockTyped(sent: Sent, values: Values): BlockTerms | null | Faulty {
  const isEmpty = [sent.blockWeekly, sent.blockPrice, ...days('block').map((field) => values[field] ?? '')].every(
    (text) => text.trim() === '',
  )
  if (isEmpty) return null
  const from = dayTyped(values, 'block', 'the day from which it is bought')
  const weekly = parseQuantity(sent.blockWeekly)
  const price = priceTyped(values, 'blockPrice', 'the price of one of them')
  const isWeekly = weekly.ok && weekly.value > 0n
  const errors = [
    ...(isWeekly ? [] : [{ field: 'blockWeekly', text: 'Enter how much is bought a week, like 100 or 87.5' }]),
    ...(price.ok ? [] : [price.refusal]),
    ...(from.ok ? [] : [from.refusal]),
  ]
  if (!from.ok || !weekly.ok || !price.ok || errors.length > 0) return { errors }
  return {
    ...{ from: from.value, weekly: weekly.value, price: price.value },
    ...{ unit: sent.blockUnit, missedCounts: sent.blockMissed === 'yes' },
  }
}

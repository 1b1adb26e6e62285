import type { LocalDate } from '../../../core/dates.ts'
import { PARTS_PER_UNIT, quantity } from '../../../core/money.ts'
import type { Quantity } from '../../../core/money.ts'
import { WHOLE } from '../../../core/percent.ts'
import type { Percent } from '../../../core/percent.ts'

export type Unit = 'hour' | 'session' | 'day' | 'night' | 'week'
export type PaymentTerms = 'actual' | 'planned'

/** What a person says about one package in one week. Actual is stated only by files that show it. */
export type Entry = {
  readonly frustrated: Quantity
  readonly missed: Quantity
  readonly extra: Quantity
  readonly visits: number | null
  readonly comment: string
  /** A code of the council's list; null for none. Undefined where it cannot be said, which leaves what stands. */
  readonly reason?: string | null | undefined
  readonly actual?: Quantity | undefined
}

/** What the contract says about recording, on the week's first day of care. */
export type RecordingRule = {
  readonly terms: PaymentTerms
  readonly frustratedPercent: Percent
  readonly tolerancePercent: Percent | undefined
  readonly extrasAllowed: boolean
  readonly visitsRequired: boolean
  readonly stepMinutes: number
  readonly claimLimitWeeks: number
  readonly signGate: boolean
}

export type EntryField = 'frustrated' | 'missed' | 'extra' | 'visits' | 'reason' | 'comment'
type AmountField = 'frustrated' | 'missed' | 'extra'

export type Misreading = 'not-a-number' | 'negative' | 'too-precise' | 'too-large'

/** Faults of what was typed. The codes are those of the actuals template, and public. */
export type EntryFault =
  | { readonly code: 'R20'; readonly field: EntryField; readonly why: Misreading }
  | { readonly code: 'R21'; readonly field: AmountField; readonly stepMinutes: number | undefined }
  | { readonly code: 'R22'; readonly stated: Quantity; readonly computed: Quantity }
  | { readonly code: 'R23'; readonly undelivered: Quantity; readonly planned: Quantity }
  | { readonly code: 'R24' }
  | { readonly code: 'R25' }
  | { readonly code: 'R26'; readonly asks: Explanation }
  | { readonly code: 'R28'; readonly hours: Quantity }
  | { readonly code: 'too-long'; readonly limit: number }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'reason-unknown' }

/** A comment; a reason of the council's list; or words beside the reason, because more than the exception level was delivered. */
export type Explanation = 'comment' | 'reason' | 'words'

export const nothingDiffers: Entry = {
  frustrated: quantity(0n),
  missed: quantity(0n),
  extra: quantity(0n),
  visits: null,
  comment: '',
  reason: null,
}

const HOURS_IN_WEEK = 168n * PARTS_PER_UNIT
const HUNDREDTH = PARTS_PER_UNIT / 100n
const COMMENT_LIMIT = 2_000
const AMOUNTS = ['frustrated', 'missed', 'extra'] as const

/** What was delivered, by definition: the plan, less what was not delivered, plus what was added. */
export function actualOf(planned: Quantity, { frustrated, missed, extra }: Entry): Quantity {
  return quantity(planned - frustrated - missed + extra)
}

/** Any frustrated, missed or extra care needs words, even when they cancel out. */
export function needsComment({ frustrated, missed, extra }: Entry): boolean {
  return frustrated !== 0n || missed !== 0n || extra !== 0n
}

/** Exactly at the tolerance passes. Above it the line waits for the council, and no other line waits with it. */
export function isOverTolerance(planned: Quantity, entry: Entry, tolerance: Percent | undefined): boolean {
  if (tolerance === undefined) return false
  return actualOf(planned, entry) * WHOLE > planned * (WHOLE + tolerance)
}

/** The smallest amount that can be recorded: hours go in steps of the contract, all else in hundredths of a unit. */
export function stepOf(unit: Unit, stepMinutes: number): bigint {
  return unit === 'hour' ? (PARTS_PER_UNIT / 60n) * BigInt(stepMinutes) : HUNDREDTH
}

export type WeekTerms = { readonly unit: Unit; readonly planned: Quantity; readonly rule: RecordingRule }

/** Every fault of the numbers, in the order of the boxes. They must hold for a draft too. */
export function amountFaults(week: WeekTerms, entry: Entry): readonly EntryFault[] {
  return [...stepFaults(week, entry), ...sumFaults(week, entry), ...lengthFault(entry)]
}

/** What must be said besides before a week counts as confirmed. With a list of reasons, one of them is asked for first. */
export function confirmationFaults(
  { planned, rule }: Pick<WeekTerms, 'planned' | 'rule'>,
  entry: Entry,
  { hasReasons = false }: { readonly hasReasons?: boolean } = {},
): readonly EntryFault[] {
  const faults: EntryFault[] = []
  if (rule.visitsRequired && entry.visits === null) faults.push({ code: 'R25' })
  const isBeyond = isOverTolerance(planned, entry, rule.tolerancePercent)
  const asks = lacking(entry, { isBeyond, hasReasons })
  return asks === undefined ? faults : [...faults, { code: 'R26', asks }]
}

type Explaining = { readonly isBeyond: boolean; readonly hasReasons: boolean }

function lacking(entry: Entry, { isBeyond, hasReasons }: Explaining): Explanation | undefined {
  if (!needsComment(entry) || entry.comment.trim() !== '') return undefined
  const { reason = null } = entry
  if (reason === null) return hasReasons ? 'reason' : 'comment'
  return isBeyond ? 'words' : undefined
}

function stepFaults({ unit, planned, rule }: WeekTerms, entry: Entry): readonly EntryFault[] {
  const step = stepOf(unit, rule.stepMinutes)
  const stepMinutes = unit === 'hour' ? rule.stepMinutes : undefined
  return AMOUNTS.flatMap((field): readonly EntryFault[] => {
    const amount = entry[field]
    if (amount < 0n) return [{ code: 'R20', field, why: 'negative' }]
    // The whole plan may be frustrated or missed, also when the plan itself is not in steps.
    const isWholePlan = field !== 'extra' && amount === planned
    return amount % step === 0n || isWholePlan ? [] : [{ code: 'R21', field, stepMinutes }]
  })
}

function sumFaults({ unit, planned, rule }: WeekTerms, entry: Entry): readonly EntryFault[] {
  const faults: EntryFault[] = []
  const undelivered = quantity(entry.frustrated + entry.missed)
  const computed = actualOf(planned, entry)
  if (undelivered > planned) faults.push({ code: 'R23', undelivered, planned })
  if (entry.extra > 0n && !rule.extrasAllowed) faults.push({ code: 'R24' })
  if (unit === 'hour' && computed > HOURS_IN_WEEK) faults.push({ code: 'R28', hours: computed })
  if (entry.actual !== undefined && entry.actual !== computed)
    faults.push({ code: 'R22', stated: entry.actual, computed })
  return faults
}

function lengthFault({ comment }: Entry): readonly EntryFault[] {
  return comment.length > COMMENT_LIMIT ? [{ code: 'too-long', limit: COMMENT_LIMIT }] : []
}

export function sameEntry(first: Entry, second: Entry): boolean {
  const amountsAgree = AMOUNTS.every((field) => first[field] === second[field])
  const wordsAgree = first.comment.trim() === second.comment.trim() && sameReason(first.reason, second.reason)
  return amountsAgree && first.visits === second.visits && wordsAgree
}

function sameReason(first: Entry['reason'], second: Entry['reason']): boolean {
  return first === undefined || second === undefined || first === second
}

/** A way of recording that knows no reasons leaves the one that stands. */
export function withReason(entry: Entry, standing: Entry | undefined): Entry {
  return entry.reason === undefined ? { ...entry, reason: standing?.reason ?? null } : entry
}

/** The week as a caller names it. */
export type PackageWeek = { readonly packageId: string; readonly weekStart: LocalDate }

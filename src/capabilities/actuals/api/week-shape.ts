import { z } from 'zod'
import type { LocalDate } from '../../../core/dates.ts'
import { quantityText } from '../../../core/decimal.ts'
import { done } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { parseQuantity } from '../../../core/quantity-entry.ts'
import type { ProblemFault } from '../../../platform/web/problem.ts'
import { blockWords, heldWords, wordsFor } from '../pages/shared/words.ts'
import { warningWords } from '../rules/file/words.ts'
import type { WeekFault } from '../rules/judge.ts'
import { findBlock } from '../rules/recordable.ts'
import { recordabilityOf, type HeldCode, type SheetRow } from '../rules/sheet-row.ts'
import { readEntry } from '../rules/typed-entry.ts'
import { warningsOf, type WarningFacts } from '../rules/warnings.ts'
import { nothingDiffers, type Entry, type EntryFault, type Unit } from '../rules/week.ts'
import { LateMembers } from './late.ts'

const Amount = z.string().max(20)
const amountNote = 'In units as a decimal, like "1.75"; hours also as "1:45"'

/** What was delivered in one week, as somebody says it. */
export const EntryBody = z
  .object({
    frustrated: Amount.default('0').describe(`Planned, but missed by the person. ${amountNote}`),
    missed: Amount.default('0').describe(`Planned, but missed by you. ${amountNote}`),
    extra: Amount.default('0').describe(`On top of the plan. ${amountNote}`),
    actual: Amount.refine((text) => parseQuantity(text).ok, 'Must be a number of units, like 13.25')
      .optional()
      .describe(
        'What was delivered altogether. It may be left out; if sent, it must be planned − frustrated − missed + extra',
      ),
    visits: z.int().min(0).max(9_999).nullable().default(null).describe('How many visits, where the contract asks'),
    comment: z.string().max(10_000).default('').describe('Needed wherever delivery differed from the plan'),
    reason: z
      .string()
      .max(40)
      .nullable()
      .optional()
      .describe('A code of listReasons, where the council has such a list; null for none. Left out, what stands stays'),
    intent: z
      .enum(['draft', 'confirm', 'undo', 'amend'])
      .default('confirm')
      .describe(
        'Keep as a draft; confirm; take a confirmation back; or change a week that is closed, with a new comment',
      ),
    ...LateMembers,
  })
  .meta({ id: 'Entry' })

export const ApiWeek = z
  .object({
    packageId: z.uuid(),
    packageReference: z.string(),
    serviceId: z.uuid(),
    weekStart: z.iso.date(),
    unit: z.enum(['hour', 'session', 'day', 'night', 'week']),
    planned: z.string().describe('What is commissioned for this week, in units'),
    version: z.int().describe('0 while nothing is recorded; the number in the ETag'),
    status: z.enum(['not-recorded', 'draft', 'confirmed', 'held']),
    actual: z.string().nullable(),
    frustrated: z.string(),
    missed: z.string(),
    extra: z.string(),
    visits: z.int().nullable(),
    comment: z.string(),
    reason: z.string().nullable().describe('A code of listReasons'),
    recordedBy: z.string().nullable(),
    recordedAt: z.iso.datetime().nullable(),
    notes: z
      .array(z.object({ code: z.string(), text: z.string() }))
      .describe(
        'Why it is held, or cannot be recorded; please confirm (W01, W02, W05), or for information (W03). No warning stops anything',
      ),
  })
  .meta({ id: 'Week' })

export function weekOf(row: SheetRow, today: LocalDate, facts: WarningFacts | undefined) {
  return {
    packageId: row.packageId,
    packageReference: row.reference,
    serviceId: row.serviceId,
    weekStart: row.weekStart,
    unit: row.plan.unit,
    planned: quantityText(row.planned),
    ...standingOf(row),
    notes: [...heldNotes(row.standing?.heldCode ?? null), ...blockOrWarningNotes(row, today, facts)],
  }
}

function standingOf({ standing }: SheetRow) {
  if (standing === undefined) return unrecorded
  const { version, status, actual, entry, recordedName, recordedAt } = standing
  return {
    ...{ version, status, actual: quantityText(actual) },
    ...amountsOf(entry),
    ...{ visits: entry.visits, comment: entry.comment, reason: entry.reason ?? null },
    ...{ recordedBy: recordedName, recordedAt: recordedAt.toISOString() },
  }
}

const unrecorded = {
  ...{ version: 0, status: 'not-recorded' as const, actual: null },
  ...{ frustrated: '0', missed: '0', extra: '0', visits: null, comment: '', reason: null },
  ...{ recordedBy: null, recordedAt: null },
}

export function heldNotes(code: HeldCode | null): readonly { readonly code: string; readonly text: string }[] {
  return code === null ? [] : [{ code, text: heldWords[code] }]
}

/** As the review of the week asks: nothing of a week that cannot be recorded, or that waits for its visits. */
function blockOrWarningNotes(row: SheetRow, today: LocalDate, facts: WarningFacts | undefined) {
  const block = findBlock(recordabilityOf(row), today)
  if (block !== undefined) return [{ code: block.code, text: blockWords(block) }]
  if (row.standing === undefined && row.recording === 'visits') return []
  const warned = warningsOf(row, row.standing?.entry ?? nothingDiffers, facts)
  return warned.map((code) => ({ code, text: warningWords[code].why }))
}

function amountsOf({ frustrated, missed, extra }: Entry) {
  return { frustrated: quantityText(frustrated), missed: quantityText(missed), extra: quantityText(extra) }
}

/** The same reading as of a typed row; what the sender worked out as delivered is checked against it. */
export function readSent(
  body: z.infer<typeof EntryBody>,
): Outcome<Entry, { readonly code: 'misread'; readonly faults: readonly EntryFault[] }> {
  const { frustrated, missed, extra, comment } = body
  const visits = body.visits === null ? '' : String(body.visits)
  const reason = body.reason === null ? '' : body.reason
  const read = readEntry({ frustrated, missed, extra, visits, comment, reason })
  if (!read.ok || body.actual === undefined) return read
  const actual = parseQuantity(body.actual)
  return done({ ...read.value, ...(actual.ok && { actual: actual.value }) })
}

export function faultOf(fault: WeekFault, unit: Unit, at = ''): ProblemFault {
  const { field, text } = wordsFor(fault, unit)
  return { code: fault.code, pointer: field === undefined || fault.code === 'R06' ? at : `${at}/${field}`, text }
}

import { findBlock, findClosed } from './recordable.ts'
import type { Block, Closed } from './recordable.ts'
import { heldFor } from './held.ts'
import { recordabilityOf } from './sheet-row.ts'
import type { HeldCode, SheetRow, StandingWeek, WeekStatus } from './sheet-row.ts'
import { amountFaults, confirmationFaults, sameEntry, withReason } from './week.ts'
import type { Entry, EntryFault } from './week.ts'
import type { LocalDate } from '../../../core/dates.ts'

export type Stale = { readonly code: 'R06'; readonly standing: StandingWeek | undefined }
export type Unknown = { readonly code: 'R01' }
export type WeekFault = EntryFault | Block | Closed | Stale | Unknown
export type RowFault = { readonly packageId: string; readonly fault: WeekFault }

/** One row of a form or file: what it says, what it was based on, and what is meant by sending it. */
export type Submission = {
  readonly packageId: string
  /** The version on the page when it was opened; 0 when nothing had been recorded. */
  readonly basedOn: number
  /** What that version said, or the plan as it is; undefined when no such version ever stood. */
  readonly base: Entry | undefined
  readonly entry: Entry
  readonly intent: Intent
  /** The visits behind the same amounts are others. */
  readonly otherVisits?: boolean
}

/**
 * Keep as a draft; confirm; take a confirmation back, until the cut-off; or amend a week that is closed, with a reason:
 * payments finds the newer version and pays or takes back the difference.
 */
export type Intent = 'draft' | 'confirm' | 'undo' | 'amend'

export type Judgement =
  | { readonly kind: 'leave' }
  | { readonly kind: 'refuse'; readonly faults: readonly WeekFault[] }
  | { readonly kind: 'record'; readonly status: WeekStatus; readonly heldCode: HeldCode | null }

export type Moment = {
  readonly today: LocalDate
  readonly now: Date
  readonly taken: boolean
  /** The codes that the council lets explain this week; none where it has no list. */
  readonly reasons?: ReadonlySet<string>
  /** For how many weeks of a stay in hospital the council pays; undefined where it has set no limit. */
  readonly paidAbsenceWeeks?: number | undefined
}

/**
 * What becomes of one row. A row that says what already stands is left as it is, so that sending a form twice, or
 * after somebody else has done the same, does no harm; a row that its sender did not touch is left to whoever did.
 */
export function judge(row: SheetRow, sent: Submission, moment: Moment): Judgement {
  const { standing } = row
  if (alreadyStands(standing, sent)) return { kind: 'leave' }
  const untouched = sent.otherVisits !== true && sent.base !== undefined && sameEntry(sent.base, sent.entry)
  if (untouched && sent.intent === 'draft') return { kind: 'leave' }
  if ((standing?.version ?? 0) !== sent.basedOn) return { kind: 'refuse', faults: [{ code: 'R06', standing }] }

  const shut = shutFor(row, sent, moment)
  return shut === undefined ? judgeEntry(row, sent, moment) : { kind: 'refuse', faults: [shut] }
}

const NO_REASONS: ReadonlySet<string> = new Set()

function reasonsOf({ reasons = NO_REASONS }: Moment): ReadonlySet<string> {
  return reasons
}

/** An amendment is for a week that is closed; what blocks a week blocks that too. */
function shutFor(row: SheetRow, { intent }: Submission, moment: Moment): Block | Closed | undefined {
  return findBlock(recordabilityOf(row), moment.today) ?? (intent === 'amend' ? undefined : closed(row, moment))
}

function judgeEntry(row: SheetRow, { entry: said, intent }: Submission, moment: Moment): Judgement {
  const entry = withReason(said, row.standing?.entry)
  const reasons = reasonsOf(moment)
  const week = { unit: row.plan.unit, planned: row.planned, rule: row.rule }
  // A week once confirmed stays confirmed: saving it again may not quietly take it back from what is to be paid.
  const confirms =
    intent !== 'undo' && (intent !== 'draft' || (row.standing !== undefined && row.standing.status !== 'draft'))
  const faults = [
    ...amountFaults(week, entry),
    ...unknownReason(row, entry, reasons),
    ...(confirms ? confirmationFaults(week, entry, { hasReasons: reasons.size > 0 }) : []),
    ...(intent === 'amend' ? reasonFault(row, entry) : []),
  ]
  if (faults.length > 0) return { kind: 'refuse', faults }
  if (!confirms) return { kind: 'record', status: 'draft', heldCode: null }
  const heldCode = heldFor(row, entry, moment.paidAbsenceWeeks)
  return { kind: 'record', status: heldCode === null ? 'confirmed' : 'held', heldCode }
}

/** One that stands may stay, though the council has ended it since. */
function unknownReason({ standing }: SheetRow, { reason }: Entry, reasons: ReadonlySet<string>): readonly EntryFault[] {
  const isKnown = reason === null || reason === undefined || reason === standing?.entry.reason || reasons.has(reason)
  return isKnown ? [] : [{ code: 'reason-unknown' }]
}

/** A week that was closed is changed for a reason, and one that nobody has read yet. */
function reasonFault({ standing }: SheetRow, { comment }: Entry): readonly EntryFault[] {
  const said = comment.trim()
  return said === '' || said === standing?.entry.comment.trim() ? [{ code: 'reason-missing' }] : []
}

function closed({ standing, submitBy }: SheetRow, { taken, now }: Moment): Closed | undefined {
  return findClosed(standing, { taken, submitBy, now })
}

function alreadyStands(standing: StandingWeek | undefined, { entry, intent, otherVisits }: Submission): boolean {
  if (standing === undefined || otherVisits === true || !sameEntry(standing.entry, entry)) return false
  if (intent === 'undo') return standing.status === 'draft'
  return intent === 'draft' || standing.status !== 'draft'
}

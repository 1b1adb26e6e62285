import { judge } from './judge.ts'
import type { WeekFault } from './judge.ts'
import { findBlock, findClosed } from './recordable.ts'
import type { Block, Closed } from './recordable.ts'
import { recordabilityOf } from './sheet-row.ts'
import type { HeldCode, SheetRow } from './sheet-row.ts'
import { actualOf, nothingDiffers } from './week.ts'
import { warningsOf } from './warnings.ts'
import type { Warning, WarningFacts } from './warnings.ts'
import type { Entry } from './week.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'

/** What may be right and is asked about once: nothing of it stops anybody. */
export type Doubt =
  'over-tolerance' | 'long-absence' | 'nothing-delivered' | 'unlike-last-week' | 'not-touched' | Exclude<Warning, Note>
/** A warning about which nobody can do anything. */
type Note = 'W03'

export type Reviewed =
  /** Stops this row, and no other. */
  | { readonly level: 'must-fix'; readonly row: SheetRow; readonly faults: readonly WeekFault[] }
  | {
      readonly level: 'please-confirm'
      readonly row: SheetRow
      readonly entry: Entry
      readonly doubts: readonly Doubt[]
      readonly notes: readonly Note[]
    }
  | { readonly level: 'ready'; readonly row: SheetRow; readonly entry: Entry; readonly notes: readonly Note[] }
  /** The council has been asked: it waits, and nobody waits for it. */
  | { readonly level: 'parked'; readonly row: SheetRow }
  | {
      readonly level: 'information'
      readonly row: SheetRow
      readonly why: Block | Closed | 'confirmed' | 'no-visits' | HeldCode
    }

/** What is confirmed with the others. */
export type Confirmable = Of<'ready' | 'please-confirm'>

type Of<L extends Reviewed['level']> = Extract<Reviewed, { readonly level: L }>
type Moment = {
  readonly today: LocalDate
  readonly now: Date
  readonly taken: ReadonlySet<string>
  /** What was delivered in the week before, by package. */
  readonly before: ReadonlyMap<string, Quantity>
  readonly reasons?: ReadonlySet<string>
  /** The packages about whose week the council has been asked. */
  readonly parked?: ReadonlySet<string>
  readonly paidAbsenceWeeks?: number | undefined
  /** What may give rise to a warning, by package. */
  readonly warnings?: ReadonlyMap<string, WarningFacts>
}

/** Each row of a week, by how much it matters before the week is confirmed. */
export function reviewRow(row: SheetRow, moment: Moment): Reviewed {
  const why = settledBy(row, moment)
  if (why !== undefined) return { level: 'information', row, why }
  return moment.parked?.has(row.packageId) === true ? { level: 'parked', row } : reviewOpen(row, moment)
}

/** Why nobody has to decide about a row any more, or cannot yet. */
function settledBy(row: SheetRow, { today, now, taken }: Moment): Of<'information'>['why'] | undefined {
  const { standing, packageId, submitBy } = row
  const block = findBlock(recordabilityOf(row), today)
  if (block !== undefined) return block
  if (standing === undefined && row.recording === 'visits') return 'no-visits'
  if (standing === undefined || standing.status === 'draft') return undefined
  const held = standing.status === 'held' ? (standing.heldCode ?? 'H01') : ('confirmed' as const)
  return findClosed(standing, { taken: taken.has(packageId), submitBy, now }) ?? held
}

function reviewOpen(row: SheetRow, moment: Moment): Reviewed {
  const { today, now, taken, before, paidAbsenceWeeks, reasons = new Set() } = moment
  const { standing, packageId } = row
  const entry = standing?.entry ?? nothingDiffers
  const sent = { packageId, basedOn: standing?.version ?? 0, base: undefined, entry, intent: 'confirm' as const }
  const judgement = judge(row, sent, { today, now, reasons, paidAbsenceWeeks, taken: taken.has(packageId) })
  if (judgement.kind === 'refuse') return { level: 'must-fix', row, faults: judgement.faults }
  const warned = warningsOf(row, entry, moment.warnings?.get(packageId))
  const held = judgement.kind === 'record' ? judgement.heldCode : null
  const doubts = [
    ...doubtsOf({ row, entry, before: before.get(packageId), held }),
    ...warned.flatMap((code) => (code === 'W03' ? [] : [code])),
  ]
  const notes = warned.flatMap((code) => (code === 'W03' ? [code] : []))
  return doubts.length === 0
    ? { level: 'ready', row, entry, notes }
    : { level: 'please-confirm', row, entry, doubts, notes }
}

export function isConfirmable(one: Reviewed): one is Confirmable {
  return one.level === 'ready' || one.level === 'please-confirm'
}

/** The warnings of a row: whoever confirms it has seen them. */
export function warningsIn(one: Confirmable): readonly Warning[] {
  return one.level === 'ready' ? one.notes : [...one.doubts.filter(isWarning), ...one.notes]
}

function isWarning(doubt: Doubt): doubt is Exclude<Warning, Note> {
  return /^W\d\d$/.test(doubt)
}

type Doubted = {
  readonly row: SheetRow
  readonly entry: Entry
  readonly before: Quantity | undefined
  readonly held: HeldCode | null
}

function doubtsOf({ row, entry, before, held }: Doubted): readonly Doubt[] {
  const { planned, standing } = row
  const actual = actualOf(planned, entry)
  return [
    ...(held === 'H01' ? ['over-tolerance' as const] : []),
    ...(held === 'H02' ? ['long-absence' as const] : []),
    ...(actual === 0n && planned > 0n ? ['nothing-delivered' as const] : []),
    ...(before !== undefined && isUnlike(actual, before) ? ['unlike-last-week' as const] : []),
    ...(standing === undefined ? ['not-touched' as const] : []),
  ]
}

/** More than half as much again, or less than half as much, as the week before. */
function isUnlike(actual: Quantity, before: Quantity): boolean {
  return actual * 2n > before * 3n || actual * 2n < before
}

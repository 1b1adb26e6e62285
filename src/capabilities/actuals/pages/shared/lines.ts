import type { LocalDate } from '../../../../core/dates.ts'
import { formatQuantity } from '../../../../core/format.ts'
import { quantity, sumPence } from '../../../../core/money.ts'
import type { Pence } from '../../../../core/money.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { RowFault } from '../../rules/judge.ts'
import { quoteInput } from '../../rules/quote.ts'
import type { Quote, QuoteWeek } from '../../rules/quote.ts'
import { findBlock, findClosed } from '../../rules/recordable.ts'
import type { Block, Closed } from '../../rules/recordable.ts'
import { recordabilityOf } from '../../rules/sheet-row.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'
import { nothingDiffers } from '../../rules/week.ts'
import type { Entry } from '../../rules/week.ts'
import type { Parked } from '../../store/parked.ts'
import { wordsFor } from './words.ts'

/** One row as a page shows it: what stands or is planned, what it costs, and what stops it from being recorded. */
export type Line = {
  readonly row: SheetRow
  readonly entry: Entry
  readonly quote: Quote | undefined
  readonly shut: Block | Closed | undefined
  /** The council has been asked about it: it waits, and holds up no other. */
  readonly parked?: Parked | undefined
}
type Seen = {
  readonly today: LocalDate
  readonly now: Date
  readonly taken: ReadonlySet<string>
  readonly quote: QuoteWeek
  readonly parked?: ReadonlyMap<string, Parked>
}

export function lineOf(row: SheetRow, { today, now, taken, quote, parked }: Seen): Line {
  const entry = row.standing?.entry ?? nothingDiffers
  const quoted = quote(
    quoteInput({ ...row, today, entry, recordedByDay: row.standing?.byDay, times: row.standing?.times }),
  )
  const block = findBlock(recordabilityOf(row), today)
  const closed = findClosed(row.standing, { taken: taken.has(row.packageId), submitBy: row.submitBy, now })
  return {
    row,
    entry,
    quote: quoted.ok ? quoted.value : undefined,
    shut: block ?? closed,
    parked: parked?.get(row.packageId),
  }
}

export function totalOf(lines: readonly Line[]): Pence {
  return sumPence(lines.filter(isCounted).flatMap(({ quote }) => (quote === undefined ? [] : [quote.amount])))
}

/** Care that cannot be recorded and never was is no part of the total. */
export function isCounted({ shut, row }: Line): boolean {
  return shut === undefined || shut.code === 'R10' || row.standing !== undefined
}

/** What stands in the boxes before anything is typed. */
export function valuesOf(lines: readonly Line[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.flatMap(({ row: { packageId, standing }, entry }) => [
      [`frustrated-${packageId}`, formatQuantity(entry.frustrated)],
      [`missed-${packageId}`, formatQuantity(entry.missed)],
      [`extra-${packageId}`, formatQuantity(entry.extra)],
      [`visits-${packageId}`, entry.visits === null ? '' : String(entry.visits)],
      [`reason-${packageId}`, entry.reason ?? ''],
      [`comment-${packageId}`, entry.comment],
      [`version-${packageId}`, String(standing?.version ?? 0)],
    ]),
  )
}

const BOXES = ['frustrated', 'missed', 'extra', 'visits', 'reason', 'comment'] as const

/**
 * What was typed and not sent, row by row: a row that was typed in comes back with the version it was typed on, so that
 * somebody else's change of it since is told and not overwritten; every other row is as it stands now.
 */
export function restoredValues(
  lines: readonly Line[],
  standing: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const rows = lines
    .filter(({ shut }) => shut === undefined || shut.code === 'R10')
    .flatMap(({ row: { packageId } }) => {
      const boxes = BOXES.map((box) => `${box}-${packageId}`)
      const differs = boxes.some((box) => typed[box] !== undefined && typed[box] !== standing[box])
      return differs ? [...boxes, `version-${packageId}`] : []
    })
  return Object.fromEntries(
    [...rows, 'late-reason', 'late-note'].flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name]]])),
  )
}

/** Each fault beside its box and in the summary, with the person it is about; on the row when no box is at fault. */
export function errorsOf(faults: readonly RowFault[], lines: readonly Line[]): readonly FieldError[] {
  const lineWith = new Map(lines.map((line) => [line.row.packageId, line]))
  return faults.map(({ packageId, fault }) => {
    const line = lineWith.get(packageId)
    const { field, text } = wordsFor(fault, line?.row.plan.unit ?? 'hour')
    if (line === undefined) return { field: 'sheet', text }
    const shown =
      field !== undefined && (line.shut === undefined || line.shut.code === 'R10') && fault.code !== 'R10'
        ? `${field}-${packageId}`
        : `row-${packageId}`
    return { field: shown, text: `${line.row.personName}: ${text}` }
  })
}

/** A row somebody else has changed now stands on their version, so that sending it again is a decision and not a slip. */
export function rebased(faults: readonly RowFault[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    faults.flatMap(({ packageId, fault }) =>
      fault.code === 'R06' ? [[`version-${packageId}`, String(fault.standing?.version ?? 0)]] : [],
    ),
  )
}

/** The most that can be recorded before the week waits for the council. */
export function ceilingOf({ planned, rule }: SheetRow) {
  const { tolerancePercent } = rule
  return tolerancePercent === undefined ? undefined : quantity((planned * (1_000_000n + tolerancePercent)) / 1_000_000n)
}

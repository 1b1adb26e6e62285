import type { LocalDate } from '../../../../core/dates.ts'
import type { RecordRefusal } from '../../commands/record-week.ts'
import { judge } from '../../rules/judge.ts'
import type { RowFault } from '../../rules/judge.ts'
import type { LateFault } from '../../rules/late.ts'
import { isLateFault } from './late-reason.tsx'
import type { Sheet } from './read-lines.ts'
import { readSheet } from './sent-sheet.ts'
import type { SentSheet } from './sent-sheet.ts'

export type RefusedSheet = {
  readonly sent: SentSheet
  readonly faults: readonly RowFault[]
  readonly late?: LateFault | undefined
}

/** A number that cannot be read is told together with the faults of the other rows, so that one more try is enough. */
export function allFaults(
  { sent, faults }: RefusedSheet,
  { rows, taken, reasons }: Sheet,
  moment: { readonly today: LocalDate; readonly now: Date },
): readonly RowFault[] {
  const codes = new Set(reasons.map(({ code }) => code))
  const told = new Set(faults.map(({ packageId }) => packageId))
  const rowOf = new Map(rows.map((row) => [row.packageId, row]))
  const others = readSheet(sent).entries.flatMap((entry) => {
    const row = rowOf.get(entry.packageId)
    if (row === undefined || told.has(entry.packageId)) return []
    const base = entry.basedOn === row.standing?.version ? row.standing.entry : undefined
    const judgement = judge(row, { ...entry, base }, { ...moment, reasons: codes, taken: taken.has(entry.packageId) })
    if (judgement.kind !== 'refuse') return []
    return judgement.faults.map((fault) => ({ packageId: entry.packageId, fault }))
  })
  const order = [...rowOf.keys()]
  return [...faults, ...others].toSorted((a, b) => order.indexOf(a.packageId) - order.indexOf(b.packageId))
}

export function faultsOf(refusal: RecordRefusal | LateFault): Pick<RefusedSheet, 'faults' | 'late'> {
  return isLateFault(refusal) ? { faults: [], late: refusal } : { faults: refusal.faults }
}

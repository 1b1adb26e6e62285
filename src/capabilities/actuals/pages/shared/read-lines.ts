import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'
import { listParked, type Parked } from '../../store/parked.ts'
import { listReasonsFor, type Reason } from '../../store/reasons.ts'
import { listSheet } from '../../store/sheet.ts'
import type { ServiceWeek } from '../../store/sheet.ts'
import type { Later } from './later.ts'
import { lineOf } from './lines.ts'
import type { Line } from './lines.ts'

export type Sheet = {
  readonly rows: readonly SheetRow[]
  readonly taken: ReadonlySet<string>
  /** Of the council's list, those that may explain this week. */
  readonly reasons: readonly Reason[]
  /** Those that wait for an answer of the council. */
  readonly parked?: ReadonlyMap<string, Parked>
}

/** The rows of a sheet, and which of those already recorded an invoice or a payment has taken. */
export async function readSheetRows(
  tx: Tx,
  week: ServiceWeek,
  paging: Parameters<typeof listSheet>[2],
  { listTaken }: Later,
): Promise<Sheet> {
  const [rows, reasons, parked] = await Promise.all([
    listSheet(tx, week, paging),
    listReasonsFor(tx, week.weekStart),
    listParked(tx, week),
  ])
  const recorded = rows.filter(({ standing }) => standing !== undefined).map(({ packageId }) => packageId)
  const taken = recorded.length === 0 ? new Set<string>() : await listTaken(tx, week.weekStart, recorded)
  return { rows, taken, reasons, parked }
}

type Moment = { readonly today: LocalDate; readonly now: Date }

export function linesOf({ rows, taken, parked = new Map() }: Sheet, moment: Moment, { quote }: Later): readonly Line[] {
  return rows.map((row) => lineOf(row, { ...moment, taken, quote, parked }))
}

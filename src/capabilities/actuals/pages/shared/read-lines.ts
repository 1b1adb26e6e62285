import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'
import { listSheet } from '../../store/sheet.ts'
import type { ServiceWeek } from '../../store/sheet.ts'
import type { Later } from './later.ts'
import { lineOf } from './lines.ts'
import type { Line } from './lines.ts'

export type Sheet = { readonly rows: readonly SheetRow[]; readonly taken: ReadonlySet<string> }

/** The rows of a sheet, and which of those already recorded an invoice or a payment has taken. */
export async function readSheetRows(
  tx: Tx,
  week: ServiceWeek,
  paging: Parameters<typeof listSheet>[2],
  { listTaken }: Later,
): Promise<Sheet> {
  const rows = await listSheet(tx, week, paging)
  const recorded = rows.filter(({ standing }) => standing !== undefined).map(({ packageId }) => packageId)
  return { rows, taken: recorded.length === 0 ? new Set() : await listTaken(tx, week.weekStart, recorded) }
}

type Moment = { readonly today: LocalDate; readonly now: Date }

export function linesOf({ rows, taken }: Sheet, moment: Moment, { quote }: Later): readonly Line[] {
  return rows.map((row) => lineOf(row, { ...moment, taken, quote }))
}

import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { ReadRow } from '../../rules/file/read-row.ts'

/** A page's own transaction cannot COPY; a small file goes as one document instead. */
export async function stageAsDocument(tx: Tx, rows: readonly ReadRow[]): Promise<void> {
  const document = rows.map((row) => ({
    line: row.line,
    cpli_ref: row.cpliRef,
    client_ref: row.clientRef,
    week_start: row.weekStart,
    actual: row.actual?.toString() ?? null,
    frustrated: row.frustrated?.toString() ?? null,
    missed: row.missed?.toString() ?? null,
    extra: row.extra?.toString() ?? null,
    visits: row.visits,
    comment: row.comment,
    our_ref: row.ourRef,
    based_on: row.basedOn,
    faults: row.faults.length === 0 ? null : row.faults,
    said: row.said,
    ...lateOf(row),
  }))
  await sql`insert into upload_stage select * from jsonb_populate_recordset(null::upload_stage, ${JSON.stringify(document)}::jsonb)`.execute(
    tx,
  )
}

function lateOf({ late }: ReadRow) {
  return late === null ? {} : { late_reason: late.reason, late_note: late.note }
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Quantity } from '../../../../core/money.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Remedy } from '../../rules/file/remedies.ts'

export type RightRow = {
  readonly line: number
  /** Null where it stays. */
  readonly cpliRef: string | null
  readonly clientRef: string | null
  readonly weekStart: LocalDate | null
  readonly actual: Quantity | null
  readonly frustrated: Quantity | null
  readonly missed: Quantity | null
  readonly extra: Quantity | null
  readonly visits: number | null
  readonly comment: string
}

type Which = { readonly lines: readonly number[] } | { readonly code: string }

/** Refused rows only: what is good or saved is not put right. */
export async function listLinesOf(tx: Tx, uploadId: string, which: Which): Promise<readonly number[]> {
  const some =
    'lines' in which
      ? sql`r.line = any(${[...which.lines]}::int[])`
      : sql`exists (select from unnest(r.codes) c where split_part(c, ':', 1) = ${which.code})`
  const { rows } = await sql<{ line: number }>`
    select r.line from actuals.upload_row r
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId} and r.outcome = 'refused'
      and ${some} order by r.line limit 20000`.execute(tx)
  return rows.map(({ line }) => line)
}

/** Rows that are on the stage to be judged again take what was typed on screen. */
export async function putRight(tx: Tx, rows: readonly RightRow[]): Promise<void> {
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
  }))
  await sql`
    update upload_stage s set cpli_ref = coalesce(t.cpli_ref, s.cpli_ref), client_ref = coalesce(t.client_ref, s.client_ref), week_start = t.week_start, actual = t.actual, frustrated = t.frustrated, missed = t.missed, extra = t.extra,
      visits = t.visits, comment = t.comment, faults = null, said = null
    from jsonb_populate_recordset(null::upload_stage, ${JSON.stringify(document)}::jsonb) t where t.line = s.line`.execute(
    tx,
  )
}

export async function applyRemedy(tx: Tx, remedy: Remedy): Promise<void> {
  switch (remedy.kind) {
    case 'comment':
      await sql`update upload_stage set comment = ${remedy.text} where comment = ''`.execute(tx)
      return
    case 'visits':
      await sql`update upload_stage set visits = ${remedy.count}, faults = null where visits is null`.execute(tx)
      return
    case 'difference':
      await sql.raw(`update upload_stage s set ${remedy.into} = ${difference[remedy.into]}`).execute(tx)
      await sql`update upload_stage set comment = ${remedy.text} where comment = ''`.execute(tx)
      return
    case 'as-planned':
      await sql`update upload_stage set extra = 0, actual = null`.execute(tx)
      return
    case 'replace':
      await sql`update upload_stage set based_on = null`.execute(tx)
      return
    case 'again':
    case 'drop':
      return
  }
}

/** Kept beside the stage by `stageAgain`: what was planned when the row was judged first. */
const difference = {
  extra: 'greatest(coalesce(s.actual, 0) - (s.planned - coalesce(s.frustrated, 0) - coalesce(s.missed, 0)), 0)',
  missed: 'greatest(s.planned - coalesce(s.frustrated, 0) + coalesce(s.extra, 0) - coalesce(s.actual, 0), 0)',
  frustrated: 'greatest(s.planned - coalesce(s.missed, 0) + coalesce(s.extra, 0) - coalesce(s.actual, 0), 0)',
} as const

/** Somebody has decided that these rows are not to be recorded from this file. */
export async function dropRows(tx: Tx, uploadId: string, lines: readonly number[]): Promise<void> {
  await sql`
    update actuals.upload_row r set outcome = 'dropped', codes = null
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId}
      and r.line = any(${[...lines]}::int[])`.execute(tx)
}

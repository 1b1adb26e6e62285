import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import { rowTables } from './rows.ts'
import type { UploadKind } from './uploads.ts'

/** A refused row of a file of visits or of carers. */
export type RefusedVisit = {
  readonly line: number
  /** The cells in the order of the format, as they were typed or as they were understood. */
  readonly said: readonly string[]
  readonly more: Readonly<Record<string, string>> | null
}
type Which = { readonly lines: readonly number[] } | { readonly code: string }
type Of = { readonly id: string; readonly kind: Exclude<UploadKind, 'weeks'> }

/** What was understood, in words that are read back as the same. */
const carerUnderstood = sql`array[v.reference, v.name, coalesce(v.starts_on::text, ''), coalesce(v.ends_on::text, '')]`
const visitUnderstood = sql`array[v.reference, v.client_ref, v.cpli_ref, coalesce(v.visited_on::text, ''), coalesce(to_char(v.planned_at, 'HH24:MI'), ''),
  coalesce(v.planned_minutes::text, ''), coalesce(to_char(v.claimed_at, 'HH24:MI'), ''), coalesce(v.claimed_minutes::text, ''),
  coalesce(to_char(v.starts_at, 'HH24:MI'), ''), coalesce(to_char(v.ends_at, 'HH24:MI'), ''), coalesce(v.logged_minutes::text, ''),
  v.carer_ref, v.secondary_visit::text, v.status, v.capture, v.exception_code, v.comment]`

export async function listRefusedVisits(
  tx: Tx,
  { id: uploadId, kind }: Of,
  which: Which,
): Promise<readonly RefusedVisit[]> {
  const some =
    'lines' in which
      ? sql`v.line = any(${[...which.lines]}::int[])`
      : sql`exists (select from unnest(v.codes) c where split_part(c, ':', 1) = ${which.code})`
  const cells =
    kind === 'visits'
      ? sql`coalesce(v.said, ${visitUnderstood}) as said, v.more`
      : sql`coalesce(v.said, ${carerUnderstood}) as said, null::jsonb as more`
  const { rows } = await sql<RefusedVisit>`
    select v.line, ${cells} from ${rowTables[kind]} v
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.upload_id = ${uploadId} and v.outcome = 'refused'
      and ${some} order by v.line limit 20000`.execute(tx)
  return rows
}

/** They are judged again in a moment, in the same transaction. */
export async function removeForJudging(tx: Tx, { id: uploadId, kind }: Of, lines: readonly number[]): Promise<void> {
  await sql`
    delete from ${rowTables[kind]} v where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId}
      and v.upload_id = ${uploadId} and v.line = any(${[...lines]}::int[])`.execute(tx)
}

/** Somebody has decided that these rows are not to be recorded from this file. */
export async function dropVisits(tx: Tx, { id: uploadId, kind }: Of, lines: readonly number[]): Promise<void> {
  await sql`
    update ${rowTables[kind]} v set outcome = 'dropped', codes = null
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.upload_id = ${uploadId}
      and v.line = any(${[...lines]}::int[])`.execute(tx)
}

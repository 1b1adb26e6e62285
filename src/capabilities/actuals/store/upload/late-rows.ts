import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { LateKept } from '../../rules/late.ts'
import { deadline, deadlineJoins, isConfirmedLate } from '../care-week.ts'
import type { Stamp } from './save-rows.ts'
import type { Upload } from './uploads.ts'

/** What staged rows say of why they are late lies beside them: hardly a row says it, and judging looks at none. */
export async function keepLateRows(tx: Tx, { id, sentBy }: Pick<Upload, 'id' | 'sentBy'>): Promise<void> {
  await sql`
    insert into actuals.upload_late (council_id, upload_id, line, provider_id, sent_by, reason, note)
    select ${tx.councilId}, ${id}, s.line, ${tx.providerId}, ${sentBy}::uuid, s.late_reason, s.late_note
    from upload_stage s where s.late_reason is not null`.execute(tx)
}

export type LateRow = { readonly line: number; readonly late: LateKept | null }

/** Rows that were put right on screen say it anew, or no longer. */
export async function putLateRight(
  tx: Tx,
  { id, sentBy }: Pick<Upload, 'id' | 'sentBy'>,
  rows: readonly LateRow[],
): Promise<void> {
  const lines = rows.map(({ line }) => line)
  await sql`
    delete from actuals.upload_late l where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId}
      and l.upload_id = ${id} and l.line = any(${lines}::int[])`.execute(tx)
  const said = rows.flatMap(({ line, late }) => (late === null ? [] : [{ line, ...late }]))
  await sql`
    insert into actuals.upload_late (council_id, upload_id, line, provider_id, sent_by, reason, note)
    select ${tx.councilId}, ${id}, s.line, ${tx.providerId}, ${sentBy}::uuid, s.reason, s.note
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as s (line integer, reason text, note text)`.execute(tx)
}

/** Why the weeks that were just written are late, for those that are: the same that a person says on screen. */
export async function recordLateRows(
  tx: Tx,
  { id, savedRound }: Pick<Upload, 'id' | 'savedRound'>,
  { by, name, at }: Omit<Stamp, 'today'>,
): Promise<void> {
  const week = sql`w.week_start`
  await sql`
    insert into actuals.late_week (council_id, week_start, package_id, provider_id, service_id, contract_id, due_at, reason, note,
      said_by, said_name, said_at)
    select w.council_id, w.week_start, w.package_id, w.provider_id, w.service_id, w.contract_id, ${deadline()}, l.reason, l.note,
      ${by}::uuid, ${name}, ${at}
    from actuals.upload_late l
    join actuals.upload_row f on f.council_id = l.council_id and f.upload_id = l.upload_id and f.line = l.line
      and f.round > ${savedRound} and f.outcome in ('new', 'changed')
    join actuals.week w on w.council_id = f.council_id and w.provider_id = f.provider_id and w.week_start = f.week_start
      and w.package_id = f.package_id and w.confirmed_at = ${at} and w.confirmed_by = ${by}::uuid
    join published.package p on p.council_id = w.council_id and p.provider_id = w.provider_id and p.id = w.package_id
    ${deadlineJoins(week)}
    where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.upload_id = ${id} and ${isConfirmedLate}
    on conflict (council_id, week_start, package_id) do nothing`.execute(tx)
}

/** Most files say nothing of it, and then nothing is looked for. */
export async function saysWhyLate(tx: Tx, { id }: Pick<Upload, 'id'>): Promise<boolean> {
  const { rows } = await sql<{ says: boolean }>`
    select exists (select from actuals.upload_late where council_id = ${tx.councilId} and provider_id = ${tx.providerId}
      and upload_id = ${id}) as says`.execute(tx)
  return rows[0]?.says ?? false
}

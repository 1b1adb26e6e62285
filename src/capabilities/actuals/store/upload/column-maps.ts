import { sql } from 'kysely'
import { NotFound } from '../../../../core/errors.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { ColumnMap } from '../../rules/file/header.ts'

export type SavedMap = {
  readonly id: string
  readonly name: string
  readonly columns: ColumnMap
  readonly savedName: string
  readonly savedAt: Date
}

function maps(tx: Tx) {
  return tx
    .selectFrom('actuals.column_map')
    .select(['id', 'name', sql<ColumnMap>`columns`.as('columns'), 'saved_name as savedName', 'saved_at as savedAt'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
}

export async function listColumnMaps(tx: Tx): Promise<readonly SavedMap[]> {
  return maps(tx).orderBy('name').limit(100).execute()
}

export async function findColumnMap(tx: Tx, id: string): Promise<SavedMap | undefined> {
  return maps(tx).where('id', '=', id).executeTakeFirst()
}

export async function getColumnMap(tx: Tx, id: string): Promise<SavedMap> {
  return maps(tx)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('column map'))
}

/** A map of the same name is replaced: it stands for one system. */
export async function saveColumnMap(
  tx: Tx,
  map: { readonly name: string; readonly columns: ColumnMap },
  by: { readonly accountId: string; readonly name: string; readonly at: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into actuals.column_map (council_id, provider_id, name, columns, saved_by, saved_name, saved_at)
    values (${tx.councilId}, ${tx.providerId}, ${map.name}, ${JSON.stringify(map.columns)}::jsonb, ${by.accountId}, ${by.name}, ${by.at})
    on conflict (council_id, provider_id, name) do update set columns = excluded.columns, saved_by = excluded.saved_by,
      saved_name = excluded.saved_name, saved_at = excluded.saved_at, row_version = column_map.row_version + 1
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export async function deleteColumnMap(tx: Tx, id: string): Promise<void> {
  const { numAffectedRows } =
    await sql`delete from actuals.column_map where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(
      tx,
    )
  if (numAffectedRows === 0n) throw new NotFound('column map')
}

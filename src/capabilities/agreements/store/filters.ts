import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type SavedFilter = { readonly id: string; readonly name: string; readonly query: string }
/** So many can be looked through by eye. */
export const MOST_SAVED = 20

type Whose = { readonly accountId: string; readonly providerId: string | undefined }

/** A person's own, in the place where they work. */
export function listSavedFilters(tx: Tx, { accountId, providerId }: Whose): Promise<SavedFilter[]> {
  return (
    tx
      .selectFrom('agreements.saved_filter')
      .where('council_id', '=', tx.councilId)
      .where(sql<boolean>`provider_id is not distinct from ${providerId ?? null}::uuid`)
      .where('account_id', '=', accountId)
      .select(['id', 'name', 'query'])
      .orderBy('name')
      // More than there may be: each can be used and removed, whenever it was saved.
      .limit(200)
      .execute()
  )
}

/** The same name replaces the filter that had it. False where it would be one more than there may be. */
export async function saveFilter(
  tx: Tx,
  { accountId, providerId }: Whose,
  filter: Omit<SavedFilter, 'id'>,
): Promise<boolean> {
  const saved = await listSavedFilters(tx, { accountId, providerId })
  if (saved.length >= MOST_SAVED && saved.every(({ name }) => name !== filter.name)) return false
  await removeFilters(tx, { accountId, providerId }, { name: filter.name })
  await tx
    .insertInto('agreements.saved_filter')
    .values({
      council_id: tx.councilId,
      account_id: accountId,
      face: providerId === undefined ? 'council' : 'provider',
      provider_id: providerId ?? null,
      name: filter.name,
      query: filter.query,
    })
    .execute()
  return true
}

export async function removeFilters(
  tx: Tx,
  { accountId, providerId }: Whose,
  { id, name }: { readonly id?: string; readonly name?: string },
): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('agreements.saved_filter')
    .where('council_id', '=', tx.councilId)
    .where(sql<boolean>`provider_id is not distinct from ${providerId ?? null}::uuid`)
    .where('account_id', '=', accountId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .$if(name !== undefined, (query) => query.where('name', '=', name ?? ''))
    .executeTakeFirstOrThrow()
  if (id !== undefined && numDeletedRows === 0n) throw new NotFound('filter')
}

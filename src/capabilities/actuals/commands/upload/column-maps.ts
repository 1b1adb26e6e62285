import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { columnMapFaults, type MapFault } from '../../rules/file/column-map.ts'
import type { ColumnMap } from '../../rules/file/header.ts'
import { deleteColumnMap, getColumnMap, saveColumnMap } from '../../store/upload/column-maps.ts'

export type RememberColumns = { readonly name: string; readonly columns: ColumnMap }
export type MapRefusal = { readonly code: 'not-a-map'; readonly faults: readonly MapFault[] }

/** What the columns of one system are called, from now on. A map of the same name is replaced. */
export async function rememberColumns(
  work: Work,
  { name: typed, columns }: RememberColumns,
): Promise<Outcome<{ readonly id: string }, MapRefusal>> {
  const faults = columnMapFaults(typed, columns)
  if (faults.length > 0) return refused({ code: 'not-a-map', faults })
  const { tx, accountId, actor, now } = work
  const name = typed.trim()
  const id = await saveColumnMap(tx, { name, columns }, { accountId, name: actor.name, at: now })
  await work.audit('actuals.columns-remembered', { type: 'column-map', id }, { name })
  return done({ id })
}

export async function forgetColumns(
  work: Work,
  { mapId }: { readonly mapId: string },
): Promise<Outcome<{ readonly name: string }, never>> {
  const { name } = await getColumnMap(work.tx, mapId)
  await deleteColumnMap(work.tx, mapId)
  await work.audit('actuals.columns-forgotten', { type: 'column-map', id: mapId }, { name })
  return done({ name })
}

import { z } from 'zod'
import type { ConversationFilter, Cursor } from '../../rules/list-filter.ts'
import type { ConversationRow } from '../../store/conversations.ts'

/** In an address as 'instant~id' or 'day~id'. */
export const cursorSchema = z
  .string()
  .transform((text) => text.split('~'))
  .pipe(z.tuple([z.union([z.iso.datetime(), z.iso.date()]), z.uuid()]))
  .transform(([at, id]): Cursor => ({ at, id }))

/** The rows to show, and where the next page begins when one more was found. */
export function pageOf(
  rows: readonly ConversationRow[],
  { order, rows: size }: Pick<ConversationFilter, 'order' | 'rows'>,
) {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  if (rows.length <= size || last === undefined) return { shown, next: undefined }
  return { shown, next: `${order === 'due' ? (last.dueOn ?? '') : last.lastAt.toISOString()}~${last.id}` }
}

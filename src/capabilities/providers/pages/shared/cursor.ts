import { z } from 'zod'

/** The last row of the page before, as its link says it: an instant and an id. */
export const InstantCursor = z
  .string()
  .transform((text) => text.split('_'))
  .pipe(z.tuple([z.iso.datetime(), z.uuid()]))
  .transform(([at, id]) => ({ at, id }))

/** The rows to show, and where the next page begins when one more was found. */
export function pageOf<R extends { readonly id: string; readonly requestedAt: Date }>(
  rows: readonly R[],
  size: number,
) {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  const next = rows.length > size && last !== undefined ? `${last.requestedAt.toISOString()}_${last.id}` : undefined
  return { shown, next }
}

import { z } from 'zod'
import type { Part } from '../../store/part.ts'

const ROWS = 50
/** What the address of a page of a list says; what is not an id begins at the top. */
export const After = z.object({ after: z.uuid().optional().catch(undefined) })

/** One more than a page shows tells whether another follows. */
export function partAfter(after: string | undefined): Part {
  return { after, rows: ROWS + 1 }
}

export type PageOf<T> = { readonly rows: readonly T[]; readonly next: string | undefined }

export function pageOf<T extends { readonly id: string }>(
  found: readonly T[],
  base: string,
  kept: Readonly<Record<string, string>> = {},
): PageOf<T> {
  const rows = found.slice(0, ROWS)
  const last = found.length > ROWS ? rows.at(-1) : undefined
  const next = last === undefined ? undefined : `${base}?${new URLSearchParams({ ...kept, after: last.id }).toString()}`
  return { rows, next }
}

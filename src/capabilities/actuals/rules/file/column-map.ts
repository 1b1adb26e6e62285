import type { ColumnMap } from './header.ts'

export type MapFault = { readonly code: 'name-missing' | 'columns-missing' | 'column-twice' }

/** A map has a name, names some column, and lets no column of a file stand for two of ours. */
export function columnMapFaults(name: string, columns: ColumnMap): readonly MapFault[] {
  const headings = Object.values(columns).map((heading) => heading.trim().toLowerCase())
  return [
    ...(name.trim() === '' ? [{ code: 'name-missing' as const }] : []),
    ...(headings.length === 0 ? [{ code: 'columns-missing' as const }] : []),
    ...(new Set(headings).size < headings.length ? [{ code: 'column-twice' as const }] : []),
  ]
}

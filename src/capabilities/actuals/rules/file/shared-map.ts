import { z } from 'zod'
import { lateColumns, weeklyColumns } from './columns.ts'
import type { ColumnMap } from './header.ts'
import { sheetColumns } from '../visit-columns.ts'

/** Columns of weeks, of visits and of carers: a map may name any of them. */
export const mappedColumns = [...new Set([...weeklyColumns, ...lateColumns, ...sheetColumns])]

/** The document by which one organisation hands its columns to another; docs/formats/column-map-v1.schema.json. */
const Shared = z.object({
  format: z.literal('provider-portal-column-map'),
  version: z.literal(1),
  name: z.string().trim().min(1).max(100),
  columns: z.partialRecord(z.enum(mappedColumns), z.string().trim().min(1).max(100)),
})

export function sharedMap({ name, columns }: { readonly name: string; readonly columns: ColumnMap }): string {
  return `${JSON.stringify({ format: 'provider-portal-column-map', version: 1, name, columns }, undefined, 2)}\n`
}

export function readSharedMap(text: string): { readonly name: string; readonly columns: ColumnMap } | undefined {
  const parsed = Shared.safeParse(parsedJson(text))
  if (!parsed.success) return undefined
  const { name, columns } = parsed.data
  return { name, columns: Object.fromEntries(Object.entries(columns)) }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

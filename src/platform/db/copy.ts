import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import type { Tx } from './tx.ts'

/** Streams rows in COPY's text format; only on a transaction opened with `db.bulk`. */
export async function copyInto(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  await pipeline(Readable.from(rows), tx.client.query(from(`copy ${table} (${columns.join(', ')}) from stdin`)))
}

/** A field of COPY's text format. Most text has none of the four characters that mean something to it. */
export function copyText(value: string): string {
  if (!/[\\\t\n\r]/.test(value)) return value
  return value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
}

export const copyNull = '\\N'

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

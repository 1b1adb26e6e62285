import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BYTE_ORDER_MARK, csvText } from '../../core/csv.ts'
import { writeXlsx, type CellToWrite } from '../spreadsheet/xlsx-writer.ts'
import type { Permission } from './visitor.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
type Format = keyof typeof TYPES

/** A list of a screen as it leaves the portal: every row of it, in the same order, with numbers as numbers. */
export type TableFile = {
  /** Of the file, without its ending. */
  readonly name: string
  /** Of the sheet. */
  readonly title: string
  readonly columns: readonly { readonly heading: string; readonly width: number }[]
  /** All at once, or a stretch at a time. */
  readonly rows: Rows | AsyncIterable<Rows>
}
type Rows = readonly (readonly CellToWrite[])[]

type Mounted = {
  /** Of the screen; the files are beside it. */
  readonly path: string
  readonly permission: Permission
  readonly read: (request: FastifyRequest) => Promise<TableFile>
}

/** The list of a screen as CSV and as a workbook, beside the screen. */
export function mountTable(app: FastifyInstance, { path, permission, read }: Mounted): void {
  for (const format of ['csv', 'xlsx'] as const)
    app.get(`${path}.${format}`, { config: { permission } }, async (request, reply) =>
      sendTable(reply, format, await read(request)),
    )
}

/** No cell can run as a formula. */
function sendTable(reply: FastifyReply, format: Format, { name, title, columns, rows }: TableFile): FastifyReply {
  const parts = 'length' in rows ? [rows] : rows
  return reply
    .type(TYPES[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .header('cache-control', 'private, no-store')
    .send(
      format === 'xlsx'
        ? writeXlsx([{ name: title, active: true, columns, rows: parts }])
        : Readable.from(
            textOf(
              columns.map(({ heading }) => heading),
              parts,
            ),
            { objectMode: false },
          ),
    )
}

async function* textOf(headings: readonly string[], parts: AsyncIterable<Rows> | Iterable<Rows>) {
  yield BYTE_ORDER_MARK + csvText([headings])
  for await (const rows of parts) if (rows.length > 0) yield csvText(rows.map((row) => row.map(plain)))
}

function plain(cell: CellToWrite): string | null {
  if (cell === null || typeof cell === 'string') return cell
  return 'number' in cell ? cell.number : cell.day
}

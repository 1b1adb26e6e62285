import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { weeklyColumns } from '../../src/capabilities/actuals/rules/file/columns.ts'
import { writeXlsx, type CellToWrite } from '../../src/platform/spreadsheet/xlsx-writer.ts'
import { council } from './world.ts'

const WEEKS = ['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22'] as const
/** A file of somebody's own says nothing of what became of its rows. */
const HEADING = weeklyColumns.filter((column) => column !== 'row_status' && column !== 'row_message')

export type UploadFiles = { readonly csv: string; readonly xlsx: string; readonly small: string; readonly rows: number }

/** Four weeks of each package: most as planned, some with care that was frustrated, missed or extra. */
export async function writeUploadFiles(folder: string, packages: number): Promise<UploadFiles> {
  const csv = path.join(folder, 'weekly.csv')
  const small = path.join(folder, 'small.csv')
  const xlsx = path.join(folder, 'weekly.xlsx')
  await pipeline(Readable.from(csvParts(packages), { objectMode: false }), createWriteStream(csv))
  await pipeline(Readable.from(csvParts(500), { objectMode: false }), createWriteStream(small))
  const columns = HEADING.map((heading) => ({ heading, width: 12 }))
  await pipeline(
    writeXlsx([{ name: 'Weekly', active: true, columns, rows: xlsxParts(packages) }]),
    createWriteStream(xlsx),
  )
  return { csv, small, xlsx, rows: packages * WEEKS.length }
}

/** The period that the weeks belong to, with a cut-off that is still to come. */
export async function makePeriod(owner: Client): Promise<void> {
  await owner.query(
    `insert into payments.period (council_id, calendar, name, starts_on, ends_on, submit_by, finalise_on, paid_on)
     values (${council}, 'main', 'June 2026', '2026-06-01', '2026-06-29', '2026-07-10', '2026-07-11', '2026-07-15')`,
  )
}

type Row = readonly string[]

function* rowsOf(packages: number): Generator<Row> {
  for (const [w, week] of WEEKS.entries())
    for (let n = 1; n <= packages; n += 1) {
      const planned = 3.5 * (1 + (n % 4))
      const kind = (n * 13 + w) % 100
      const [frustrated, missed, extra] =
        kind >= 97 ? [0, 0, 0.75] : kind >= 94 ? [0, 0.5, 0] : kind >= 88 ? [0.5, 0, 0] : [0, 0, 0]
      const actual = planned - frustrated - missed + extra
      const comment = kind >= 88 ? 'Visit changed by the family' : ''
      const reference = [
        `C${String(700_000 + n)}`,
        `P${String(200_000 + n)}`,
        'Amina Okafor',
        'Care Company 1 North',
        'Standard',
        week,
        'hour',
      ]
      yield [
        ...reference,
        ...[planned, actual, frustrated, missed, extra].map(String),
        '14',
        comment,
        `INV-${String(n)}`,
        '0',
      ]
    }
}

function* csvParts(packages: number): Generator<string> {
  let text = `${HEADING.join(',')}\r\n`
  for (const row of rowsOf(packages)) {
    text += `${row.join(',')}\r\n`
    if (text.length > 65_536) {
      yield text
      text = ''
    }
  }
  yield text
}

function* xlsxParts(packages: number): Generator<readonly (readonly CellToWrite[])[]> {
  let block: (readonly CellToWrite[])[] = []
  for (const row of rowsOf(packages)) {
    block.push(
      row.map((text, column) =>
        column === 5 ? { day: text } : column >= 7 && column !== 13 && column !== 14 ? { number: text } : text,
      ),
    )
    if (block.length < 500) continue
    yield block
    block = []
  }
  yield block
}

/** As if no file had ever been sent. */
export async function forgetUploads(owner: Client): Promise<void> {
  await owner.query(
    'truncate actuals.week, actuals.week_version, actuals.upload_row, actuals.upload, platform.stored_file, platform.mail cascade',
  )
  await owner.query('vacuum analyze actuals.week')
}

import { createWriteStream, readFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { inspectOffice } from '../files/inspect-office.ts'
import { openTable } from './open-table.ts'
import { writeOds } from './ods-writer.ts'
import type { SheetToWrite } from './sheet-to-write.ts'
import { aFile, rowsOf } from './testing/files.ts'

async function written(sheets: readonly SheetToWrite[]): Promise<string> {
  const file = aFile('', 'written.ods')
  await pipeline(writeOds(sheets), createWriteStream(file))
  return file
}

const typed = ['=1+1', '+44 1603', '000123', '1:45', 'Ærø, "so-called" <b>', '  two  spaces ', 'two\nlines', '']
const weekly: SheetToWrite = {
  name: 'Weekly',
  active: true,
  columns: [
    { heading: 'Said', width: 20, open: true, choices: ['In hospital', 'Said "no"'] },
    { heading: 'Day', width: 12 },
    { heading: 'Hours', width: 12, open: true, most: 168 },
    { heading: 'Reason', width: 12, open: true, choicesOn: { sheet: 'Reasons', count: 2 } },
  ],
  rows: [typed.map((text) => [text, { day: '2025-03-31' }, { number: '1.75' }, null])],
}
const reasons: SheetToWrite = { name: 'Reasons', hidden: true, columns: [], rows: [[['Not in'], ['Ill']]] }

it('reads as it was written: no text runs, days are days, and numbers are numbers', async () => {
  const file = await written([weekly, reasons])
  const rows = await rowsOf(file)
  expect(rows[0]?.cells).toEqual(['Said', 'Day', 'Hours', 'Reason'])
  expect(rows.slice(1).map(({ cells }) => cells[0])).toEqual(typed)
  expect(new Set(rows.slice(1).map(({ cells }) => cells.slice(1).join()))).toEqual(new Set(['2025-03-31,1.75']))
  expect(rows.some(({ formulas }) => formulas !== undefined)).toBe(false)
})

it('is known for what it is, and keeps its hidden sheets hidden', async () => {
  const file = await written([{ name: 'Read me', columns: [], rows: [[['How to']]] }, weekly, reasons])
  expect(await inspectOffice(readFileSync(file))).toEqual({ kind: 'ods' })
  const table = await openTable(file)
  expect(table.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['Read me', false],
    ['Weekly', false],
    ['Reasons', true],
  ])
  table.close()
})

it('has the same bytes for the same rows', async () => {
  expect(readFileSync(await written([weekly])).equals(readFileSync(await written([weekly])))).toBe(true)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from '../../core/csv.ts'
import { openTable } from './open-table.ts'
import { aFile, refusalOf, rowsOf } from './testing/files.ts'

const cells = [
  ['week', 'comment'],
  ['2025-03-03', 'café'],
]
const asText = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).join('\r\n')

it.each([
  ['UTF-8', Buffer.from(asText(cells))],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${asText(cells)}`)],
  ['UTF-16 with a mark', Buffer.from(`\uFEFF${asText(cells)}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(asText(cells), 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\uFEFF${asText(cells)}`, 'utf16le').swap16()],
  ['Windows-1252', Buffer.from(asText(cells), 'latin1')],
])('reads %s', async (_, bytes) => {
  expect((await rowsOf(aFile(bytes))).map((row) => row.cells)).toEqual(cells)
})

it.each([
  ['semicolons', 'a;b\n1,5;2\n'],
  ['tabs', 'a\tb\n1,5\t2\n'],
  ['bars', 'a|b\n1,5|2\n'],
  ['what Excel’s first line says', 'sep=;\na;b\n1,5;2\n'],
  ['commas, with a title above', 'My file\na,b\n"1,5",2\n'],
])('finds out that cells are divided by %s', async (_, text) => {
  expect((await rowsOf(aFile(text))).slice(-2).map((row) => row.cells)).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ])
})

it('takes every kind of line end in one file, and counts rows as a spreadsheet shows them', async () => {
  const rows = await rowsOf(aFile('a,b\r\n1,"two\r\nlines"\n\n3,4\r5,6'))
  expect(rows).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'two\nlines'] },
    { line: 4, cells: ['3', '4'] },
    { line: 5, cells: ['5', '6'] },
  ])
})

describe('bad files', () => {
  it.each([
    ['a quotation mark that is never closed', `a,b\n1,"two\n${'3,4\n'.repeat(10)}`, 'open-quote'],
    ['one that swallows a long file', `a,b\n1,"two\n${'3,4\n'.repeat(100_000)}`, 'open-quote'],
    ['a row of ten thousand cells', `a,b\n${','.repeat(10_000)}x\n`, 'too-wide'],
    ['a row without an end', `a,b\n${'x'.repeat(400_000)}`, 'too-large'],
    ['nothing', '', 'empty'],
    ['a PDF', '%PDF-1.7 ...', 'not-a-table'],
    ['bytes of a program', Buffer.from([77, 90, 0, 0, 1, 2, 3, 0, 250, 7]), 'not-a-table'],
    ['a broken UTF-8 file that says it is one', Buffer.from([0xef, 0xbb, 0xbf, 97, 0xff, 0xff, 10]), 'wrong-encoding'],
  ])('refuses %s', async (_, content, code) => {
    expect(await refusalOf(aFile(content))).toBe(code)
  })
})

it('reads back whatever we write, wherever the stretches of the file end', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\u0000'))
  const row = fc.array(cell, { minLength: 3, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      const wide = [['heading one', 'heading two', 'heading three'], ...rows, ['x'.repeat(70_000), '', 'end'], ...rows]
      const table = await openTable(aFile(`\uFEFF${csvText(wide)}`))
      const read: string[][] = []
      for await (const block of table.sheets[0]?.rows() ?? []) read.push(...block.map(({ cells: own }) => [...own]))
      const plain = (text: string) => text.replace(/^'/, '').replaceAll(/\r\n?/g, '\n')
      const written = wide.filter((one) => one.some((text) => text !== ''))
      expect(read.map((one) => one.map(plain))).toEqual(written.map((one) => one.map(plain)))
    }),
    { numRuns: 40 },
  )
})

import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { csvText } from './csv.ts'

it.each([
  ['a formula', '=1+1', "'=1+1\r\n"],
  ['a telephone number', '+44 1603 000000', "'+44 1603 000000\r\n"],
  ['a command behind a number', '-2+3+cmd|x', "'-2+3+cmd|x\r\n"],
  ['a formula behind spaces', '  @SUM(A1)', "'  @SUM(A1)\r\n"],
  ['a wide equals sign', '＝1', "'＝1\r\n"],
  ['a tab', '\t=1', "'\t=1\r\n"],
])('keeps a spreadsheet from running %s', (_, cell, expected) => {
  expect(csvText([[cell]])).toBe(expected)
})

it('leaves numbers as numbers, also negative ones', () => {
  expect(csvText([['-12.50', -3, 4n, '1652.00', null]])).toBe('-12.50,-3,4,1652.00,\r\n')
})

it('is read back as it was written, whatever people type', () => {
  const row = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
      const read = Papa.parse<string[]>(csvText(rows), { newline: '\r\n', skipEmptyLines: false }).data.slice(0, -1)
      expect(read.map((cells) => cells.map(plain))).toEqual(rows.map((cells) => cells.map(plain)))
    }),
  )
})

function plain(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell
}

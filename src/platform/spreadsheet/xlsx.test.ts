import ExcelJS from 'exceljs'
import { createWriteStream, readFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { aCrowdedZip, aFile, aWorkbook, aZip, refusalOf, rowsOf } from './testing/files.ts'
import { writeXlsx, type SheetToWrite } from './xlsx-writer.ts'

async function written(sheets: readonly SheetToWrite[]): Promise<string> {
  const file = aFile('', 'written.xlsx')
  await pipeline(writeXlsx(sheets), createWriteStream(file))
  return file
}

const weekly: SheetToWrite = {
  name: 'Weekly',
  active: true,
  columns: [
    { heading: 'cpli_id', width: 12 },
    { heading: 'week_start', width: 12 },
    { heading: 'actual', width: 8, open: true, most: 168 },
    { heading: 'comment', width: 40, open: true, choices: ['In hospital', 'Family visit'] },
  ],
  rows: [
    [
      ['P-1', { day: '2025-03-03' }, { number: '13.25' }, '=1+1 & <b>'],
      ['P-2', { day: '2025-03-10' }, null, ' two\nlines '],
    ],
  ],
}

describe('what we write', () => {
  it('is read by another library as it was meant: types, locks, lists, the frozen heading', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(
      await written([weekly, { name: 'schema', hidden: true, columns: [], rows: [[['version', '1']]] }]),
    )
    const sheet = book.getWorksheet('Weekly')
    if (sheet === undefined) throw new Error('there is no sheet')
    expect(sheet.getCell('A2').value).toBe('P-1')
    expect(sheet.getCell('B2').value).toEqual(new Date('2025-03-03T00:00:00Z'))
    expect(sheet.getCell('C2').value).toBe(13.25)
    expect(sheet.getCell('D2').value).toBe('=1+1 & <b>')
    expect(sheet.getCell('D2').formula).toBeUndefined()
    expect(sheet.getCell('D3').value).toBe(' two\nlines ')
    expect(sheet.getCell('C2').protection).toMatchObject({ locked: false })
    expect(sheet.getCell('A2').protection).not.toEqual({ locked: false })
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet.getCell('D2').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"In hospital,Family visit"'],
    })
    expect(book.getWorksheet('schema')?.state).toBe('hidden')
  })

  it('is read back by our own reader, cell by cell', async () => {
    expect(await rowsOf(await written([weekly]))).toEqual([
      { line: 1, cells: ['cpli_id', 'week_start', 'actual', 'comment'] },
      { line: 2, cells: ['P-1', '2025-03-03', '13.25', '=1+1 & <b>'] },
      { line: 3, cells: ['P-2', '2025-03-10', '', ' two\nlines '] },
    ])
  })

  it('has the same bytes for the same rows', async () => {
    expect(readFileSync(await written([weekly])).equals(readFileSync(await written([weekly])))).toBe(true)
  })
})

describe('what others write', () => {
  it('is read with its shared and rich texts, days, times, results and empty rows', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('Actuals')
    sheet.addRow(['Package', 'Week', 'Hours', 'Said'])
    sheet.addRow([
      'P-1',
      new Date('2025-03-03T00:00:00Z'),
      0.1 + 0.2,
      { richText: [{ text: 'two ' }, { text: 'runs' }] },
    ])
    sheet.addRow([])
    sheet.addRow(['P-1', '10/03/2025', 1.75 / 24, 'again'])
    sheet.getCell('B2').numFmt = 'dd/mm/yyyy'
    sheet.getCell('C4').numFmt = '[h]:mm'
    const file = aFile('', 'theirs.xlsx')
    await book.xlsx.writeFile(file)
    expect(await rowsOf(file)).toEqual([
      { line: 1, cells: ['Package', 'Week', 'Hours', 'Said'] },
      { line: 2, cells: ['P-1', '2025-03-03', '0.3', 'two runs'] },
      { line: 4, cells: ['P-1', '10/03/2025', '1:45', 'again'] },
    ])
  })

  it('counts days from 1904 when the workbook does', async () => {
    const book = new ExcelJS.Workbook()
    book.properties.date1904 = true
    const sheet = book.addWorksheet('Actuals')
    sheet.getCell('A1').value = new Date('2025-03-03T00:00:00Z')
    sheet.getCell('A1').numFmt = 'yyyy-mm-dd'
    const file = aFile('', '1904.xlsx')
    await book.xlsx.writeFile(file)
    expect((await rowsOf(file))[0]?.cells).toEqual(['2025-03-03'])
  })

  it('says which cells hold formulas, and reads rows that do not say where they are', async () => {
    const file = await aWorkbook(
      '<row><c><v>1</v></c><c><f>A1+1</f><v>2</v></c></row><row r="5"><c r="C5" t="b"><v>1</v></c></row>',
    )
    expect(await rowsOf(file)).toEqual([
      { line: 1, cells: ['1', '2'], formulas: [1] },
      { line: 5, cells: ['', '', 'TRUE'] },
    ])
  })
})

describe('hostile and wrong workbooks', () => {
  const entity =
    '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>'
  it.each([
    ['macros', () => aWorkbook('', { 'xl/vbaProject.bin': 'x' }), 'macros'],
    ['entities', () => aWorkbook('', { 'xl/worksheets/sheet1.xml': entity }), 'entities'],
    ['an undeclared entity', () => aWorkbook('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>'), 'damaged'],
    [
      'XML that ends in the middle',
      () => aWorkbook('', { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' }),
      'damaged',
    ],
    ['a cell far to the right', () => aWorkbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'too-wide'],
    ['a bomb', () => aWorkbook('', { 'xl/worksheets/sheet1.xml': ' '.repeat(40_000_000) }), 'too-large'],
    ['seventy thousand parts', () => Promise.resolve(aFile(aCrowdedZip(70_000), 'crowded.xlsx')), 'too-many-entries'],
    ['a zip of something else', () => aZip({ 'word/document.xml': '<x/>' }), 'not-a-table'],
    ['a binary workbook', () => aZip({ 'xl/workbook.bin': 'x' }), 'binary-workbook'],
    [
      'the old format of Excel',
      () => Promise.resolve(aFile(Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'old.xls')),
      'old-excel',
    ],
    [
      'a password',
      () =>
        Promise.resolve(
          aFile(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')])),
        ),
      'encrypted',
    ],
    [
      'a zip cut off in the middle',
      async () => {
        return aFile(readFileSync(await written([weekly])).subarray(0, 900))
      },
      'damaged',
    ],
  ])('refuses %s', async (_, make, code) => {
    expect(await refusalOf(await make())).toBe(code)
  })

  it('stops where a part grows beyond what its header says', async () => {
    const honest = readFileSync(await aWorkbook('<row r="1"><c r="A1"><v>1</v></c></row>'.padEnd(9_000)))
    const directory = honest.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
    honest.writeUInt32LE(50, directory + 24)
    expect(await refusalOf(aFile(honest, 'liar.xlsx'))).toBe('damaged')
  })
})

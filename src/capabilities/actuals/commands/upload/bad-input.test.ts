import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCrowdedZip, aWorkbook, aZip } from '../../../../platform/spreadsheet/testing/files.ts'
import { aStage, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { aLine, anUpload, HEADING } from '../../testing/uploads.ts'

let stage: Stage
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
})
afterAll(() => stage.strike())
beforeEach(async () => {
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  care = await aPackage(stage.build, provider)
})

const text = (...rests: readonly string[]) => [HEADING, ...rests.map((rest) => aLine(care, rest))].join('\n')
const cell = (column: string, row: number, value: string) =>
  `<c r="${column}${String(row)}" t="str"><v>${value}</v></c>`
const workbookRow = (row: number, ...cells: readonly string[]) => `<row r="${String(row)}">${cells.join('')}</row>`
const headings = ['cpli_id', 'client_ref', 'week_start', 'actual', 'comment']
const heading = workbookRow(1, ...headings.map((name, at) => cell('ABCDE'[at] ?? 'A', 1, name)))
const book = async (rows: string, over: Readonly<Record<string, string>> = {}) =>
  readFileSync(await aWorkbook(heading + rows, over))
const place = (row: number) => [cell('A', row, care.reference), cell('B', row, `W-${care.personId.slice(0, 8)}`)]
const sentBook = (bytes: Buffer) => anUpload(stage, provider, bytes, { name: 'weeks.xlsx', kind: 'xlsx' })

describe('a workbook that is not what it seems is refused whole, and nothing of it is read', () => {
  it.each<readonly [string, () => Promise<Buffer>, string, string]>([
    ['a zip bomb', () => book('', { 'xl/worksheets/sheet1.xml': ' '.repeat(40_000_000) }), 'F07', 'too-large'],
    [
      'a header that lies about its size',
      async () => {
        const honest = await book(' '.repeat(9_000))
        honest.writeUInt32LE(50, honest.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24)
        return honest
      },
      'F01',
      'damaged',
    ],
    ['macros', () => book('', { 'xl/vbaProject.bin': 'x' }), 'F08', 'macros'],
    ['formulas', () => book(workbookRow(2, ...place(2), '<c r="D2"><f>7*2</f><v>14</v></c>')), 'F08', 'formula'],
    [
      'XML with entities',
      () => book('', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "aa">]><worksheet/>' }),
      'F01',
      'entities',
    ],
    ['an archive of eight thousand entries', () => Promise.resolve(aCrowdedZip(8_000)), 'F07', 'too-many-entries'],
    [
      'another kind of archive',
      async () => readFileSync(await aZip({ 'word/document.xml': '<x/>' })),
      'F01',
      'not-a-table',
    ],
    [
      'what is left when the connection is cut at 99 hundredths',
      async () => {
        const whole = await book(workbookRow(2, ...place(2)))
        return whole.subarray(0, Math.floor(whole.length * 0.99))
      },
      'F01',
      'damaged',
    ],
  ])('%s', async (_, make, code, why) => {
    const { head, rows } = await sentBook(await make())
    expect(head).toMatchObject({ state: 'refused', file_code: code, file_facts: { why } })
    expect(rows).toEqual([])
  })
})

describe('text that is not what it seems', () => {
  it.each([
    ['a row of three hundred cells', () => `${text('2025-03-31,14,,,,,,')}${',x'.repeat(300)}`, 'F07', 'too-wide'],
    ['a quotation mark left open', () => `${text('2025-03-31,14,,,,,"open,')}\n`, 'F01', 'open-quote'],
    ['a program', () => 'MZ\u0000\u0001', 'F01', 'not-a-table'],
  ])('%s refuses the file', async (_, content, code, why) => {
    const { head } = await anUpload(stage, provider, content())
    expect(head).toMatchObject({ state: 'refused', file_code: code, file_facts: { why } })
  })

  const comment = 'Zoë – at her daughter’s'
  const line = `2025-03-31,13,1,0,0,,${comment},`
  it.each<readonly [string, () => string | Buffer]>([
    [
      'mixed ends of lines',
      () =>
        text(line, '2025-03-24,14,,,,,,')
          .replace('\n', '\r\n')
          .replace(/\n(?=[^\n]*$)/, '\r'),
    ],
    ['a byte order mark', () => `\uFEFF${text(line)}`],
    ['UTF-16', () => Buffer.from(`\uFEFF${text(line)}`, 'utf16le')],
    ['UTF-16 without a mark', () => Buffer.from(text(line), 'utf16le')],
  ])('%s changes nothing of what it says', async (_, content) => {
    const { rows } = await anUpload(stage, provider, content())
    expect(rows[0]).toMatchObject({ outcome: 'new', codes: null, comment })
  })

  it('the letters of Windows are read as they were typed', async () => {
    const { rows } = await anUpload(stage, provider, Buffer.from(text('2025-03-31,13,1,0,0,,Zoë fell,'), 'latin1'))
    expect(rows[0]).toMatchObject({ outcome: 'new', comment: 'Zoë fell' })
  })
})

describe('cells', () => {
  it.each([
    ['a day as a spreadsheet counts it', '45747,14,,,,,,', null],
    ['a day in words', '31 March 2025,14,,,,,,', null],
    ['a day that can be read two ways', '01/04/2025,14,,,,,,', ['R04:week_start:ambiguous']],
    ['1:45', '2025-03-31,15:45,,,1:45,,Fell,', null],
    ['1.45, which is no quarter of an hour', '2025-03-31,15.45,,,1.45,,Fell,', ['R21:extra']],
    ['a minus sign', '2025-03-31,,-1,,,,x,', ['R20:frustrated:negative']],
    ['the minus sign of a typographer', '2025-03-31,,\u22121,,,,x,', ['R20:frustrated:negative']],
    ['separators of thousands', '2025-03-31,"1,014.00",,,"1,000.00",,x,', ['R28']],
    ['a decimal comma', '2025-03-31,,"1,5",,,,x,', ['R20:frustrated:decimal-comma']],
    ['a version that is out of date', '2025-03-31,14,,,,,,3', ['R06']],
  ])('%s', async (_, rest, codes) => {
    const { rows } = await anUpload(stage, provider, text(rest))
    expect(rows[0]?.codes ?? null).toEqual(codes)
  })

  it('a day of a workbook is told by the type of its cell', async () => {
    const styles = '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    const rows = workbookRow(2, ...place(2), '<c r="C2" s="1"><v>45747</v></c>', '<c r="D2"><v>14</v></c>')
    const { rows: read } = await sentBook(await book(rows, { 'xl/styles.xml': styles }))
    expect(read[0]).toMatchObject({ week_start: '2025-03-31', outcome: 'new' })
  })

  it('merged cells say what they say in their first one alone', async () => {
    const rows =
      workbookRow(2, ...place(2), cell('C', 2, '2025-03-31'), '<c r="D2"><v>14</v></c>') +
      workbookRow(3, cell('C', 3, '2025-03-24'), '<c r="D3"><v>14</v></c>')
    const merged = await book('', {
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${heading}${rows}</sheetData><mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells></worksheet>`,
    })
    const { rows: read } = await sentBook(merged)
    expect(read.map(({ codes }) => codes)).toEqual([null, ['R01:cpli_id:missing']])
  })
})

describe('rows', () => {
  it('that are blank are passed over, and rows keep their numbers', async () => {
    const content = text('2025-03-31,14,,,,,,', '2025-03-24,13,,,,,,').replace(/\n/g, '\n\n,,,\n')
    const { rows } = await anUpload(stage, provider, content)
    expect(rows.map(({ line, codes }) => [line, codes])).toEqual([
      [4, null],
      [7, ['R22']],
    ])
  })

  it('that are named twice are told so', async () => {
    const { rows } = await anUpload(stage, provider, text('2025-03-31,14,,,,,,', '2025-03-31,15,,,1,,Fell,'))
    expect(rows.map(({ codes }) => codes)).toEqual([['R05:line:2'], ['R05:line:2']])
  })

  it('of another provider are as unknown as those of nobody', async () => {
    const others = await aPackage(stage.build, await aProvider(stage.build, provider.councilId))
    const nobody = { id: 'x', personId: '12345678', reference: 'P-none' }
    const content = [HEADING, aLine(others, '2025-03-31,14,,,,,,'), aLine(nobody, '2025-03-31,14,,,,,,')].join('\n')
    const { rows } = await anUpload(stage, provider, content)
    expect(rows.map(({ codes }) => codes)).toEqual([['R01'], ['R01']])
  })
})

describe('columns', () => {
  it.each([
    ['renamed', 'cpli_id,SSRef2,week_start,actual\nP,W,2025-03-31,14', { column: 'client_ref', called: 'SSRef2' }],
    ['missing', 'cpli_id,week_start,actual\nP,2025-03-31,14', { column: 'client_ref' }],
  ])('that are %s are named, with what may be meant', async (_, content, fault) => {
    const { head } = await anUpload(stage, provider, content)
    expect(head).toMatchObject({ file_code: 'F03', file_facts: { header: [fault] } })
  })
})

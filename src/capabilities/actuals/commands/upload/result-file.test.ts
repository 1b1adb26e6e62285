import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../core/dates.ts'
import { openArchive } from '../../../../platform/spreadsheet/archive.ts'
import { writeOds } from '../../../../platform/spreadsheet/ods-writer.ts'
import { aFile, rowsOf } from '../../../../platform/spreadsheet/testing/files.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../../testing/world.ts'
import { getDownloadChoices } from '../../store/upload/template-rows.ts'
import { anUpload } from '../../testing/uploads.ts'
import { resultFile } from './result-file.ts'
import type { ReadRows } from './read-rows.ts'
import { templateFile } from './template-file.ts'

let stage: Stage
let provider: AProvider
const read: ReadRows = (use) => stage.db.read(providerActor(provider).scope, use)

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const { id: councilId } = await aCouncil(stage.build)
  await aPeriod(stage.build, councilId, {
    startsOn: '2025-03-10',
    endsOn: '2025-04-07',
    submitBy: '2025-04-14T17:00:00Z',
  })
  provider = await aProvider(stage.build, councilId)
  await aPackage(stage.build, provider)
})
afterAll(() => stage.strike())

async function download(actual: number): Promise<Buffer> {
  const today = localDate('2025-04-10')
  const { providerReference } = await read((tx) => getDownloadChoices(tx, today))
  const { content } = await templateFile(read, {
    ...{ from: localDate('2025-03-24'), until: localDate('2025-04-07'), serviceIds: [], format: 'xlsx' },
    ...{
      today,
      reference: 'A-1',
      providerReference,
      at: '2025-04-10T10:00',
    },
  })
  return withActual(await buffer(content), actual)
}

async function open(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.read(Readable.from([bytes]))
  return book
}

async function withActual(bytes: Buffer, actual: number): Promise<Buffer> {
  const book = await open(bytes)
  weeksOf(book).getCell('I2').value = actual
  return Buffer.from(await book.xlsx.writeBuffer())
}

function weeksOf(book: ExcelJS.Workbook): ExcelJS.Worksheet {
  const sheet = book.getWorksheet('Weekly')
  if (sheet === undefined) throw new Error('a download has weeks')
  return sheet
}

async function resultOf(bytes: Buffer) {
  const { uploadId, head } = await anUpload(stage, provider, bytes, { name: 'weeks.xlsx', kind: 'xlsx' })
  const { content, extension } = await resultFile({
    ...{ uploadId, kind: 'weeks', path: aFile(bytes, 'weeks.xlsx'), map: {}, saved: false, reference: 'A-1-r2', read },
  })
  expect(extension).toBe('xlsx')
  return { head, bytes: await buffer(content) }
}

it('gives our own workbook back as it went out, with a status and a message in every row', async () => {
  const { bytes } = await resultOf(await download(13))
  const back = await open(bytes)
  const weekly = weeksOf(back)
  expect(back.worksheets.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'Read me visible',
    'Weekly visible',
    'Schema hidden',
  ])
  expect(weekly.getCell('F2').value).toEqual(new Date('2025-03-24T00:00:00Z'))
  expect(weekly.getCell('I2').value).toBe(13)
  expect([weekly.getCell('U1').text, weekly.getCell('V1').text]).toEqual(['result', 'result_message'])
  expect([weekly.getCell('U2').text, weekly.getCell('U3').text]).toEqual(['needs fixing', 'left empty'])
  expect(weekly.getCell('V2').text).toMatch(/^R22 /)
  expect(weekly.getCell('N2').dataValidation.type).toBe('list')
  expect(weekly.getCell('I2').protection.locked).toBe(false)
  expect(weekly.getCell('A2').protection).not.toMatchObject({ locked: false })
})

it('reads the corrected workbook as a file of its own', async () => {
  const { bytes } = await resultOf(await download(13))
  const mended = await withActual(bytes, 14)
  const again = await anUpload(stage, provider, mended, { name: 'weeks.xlsx', kind: 'xlsx' })
  expect([again.head.reference, again.rows.map(({ outcome }) => outcome)]).toEqual(['A-1-r2', ['new', 'blank']])
})

it('keeps the rows of a workbook that is not ours, and no looks of ours', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Rota')
  sheet.addRow(['Package', 'SSRef', 'Week commencing', 'Delivered'])
  sheet.addRow(['CP-0', '1', '2025-03-24', 14])
  const { bytes } = await resultOf(Buffer.from(await book.xlsx.writeBuffer()))
  const rows = await rowsOf(aFile(bytes, 'result.xlsx'))
  expect(rows.map(({ cells }) => cells.slice(3, 5))).toEqual([
    ['Delivered', 'result'],
    ['14', 'needs fixing'],
  ])
})

it('gives an OpenDocument workbook of ours back as one, with its lists and locks', async () => {
  const typed = aFile(await download(13), 'weeks.xlsx')
  const [weekly, schema] = [await rowsOf(typed, 1), await rowsOf(typed, 3)]
  const lines = weekly.map(({ cells }) => cells)
  const bytes = await buffer(
    writeOds([
      { name: 'Weekly', columns: [], rows: [lines] },
      { name: 'Schema', hidden: true, columns: [], rows: [schema.map(({ cells }) => cells)] },
    ]),
  )
  const { uploadId, head } = await anUpload(stage, provider, bytes, { name: 'weeks.ods', kind: 'ods' })
  expect(head).toMatchObject({ format: 'ods', layout: 'template', reference: 'A-1' })
  const path = aFile(bytes, 'weeks.ods')
  const { content, extension } = await resultFile({
    ...{ uploadId, kind: 'weeks', path, map: {}, saved: false, reference: 'A-1-r2', read },
  })
  expect(extension).toBe('ods')
  const back = await buffer(content)
  const rows = await rowsOf(aFile(back, 'result.ods'), 1)
  expect(rows[0]?.cells.slice(-2)).toEqual(['result', 'result_message'])
  expect(rows[1]?.cells.slice(5, 9)).toEqual(['2025-03-24', 'hour', '14', '13'])
  expect(rows[1]?.cells.at(-1)).toMatch(/^R22 /)
  const xml = await partOf(back, 'content.xml')
  expect(xml).toContain('table:protected="true"')
  expect(xml).toContain('cell-content-is-in-list')
  const again = await anUpload(stage, provider, back, { name: 'again.ods', kind: 'ods' })
  expect(again.head.reference).toBe('A-1-r2')
})

async function partOf(bytes: Buffer, name: string): Promise<string> {
  const archive = await openArchive(aFile(bytes, 'result.ods'))
  try {
    return (await buffer(await archive.open(name))).toString('utf8')
  } finally {
    archive.close()
  }
}

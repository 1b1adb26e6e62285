import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../core/dates.ts'
import { quantity } from '../../../../core/money.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { aFile } from '../../../../platform/spreadsheet/testing/files.ts'
import { asPlanned, plannedVisits, type SaidVisit } from '../../rules/timetable.ts'
import { listSheet } from '../../store/sheet.ts'
import { findWeekVisits, listTimetable } from '../../store/timetable.ts'
import { aTimetable } from '../../testing/timetable.ts'
import { anUpload, uploadAsItIs } from '../../testing/uploads.ts'
import { recordVisits } from '../record-visits.ts'
import { fixRows } from './fix-rows.ts'
import type { ReadRows } from './read-rows.ts'
import { resultFile } from './result-file.ts'
import { saveUpload } from './save-upload.ts'
import { templateFile } from './template-file.ts'
import { undoUpload } from './undo-upload.ts'

const WEEK = localDate('2025-03-31')
const TODAY = localDate('2025-04-10')
let stage: Stage
let councilId: string
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  councilId = (await aCouncil(stage.build)).id
  const period = { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' }
  await aPeriod(stage.build, councilId, period)
})
afterAll(() => stage.strike())

async function aCompany() {
  const provider = await aProvider(stage.build, councilId, { rule: { recording: 'timetabled' } })
  return { provider, care: await aTimetable(stage, provider), read: readerOf(provider) }
}

function readerOf(provider: AProvider): ReadRows {
  return (use) => stage.db.read(providerActor(provider).scope, use)
}

let files = 0
async function download(read: ReadRows): Promise<ExcelJS.Workbook> {
  files += 1
  const { content } = await templateFile(read, {
    ...{ from: WEEK, until: localDate('2025-04-07'), serviceIds: [], format: 'xlsx', today: TODAY },
    ...{ reference: `T-${String(files)}`, providerReference: '', at: '2025-04-10T10:00' },
  })
  return open(await buffer(content))
}

async function open(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.read(Readable.from([bytes]))
  return book
}

function sheet(book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const found = book.getWorksheet(name)
  if (found === undefined) throw new Error(`there is no sheet ${name}`)
  return found
}

/** Row 2 is Monday’s visit at eight, row 8 Sunday’s. */
function say(book: ExcelJS.Workbook, statuses: readonly string[]): ExcelJS.Worksheet {
  const visits = sheet(book, 'Visits')
  statuses.forEach((status, n) => {
    visits.getCell(`H${String(n + 2)}`).value = status
  })
  return visits
}
const all = (status: string) => Array.from({ length: 7 }, () => status)

async function send(provider: AProvider, book: ExcelJS.Workbook) {
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  return { bytes, ...(await anUpload(stage, provider, bytes, { name: 'weeks.xlsx', kind: 'xlsx' })) }
}

async function save(provider: AProvider, uploadId: string) {
  const { head } = await uploadAsItIs(stage, provider, uploadId)
  return stage.work.run(providerActor(provider), (work) =>
    saveUpload(work, { uploadId, version: head.row_version, confirmed: [], reason: '' }),
  )
}

function weekOf(read: ReadRows, provider: AProvider, care: APackage) {
  const week = { packageId: care.id, weekStart: WEEK }
  return read(async (tx) => {
    const [row] = await listSheet(tx, { serviceId: provider.serviceId, weekStart: WEEK }, { packageIds: [care.id] })
    return { row, recorded: await findWeekVisits(tx, week), entries: await listTimetable(tx, week) }
  })
}

describe('a workbook of a company with timetables', () => {
  it('has its planned visits on a sheet that anybody may add rows to, and nothing on it says nothing', async () => {
    const { provider, care, read } = await aCompany()
    const book = await download(read)
    const visits = sheet(book, 'Visits')
    expect(visits.rowCount).toBe(8)
    const cells = ['A', 'B', 'D', 'E', 'F', 'G', 'H'].map((column) => visits.getCell(`${column}2`).value)
    const monday = new Date('2025-03-31T00:00:00Z')
    expect(cells).toEqual([care.reference, `W-${care.personId.slice(0, 8)}`, monday, '08:00', '08:30', 1, null])
    expect(sheet(book, 'Weekly').getCell('T2').text).toBe('Say its visits on the sheet Visits')
    expect((await send(provider, book)).rows).toMatchObject([{ outcome: 'blank', codes: null }])
  })

  it('records the week visit by visit, exactly as the page would', async () => {
    const { provider, care, read } = await aCompany()
    const twin = await aTimetable(stage, provider)
    const book = await download(read)
    const visits = sheet(book, 'Visits')
    const own = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].filter(
      (n) => visits.getCell(`A${String(n)}`).value === care.reference,
    )
    own.forEach((n, place) => {
      visits.getCell(`H${String(n)}`).value = place === 1 ? 'frustrated' : place === 2 ? 'missed' : 'delivered'
    })
    const first = String(own[0] ?? 2)
    visits.getCell(`J${first}`).value = '08:10'
    visits.getCell(`K${first}`).value = '08:55'
    visits.addRow([
      care.reference,
      '',
      '',
      new Date('2025-04-02T00:00:00Z'),
      '',
      '',
      '',
      'extra',
      '',
      '18:00',
      '18:30',
      2,
    ])
    const weekly = sheet(book, 'Weekly')
    for (const n of [2, 3])
      if (weekly.getCell(`A${String(n)}`).value === care.reference) weekly.getCell(`N${String(n)}`).value = 'Ill'
    const { uploadId, rows } = await send(provider, book)
    expect(rows.map(({ outcome, codes }) => [outcome, codes]).toSorted()).toEqual([
      ['blank', null],
      ['new', null],
    ])
    expect(await save(provider, uploadId)).toMatchObject({ ok: true, value: { saved: 1 } })

    const { row, recorded, entries } = await weekOf(read, provider, care)
    const planned = plannedVisits(entries, row?.plan ?? { startsOn: WEEK, endsOn: null }, WEEK)
    const said = planned.map((visit, place): SaidVisit => {
      const whole = asPlanned(visit)
      if (place === 0) return { ...whole, startsAt: '08:10', endsAt: '08:55' }
      return place === 1 ? { ...whole, outcome: 'frustrated' } : place === 2 ? { ...whole, outcome: 'missed' } : whole
    })
    const added = { planned: undefined, outcome: 'delivered', day: localDate('2025-04-02') } as const
    const visitsSaid = [...said, { ...added, startsAt: '18:00', endsAt: '18:30', carers: 2 }]
    expect(recorded?.visits).toEqual(visitsSaid)

    const other = await weekOf(read, provider, twin)
    const twinPlanned = plannedVisits(other.entries, other.row?.plan ?? { startsOn: WEEK, endsOn: null }, WEEK)
    const onPage = await stage.work.run(providerActor(provider), (work) =>
      recordVisits(
        work,
        {
          ...{ packageId: twin.id, weekStart: WEEK, serviceId: provider.serviceId, basedOn: 0, intent: 'confirm' },
          visits: visitsSaid.map((visit, place) => ({ ...visit, planned: twinPlanned[place] })),
          comment: 'Ill',
        },
        () => Promise.resolve(new Set()),
      ),
    )
    expect(onPage.ok).toBe(true)
    const [ofFile, ofPage] = [await kept(read, care), await kept(read, twin)]
    expect({ ...ofFile, source: '' }).toEqual({ ...ofPage, source: '' })
    expect(ofFile.source).toBe('upload')
  })

  it('changes nothing when it comes again, goes back as it came, and is undone with what stood before', async () => {
    const { provider, care, read } = await aCompany()
    const first = await download(read)
    say(first, all('delivered'))
    await save(provider, (await send(provider, first)).uploadId)
    const again = await download(read)
    expect(sheet(again, 'Visits').getCell('H2').value).toBe('delivered')
    expect((await send(provider, again)).rows).toMatchObject([{ outcome: 'same' }])

    const before = await kept(read, care)
    const other = await download(read)
    say(other, [...all('delivered').slice(1), 'missed'])
    sheet(other, 'Weekly').getCell('N2').value = 'Carer ill'
    const { uploadId, bytes, rows } = await send(provider, other)
    expect(rows).toMatchObject([{ outcome: 'changed' }])
    const back = await resultFile({
      ...{ uploadId, kind: 'weeks', path: aFile(bytes, 'weeks.xlsx'), map: {}, saved: false, reference: 'T-r', read },
    })
    const result = await open(await buffer(back.content))
    expect(sheet(result, 'Visits').getCell('H8').value).toBe('missed')
    expect(await save(provider, uploadId)).toMatchObject({ ok: true })
    expect((await weekOf(read, provider, care)).recorded?.visits[6]?.outcome).toBe('missed')
    const undone = await stage.work.run(providerActor(provider), (work) => undoUpload(work, { uploadId }))
    expect(undone).toMatchObject({ ok: true, value: { undone: 1 } })
    expect((await weekOf(read, provider, care)).recorded?.visits.map(({ outcome }) => outcome)).toEqual(
      all('delivered'),
    )
    expect(await kept(read, care)).toEqual({ ...before, version: 3 })
  })

  it.each([
    ['a visit of the week that nobody said', all('delivered').slice(1), 'R47:unsaid:2025-04-06 08.00'],
    ['a status that is none', ['gone', ...all('delivered').slice(1)], 'R47:status:2'],
    ['a planned visit as extra', ['extra', ...all('delivered').slice(1)], 'R47:planned-extra:2'],
  ])('refuses the row of its week for %s', async (_, statuses, code) => {
    const { provider, read } = await aCompany()
    const book = await download(read)
    say(book, statuses)
    expect((await send(provider, book)).rows).toMatchObject([{ outcome: 'refused', codes: [code] }])
  })

  it('asks for a comment like every other week, and keeps its visits while it is put right on screen', async () => {
    const { provider, care, read } = await aCompany()
    const book = await download(read)
    say(book, [...all('delivered').slice(1), 'missed'])
    const { uploadId, rows } = await send(provider, book)
    expect(rows).toMatchObject([{ line: 2, codes: ['R26'] }])
    const typed = { actual: '', frustrated: '', missed: '', extra: '2', visits: '9', comment: 'Carer ill' }
    await stage.work.run(providerActor(provider), (work) =>
      fixRows(work, { uploadId, rows: [{ line: 2, weekStart: WEEK, ...typed }] }),
    )
    expect(await save(provider, uploadId)).toMatchObject({ ok: true, value: { saved: 1 } })
    expect(await kept(read, care)).toMatchObject({ missed: 15_000n, extra: 0n, visits: 6, comment: 'Carer ill' })
    expect((await weekOf(read, provider, care)).recorded?.visits).toHaveLength(7)
  })

  it('refuses a file with visits of a week that its sheet of weeks does not have', async () => {
    const { provider, read } = await aCompany()
    const book = await download(read)
    say(book, all('delivered'))
    sheet(book, 'Visits').getCell('A2').value = 'CP-UNKNOWN'
    expect((await send(provider, book)).head).toMatchObject({ state: 'refused', file_code: 'F01' })
  })
})

it('refuses visits of a package that is recorded by its amounts, and has no such sheet where all are', async () => {
  const provider = await aProvider(stage.build, councilId)
  const care = await aPackage(stage.build, provider, { planned: quantity(420_000n) })
  const book = await download(readerOf(provider))
  expect(book.getWorksheet('Visits')).toBeUndefined()
  const visits = book.addWorksheet('Visits')
  visits.addRow(['cpli_id', 'visit_date', 'planned_start', 'status'])
  visits.addRow([care.reference, '2025-04-01', '', 'extra'])
  expect((await send(provider, book)).rows).toMatchObject([{ codes: ['R47:weekly'] }])
})

async function kept(read: ReadRows, care: APackage) {
  return read((tx) =>
    tx
      .selectFrom('actuals.week')
      .select([
        ...(['version', 'status', 'planned', 'actual', 'frustrated', 'missed', 'extra', 'visits', 'comment'] as const),
        ...(['source', 'actual_by_day', 'frustrated_by_day', 'visit_times'] as const),
      ])
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('package_id', '=', care.id)
      .executeTakeFirstOrThrow(),
  )
}

import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import ExcelJS from 'exceljs'
import { localDate } from '../../../../core/dates.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { listVersionsOf } from '../../store/weeks.ts'
import { aRecordedWeek } from '../../testing/recorded.ts'
import { anEntry } from '../../testing/rules.ts'
import { aLine, anUpload, HEADING, uploadAsItIs } from '../../testing/uploads.ts'
import { saveUpload } from './save-upload.ts'
import { templateFile } from './template-file.ts'
import { undoUpload } from './undo-upload.ts'

const WEEK = localDate('2025-03-24')
let stage: Stage
let provider: AProvider

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const { id: councilId } = await aCouncil(stage.build)
  await aPeriod(stage.build, councilId, {
    startsOn: '2025-03-10',
    endsOn: '2025-04-07',
    submitBy: '2025-04-14T17:00:00Z',
  })
  provider = await aProvider(stage.build, councilId, { rule: { tolerance_percent: 10 } })
  const added = { council_id: councilId, starts_on: '2024-01-01', added_name: 'Someone', added_at: '2024-01-01T09:00Z' }
  await stage.build.insert('actuals.reason', { ...added, code: 'hospital', label: 'In hospital, not discharged' })
  await stage.build.insert('actuals.reason', {
    ...added,
    code: 'old',
    label: 'Ended',
    ends_on: '2025-01-01',
    ended_name: 'Someone',
    ended_at: '2025-01-01T09:00Z',
  })
})
afterAll(() => stage.strike())

async function sent(care: APackage, ...rows: readonly string[]) {
  const heading = HEADING.replaceAll(',', ';')
  return anUpload(
    stage,
    provider,
    [heading, ...rows.map((row) => aLine(care, row).replaceAll(',', ';').replaceAll('#', ','))].join('\n'),
  )
}
const save = async (uploadId: string) => {
  const { head } = await uploadAsItIs(stage, provider, uploadId)
  const given = { uploadId, version: head.row_version, confirmed: [], reason: '' }
  const outcome = await stage.work.run(providerActor(provider), (work) => saveUpload(work, given))
  expect(outcome.ok).toBe(true)
}
const entries = (care: APackage) =>
  stage.db.read(providerActor(provider).scope, async (tx) =>
    (await listVersionsOf(tx, { packageId: care.id, weekStart: WEEK })).map(({ entry }) => entry),
  )
const download = (format: 'csv' | 'xlsx') =>
  templateFile((use) => stage.db.read(providerActor(provider).scope, use), {
    ...{ from: WEEK, until: localDate('2025-03-31'), serviceIds: [], today: localDate('2025-04-10'), format },
    ...{ reference: 'A-1', providerReference: 'A', at: '2025-04-10T10:00' },
  })

describe('a reason of the council’s list in a file', () => {
  it.each([
    ['its words alone', 'In hospital# not discharged', 'hospital', ''],
    ['in any case, with more after a colon', 'IN HOSPITAL# not discharged: since Friday', 'hospital', 'since Friday'],
    ['not words that only begin like it', 'In hospital# not discharged yet', null, 'In hospital, not discharged yet'],
    ['not one that has ended', 'Ended', null, 'Ended'],
  ])('is read by %s', async (_, comment, reason, rest) => {
    const care = await aPackage(stage.build, provider)
    const { uploadId } = await sent(care, `${WEEK},13,1,,,,${comment},0`)
    await save(uploadId)
    expect((await entries(care))[0]).toMatchObject({ reason, comment: rest })
    const again = await sent(care, `${WEEK},13,1,,,,${comment}`)
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(['same'])
  })

  it('needs words beside it above the exception level, as on screen', async () => {
    const care = await aPackage(stage.build, provider)
    const { rows } = await sent(care, `${WEEK},19,,,5,,In hospital# not discharged,0`)
    expect(rows[0]?.codes).toEqual(['R26:comment:words'])
    const told = await sent(care, `${WEEK},19,,,5,,In hospital# not discharged: nobody else came,0`)
    expect([told.rows[0]?.outcome, told.rows[0]?.held_code]).toEqual(['new', 'H01'])
  })

  it('stays when a row says nothing of it, and comes back when the file is undone', async () => {
    const care = await aPackage(stage.build, provider)
    const entry = { ...anEntry({ missed: '1' }), comment: 'Ward 4', reason: 'hospital' }
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: WEEK }, { entry })
    const { uploadId } = await sent(care, `${WEEK},12,2,,,,Other words,1`)
    await save(uploadId)
    expect((await entries(care))[0]).toMatchObject({ reason: 'hospital', comment: 'Other words' })
    await stage.work.run(providerActor(provider), (work) => undoUpload(work, { uploadId }))
    expect((await entries(care))[0]).toMatchObject({ reason: 'hospital', comment: 'Ward 4' })
  })

  it('stands in the download before the comment, and in the drop-down of the workbook', async () => {
    const care = await aPackage(stage.build, provider)
    const entry = { ...anEntry({ missed: '1' }), comment: 'Ward 4', reason: 'hospital' }
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: WEEK }, { entry })
    expect(await text((await download('csv')).content)).toContain('"In hospital, not discharged: Ward 4"')
    const book = new ExcelJS.Workbook()
    await book.xlsx.read((await download('xlsx')).content)
    expect(book.getWorksheet('Weekly')?.getCell('N2').dataValidation.formulae).toEqual(['Reasons!$A$1:$A$1'])
    expect(book.getWorksheet('Reasons')?.getCell('A1').text).toBe('In hospital, not discharged')
    expect(book.getWorksheet('Reasons')?.state).toBe('hidden')
  })
})

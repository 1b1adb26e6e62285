import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { aLine, anUpload, uploadAsItIs } from '../../testing/uploads.ts'
import { fixRows } from './fix-rows.ts'
import { saveUpload } from './save-upload.ts'
import { undoUpload } from './undo-upload.ts'

const HEADING = 'cpli_id,client_ref,week_start,actual,missed,comment,late_reason,late_note'
/** The last moment of this week was on 2 April, eight days ago; the other is in time. */
const LATE = '2025-03-24'
const IN_TIME = '2025-03-31'
let stage: Stage
let owner: Client
let provider: AProvider
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  const { id: councilId } = await aCouncil(stage.build)
  const periods = [
    { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' },
    { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' },
  ]
  for (const period of periods) await aPeriod(stage.build, councilId, period)
  provider = await aProvider(stage.build, councilId)
})
afterAll(async () => {
  await owner.end()
  await stage.strike()
})

async function late(care: APackage) {
  const { rows } = await owner.query<{ week_start: string; reason: string; note: string }>(
    'select week_start::text, reason, note from actuals.late_week where package_id = $1 order by 1',
    [care.id],
  )
  return rows
}

async function save(uploadId: string) {
  const { head } = await uploadAsItIs(stage, provider, uploadId)
  return stage.work.run(providerActor(provider), (work) =>
    saveUpload(work, { uploadId, version: head.row_version, confirmed: [], reason: '' }),
  )
}

const file = (...lines: readonly string[]) => [HEADING, ...lines].join('\n')

describe('a file with columns for why a week is late', () => {
  it('keeps it for the weeks that are late, by a code or by its words, and for no other', async () => {
    const [one, two, three] = [
      await aPackage(stage.build, provider),
      await aPackage(stage.build, provider),
      await aPackage(stage.build, provider),
    ]
    const sent = file(
      aLine(one, `${LATE},14,,,Records came late from CARE workers,`),
      aLine(two, `${LATE},13,1,Carer ill,other,The office was flooded`),
      aLine(three, `${LATE},14,,,,`),
      aLine(three, `${IN_TIME},14,,,oversight,`),
    )
    const { uploadId, rows } = await anUpload(stage, provider, sent)
    expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'new'])
    expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 4 } })
    expect(await late(one)).toEqual([{ week_start: LATE, reason: 'records-late', note: '' }])
    expect(await late(two)).toEqual([{ week_start: LATE, reason: 'other', note: 'The office was flooded' }])
    expect(await late(three)).toEqual([])
  })

  it('is refused row by row where that is no reason, and put right on screen', async () => {
    const [one, two] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    const sent = file(
      aLine(one, `${LATE},14,,,tired,`),
      aLine(two, `${LATE},14,,,other,`),
      aLine(two, `${IN_TIME},14,,,,${'x'.repeat(501)}`),
    )
    const { uploadId, rows } = await anUpload(stage, provider, sent)
    expect(rows.map(({ codes }) => codes)).toEqual([
      ['R46:late_reason:not-listed'],
      ['R46:late_note:missing'],
      ['R46:late_reason:missing'],
    ])
    const typed = { actual: '14', frustrated: '', missed: '', extra: '', visits: '', comment: '' }
    const right = (line: number, weekStart: string, lateReason: string) => ({
      ...{ line, weekStart, ...typed, lateReason, lateNote: '' },
    })
    const fix = (lateReason: string) =>
      stage.work.run(providerActor(provider), (work) =>
        fixRows(work, { uploadId, rows: [right(2, LATE, lateReason), right(4, IN_TIME, '')] }),
      )
    expect(await fix('still tired')).toMatchObject({
      refusal: { code: 'misread', faults: [{ line: 2, column: 'lateReason', why: 'not-listed' }] },
    })
    expect(await fix('staff-away')).toMatchObject({ ok: true, value: { judged: 2 } })
    expect((await uploadAsItIs(stage, provider, uploadId)).rows.map(({ codes }) => codes)).toEqual([
      null,
      ['R46:late_note:missing'],
      null,
    ])
    expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 2 } })
    expect(await late(one)).toEqual([{ week_start: LATE, reason: 'staff-away', note: '' }])
  })

  it('says nothing of weeks that somebody confirmed before, nor when the same file comes again after an undo', async () => {
    const care = await aPackage(stage.build, provider)
    const { uploadId } = await anUpload(stage, provider, file(aLine(care, `${IN_TIME},14,,,records-late,`)))
    await save(uploadId)
    expect(await late(care)).toEqual([])
    const undone = await stage.work.run(providerActor(provider), (work) => undoUpload(work, { uploadId }))
    expect(undone).toMatchObject({ ok: true, value: { undone: 1 } })
  })
})

it('leaves a file without those columns as it was: late, and nobody says why', async () => {
  const care = await aPackage(stage.build, provider)
  const { uploadId } = await anUpload(
    stage,
    provider,
    ['cpli_id,client_ref,week_start,actual', aLine(care, `${LATE},14`)].join('\n'),
  )
  expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 1 } })
  expect(await late(care)).toEqual([])
})

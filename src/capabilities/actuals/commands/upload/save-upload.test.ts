import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { localDate } from '../../../../core/dates.ts'
import { units } from '../../../../core/decimal.ts'
import { fixedClock } from '../../../../platform/clock.ts'
import { workRunner } from '../../../../platform/work.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { aRecordedWeek } from '../../testing/recorded.ts'
import { anEntry } from '../../testing/rules.ts'
import { aLine, anUpload, HEADING, uploadAsItIs } from '../../testing/uploads.ts'
import { setStopPercent } from '../../store/upload/settings.ts'
import { fixAll, fixRows } from './fix-rows.ts'
import { saveUpload } from './save-upload.ts'
import { undoUpload } from './undo-upload.ts'

let stage: Stage
let councilId: string
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
})
afterAll(() => stage.strike())
beforeEach(async () => {
  councilId = (await aCouncil(stage.build)).id
  await aPeriod(stage.build, councilId, {
    startsOn: '2025-03-10',
    endsOn: '2025-04-07',
    submitBy: '2025-04-14T17:00:00Z',
  })
  provider = await aProvider(stage.build, councilId)
  care = await aPackage(stage.build, provider)
})

const file = (...lines: readonly string[]) => [HEADING, ...lines].join('\n')
const save = async (
  uploadId: string,
  over: { confirmed?: readonly string[]; version?: number } = {},
  runner = stage.work,
) => {
  const { head } = await uploadAsItIs(stage, provider, uploadId)
  return runner.run(providerActor(provider), (work) =>
    saveUpload(work, {
      uploadId,
      version: over.version ?? head.row_version,
      confirmed: over.confirmed ?? [],
      reason: '',
    }),
  )
}
const undo = (uploadId: string, runner = stage.work) =>
  runner.run(providerActor(provider), (work) => undoUpload(work, { uploadId }))

type Row = {
  week_start: string
  version: number
  status: string
  actual: bigint
  frustrated: bigint
  source: string
  comment: string
}
async function weeks(table: 'week' | 'week_version' = 'week'): Promise<readonly Row[]> {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const { rows } =
      await sql<Row>`select week_start, version, status, actual, frustrated, source, comment from ${sql.table(`actuals.${table}`)}
      where council_id = ${tx.councilId} and provider_id = ${tx.providerId} order by week_start, version`.execute(tx)
    return rows
  })
}

it('saves the good rows with their history and parks the bad ones', async () => {
  await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate('2025-03-24') })
  const { uploadId } = await anUpload(
    stage,
    provider,
    file(
      aLine(care, '2025-03-24,13,1,,,,Hospital,1'),
      aLine(care, '2025-03-31,14,,,,,,'),
      aLine(care, '2025-03-17,12,,,,,,'),
    ),
  )
  expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 2, parked: 1 } })
  expect(await weeks()).toEqual([
    {
      week_start: '2025-03-24',
      version: 2,
      status: 'confirmed',
      actual: units('13'),
      frustrated: units('1'),
      source: 'upload',
      comment: 'Hospital',
    },
    {
      week_start: '2025-03-31',
      version: 1,
      status: 'confirmed',
      actual: units('14'),
      frustrated: 0n,
      source: 'upload',
      comment: '',
    },
  ])
  expect((await weeks('week_version')).map(({ week_start, version }) => [week_start, version])).toEqual([
    ['2025-03-24', 1],
    ['2025-03-24', 2],
    ['2025-03-31', 1],
  ])
  expect(await save(uploadId)).toMatchObject({ ok: false, refusal: { code: 'nothing-to-save' } })
})

it('says that the same rows under another name change nothing', async () => {
  const { uploadId } = await anUpload(stage, provider, file(aLine(care, '2025-03-31,14,,,,,,')))
  await save(uploadId)
  const { head } = await anUpload(stage, provider, `${file(aLine(care, '2025-03-31,14,,,,,,'))}\n\n`)
  expect(head).toMatchObject({ rows_same: 1, rows_new: 0, rows_changed: 0 })
})

it('lets only one of two uploads of the same week write it, and parks the other’s row', async () => {
  const first = await anUpload(stage, provider, file(aLine(care, '2025-03-31,14,,,,,,')))
  const second = await anUpload(stage, provider, file(aLine(care, '2025-03-31,13,1,,,,Hospital,')))
  const outcomes = await Promise.all([save(first.uploadId), save(second.uploadId)])
  expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.saved : outcome.refusal.code)).toSorted()).toEqual([
    0, 1,
  ])
  expect(await weeks()).toHaveLength(1)
  const loser = outcomes[0].ok && outcomes[0].value.saved === 0 ? first : second
  const { head, rows } = await uploadAsItIs(stage, provider, loser.uploadId)
  expect(rows[0]).toMatchObject({ outcome: 'changed', was_version: 1 })
  expect(head).toMatchObject({ state: 'saved', rows_saved: 0, rows_changed: 1 })
})

it('does not save what was judged again since the page was shown', async () => {
  const { uploadId, head } = await anUpload(
    stage,
    provider,
    file(aLine(care, '2025-03-31,14,,,,,,'), aLine(care, '2025-03-24,15,,,1,,,')),
  )
  await stage.work.run(providerActor(provider), (work) =>
    fixAll(work, { uploadId, code: 'R26', remedy: { kind: 'comment', text: 'Fell' } }),
  )
  expect(await save(uploadId, { version: head.row_version })).toMatchObject({
    ok: false,
    refusal: { code: 'judged-again' },
  })
  expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 2 } })
})

it('undoes what it saved until the cut-off, by versions of their own, and leaves what others have changed since', async () => {
  await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate('2025-03-24') })
  const { uploadId } = await anUpload(
    stage,
    provider,
    file(...['2025-03-17', '2025-03-24', '2025-03-31'].map((week) => aLine(care, `${week},13,1,,,,Hospital,`))),
  )
  await save(uploadId)
  await aRecordedWeek(
    stage,
    provider,
    { packageId: care.id, weekStart: localDate('2025-03-31') },
    { basedOn: 1, entry: anEntry({ extra: '1', comment: 'x' }) },
  )

  const late = workRunner(stage.db, fixedClock('2025-04-14T17:00:01Z'))
  expect(await undo(uploadId, late)).toMatchObject({ ok: false, refusal: { code: 'nothing-to-undo' } })
  expect(await undo(uploadId)).toMatchObject({ ok: true, value: { undone: 2 } })
  expect(
    (await weeks()).map(({ week_start, version, status, actual }) => [week_start, version, status, actual]),
  ).toEqual([
    ['2025-03-17', 2, 'draft', units('14')],
    ['2025-03-24', 3, 'confirmed', units('14')],
    ['2025-03-31', 2, 'confirmed', units('15')],
  ])
  expect(await undo(uploadId)).toMatchObject({ ok: false, refusal: { code: 'undone' } })
})

it('puts rows right on screen, one by one and all with one cause', async () => {
  const other = await aPackage(stage.build, provider)
  const { uploadId, rows } = await anUpload(
    stage,
    provider,
    file(
      aLine(care, '2025-03-31,15,,,,,Fell,'),
      aLine(other, '2025-03-31,15,,,,,Fell,'),
      aLine(care, '2025-03-24,some,,,,,,'),
    ),
  )
  expect(rows.map((row) => row.codes)).toEqual([['R22'], ['R22'], ['R20:actual:not-a-number']])
  const act = <T>(use: (work: Parameters<typeof fixRows>[0]) => Promise<T>) =>
    stage.work.run(providerActor(provider), use)
  await act((work) =>
    fixAll(work, { uploadId, code: 'R22', remedy: { kind: 'difference', into: 'extra', text: 'Fell' } }),
  )
  const typed = {
    line: 4,
    weekStart: '2025-03-24',
    actual: '14',
    frustrated: '',
    missed: '',
    extra: '',
    visits: '',
    comment: '',
  }
  expect(await act((work) => fixRows(work, { uploadId, rows: [{ ...typed, extra: 'no' }] }))).toMatchObject({
    ok: false,
    refusal: { code: 'misread' },
  })
  await act((work) => fixRows(work, { uploadId, rows: [typed] }))
  expect((await uploadAsItIs(stage, provider, uploadId)).rows.map((row) => row.outcome)).toEqual(['new', 'new', 'new'])
  expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 3, parked: 0 } })
})

it('lets only one of two rows for one week be put right, whichever way they are', async () => {
  const { uploadId, rows } = await anUpload(
    stage,
    provider,
    file(
      aLine(care, '2025-03-24,14,,,,,,'),
      aLine(care, '2025-03-24,13,,1,,,Out,'),
      aLine(care, '2025-03-31,some,,,,,,'),
    ),
  )
  expect(rows.map((row) => row.codes)).toEqual([['R05:line:2'], ['R05:line:2'], ['R20:actual:not-a-number']])
  const typed = (line: number, over: Readonly<Record<string, string>> = {}) => ({
    ...{ line, weekStart: '2025-03-24', actual: '14', frustrated: '', missed: '', extra: '', visits: '', comment: '' },
    ...over,
  })
  const outcomes = async (row: ReturnType<typeof typed>) => {
    await stage.work.run(providerActor(provider), (work) => fixRows(work, { uploadId, rows: [row] }))
    return (await uploadAsItIs(stage, provider, uploadId)).rows.map(({ outcome, codes }) => codes ?? outcome)
  }
  const unread = ['R20:actual:not-a-number']
  expect(await outcomes(typed(2))).toEqual(['new', ['R05:line:2'], unread])
  expect(await outcomes(typed(3))).toEqual(['new', ['R05:line:2'], unread])
  expect(await outcomes(typed(3, { actual: '13', missed: '1', comment: 'Out' }))).toEqual([
    'new',
    ['R05:line:2'],
    unread,
  ])
  // A row of another week that is put right into this one.
  expect(await outcomes(typed(4))).toEqual(['new', ['R05:line:2'], ['R05:line:2']])
  expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 1, parked: 2 } })
  // What is saved stands, and is changed as any week is.
  expect(await outcomes(typed(3, { actual: '13', missed: '1', comment: 'Out' }))).toEqual([
    'new',
    'changed',
    ['R05:line:2'],
  ])
})

it('saves rows that were put right later, without touching those saved before', async () => {
  const { uploadId } = await anUpload(
    stage,
    provider,
    file(aLine(care, '2025-03-31,14,,,,,,'), aLine(care, '2025-03-24,15,,,1,,,')),
  )
  await save(uploadId)
  await stage.work.run(providerActor(provider), (work) =>
    fixAll(work, { uploadId, code: 'R26', remedy: { kind: 'comment', text: 'Fell' } }),
  )
  expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 1 } })
  expect((await weeks()).map(({ version }) => version)).toEqual([1, 1])
  expect(await undo(uploadId)).toMatchObject({ ok: true, value: { undone: 2 } })
})

it('asks about a warning once, and not again for the same figures', async () => {
  for (let back = 1; back <= 12; back += 1)
    await aRecordedWeek(stage, provider, {
      packageId: care.id,
      weekStart: localDate(new Date(Date.UTC(2025, 2, 31 - 7 * back)).toISOString().slice(0, 10)),
    })
  const { uploadId, rows } = await anUpload(stage, provider, file(aLine(care, '2025-03-31,14,,,,,,')))
  expect(rows[0]).toMatchObject({ outcome: 'new', warnings: ['W01'] })
  expect(await save(uploadId)).toMatchObject({ ok: false, refusal: { code: 'nothing-to-save' } })
  expect(await save(uploadId, { confirmed: ['W01'] })).toMatchObject({ ok: true, value: { saved: 1 } })
  await undo(uploadId)
  const again = await anUpload(stage, provider, `${file(aLine(care, '2025-03-31,14,,,,,,'))}\n`)
  expect(again.rows[0]).toMatchObject({ warnings: null })
})

it('saves nothing from a check, nor from a file of which too much is wrong', async () => {
  const checked = await anUpload(stage, provider, file(aLine(care, '2025-03-31,14,,,,,,')), { checkOnly: true })
  expect(await save(checked.uploadId)).toMatchObject({ ok: false, refusal: { code: 'check-only' } })
  await stage.work.run(councilActor(councilId, provider.accountId), (work) => setStopPercent(work.tx, 40, work.today))
  const { uploadId } = await anUpload(
    stage,
    provider,
    file(aLine(care, '2025-03-31,14,,,,,,'), aLine(care, '2025-03-24,1,,,,,,')),
  )
  expect(await save(uploadId)).toMatchObject({ ok: false, refusal: { code: 'over-threshold', percent: 50, limit: 40 } })
})

it('refuses a reference that was used, unless what was saved under it is undone', async () => {
  const of = (reference: string, ...lines: readonly string[]) => `file_reference\n${reference}\n\n${file(...lines)}`
  const first = await anUpload(stage, provider, of('A-1', aLine(care, '2025-03-31,14,,,,,,')))
  const again = await anUpload(stage, provider, of('A-1', aLine(care, '2025-03-31,15,,,1,,Fell,')))
  expect(again.head.state).toBe('checked')
  expect((await uploadAsItIs(stage, provider, first.uploadId)).head.state).toBe('replaced')
  await save(again.uploadId)
  const third = await anUpload(stage, provider, of('A-1', aLine(care, '2025-03-31,16,,,2,,Fell,')))
  expect(third.head).toMatchObject({ state: 'refused', file_code: 'F04', file_facts: { uploadId: again.uploadId } })
})

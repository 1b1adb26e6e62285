import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { Client } from 'pg'
import { localDate } from '../../../../core/dates.ts'
import { fixedClock } from '../../../../platform/clock.ts'
import { workRunner } from '../../../../platform/work.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPeriod, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import type { VisitColumn } from '../../rules/visit-columns.ts'
import { aRecordedWeek } from '../../testing/recorded.ts'
import { aTimetable } from '../../testing/timetable.ts'
import { anUpload, uploadAsItIs } from '../../testing/uploads.ts'
import { aVisitLine, clientOf, fileVisits, keptVisits, VISITS_HEADING } from '../../testing/visits.ts'
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
  provider = await aProvider(stage.build, councilId, { rule: { recording: 'visits' } })
  care = await aTimetable(stage, provider)
})

type Said = Readonly<Partial<Record<VisitColumn, string>>>
let made = 0
const file = (...rows: readonly Said[]) =>
  [
    VISITS_HEADING,
    ...rows.map((row) => aVisitLine({ visit_ref: `V-${String((made += 1))}`, client_ref: clientOf(care), ...row })),
  ].join('\n')
const sent = async (content: string, of: AProvider = provider) => {
  const { uploadId, head } = await anUpload(stage, of, content)
  return { uploadId, head, rows: await fileVisits(stage, of, uploadId) }
}
const save = async (uploadId: string, confirmed: readonly string[] = [], runner = stage.work) => {
  const { head } = await uploadAsItIs(stage, provider, uploadId)
  return runner.run(providerActor(provider), (work) =>
    saveUpload(work, { uploadId, version: head.row_version, confirmed, reason: '' }),
  )
}
const kept = async (content: string) => {
  const { uploadId } = await sent(content)
  const outcome = await save(uploadId)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return uploadId
}
const undo = (uploadId: string, runner = stage.work) =>
  runner.run(providerActor(provider), (work) => undoUpload(work, { uploadId }))

async function weeks() {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const { rows } = await sql<{
      week_start: string
      version: number
      status: string
      actual: bigint
      missed: bigint
      frustrated: bigint
      visits: number
      source: string
      actual_by_day: readonly bigint[]
    }>`select week_start, version, status, actual, missed, frustrated, visits, source, actual_by_day from actuals.week
      where council_id = ${tx.councilId} and provider_id = ${tx.providerId} order by week_start`.execute(tx)
    return rows
  })
}
const HALF_HOUR = 15_000n

describe('a file of visits', () => {
  it('drafts the weeks of its visits, day by day', async () => {
    await kept(
      file({}, { visit_date: '2025-04-01', carer_ref: 'C2' }, { visit_date: '2025-04-02', status: 'frustrated' }),
    )
    expect(await weeks()).toMatchObject([
      {
        week_start: '2025-03-31',
        version: 1,
        status: 'draft',
        source: 'monitoring',
        actual: 2n * HALF_HOUR,
        frustrated: HALF_HOUR,
        missed: 4n * HALF_HOUR,
        visits: 2,
        actual_by_day: [HALF_HOUR, HALF_HOUR, 0n, 0n, 0n, 0n, 0n],
      },
    ])
  })

  it('shows a changed visit beside what stood, and changes its weeks', async () => {
    await kept(file({ visit_ref: 'SAME' }))
    const { uploadId, head, rows } = await sent(file({ visit_ref: 'SAME', visit_date: '2025-03-24' }))
    expect(head).toMatchObject({ kind: 'visits', rows_changed: 1, rows_new: 0 })
    expect(rows).toMatchObject([{ outcome: 'changed', was: { visited_on: '2025-03-31', paid_minutes: 30 } }])
    await save(uploadId)
    expect((await weeks()).map(({ week_start, actual }) => [week_start, actual])).toEqual([
      ['2025-03-24', HALF_HOUR],
      ['2025-03-31', 0n],
    ])
  })

  it('says that rows it has said before are unchanged', async () => {
    const one = { visit_ref: 'A' }
    await kept(file(one))
    expect((await sent(file(one, { visit_ref: 'B', visit_date: '2025-04-01' }))).head).toMatchObject({
      rows_same: 1,
      rows_new: 1,
    })
  })

  it('is undone until the cut-off: new visits go, changed ones are as before, and so are their weeks', async () => {
    await kept(file({ visit_ref: 'OLD' }))
    const uploadId = await kept(
      file({ visit_ref: 'OLD', actual_end: '08:15' }, { visit_ref: 'NEW', visit_date: '2025-04-01' }),
    )
    expect(await keptVisits(stage, provider)).toMatchObject([
      { reference: 'NEW' },
      { reference: 'OLD', logged_minutes: 14 },
    ])
    const late = workRunner(stage.db, fixedClock('2025-04-15T09:00:00Z'))
    expect(await undo(uploadId, late)).toMatchObject({ ok: false, refusal: { code: 'nothing-to-undo' } })
    expect(await undo(uploadId)).toMatchObject({ ok: true, value: { undone: 2 } })
    expect(await keptVisits(stage, provider)).toMatchObject([{ reference: 'OLD', logged_minutes: 32 }])
    expect(await weeks()).toMatchObject([{ actual: HALF_HOUR, missed: 6n * HALF_HOUR, visits: 1 }])
    expect(await undo(uploadId)).toMatchObject({ ok: false, refusal: { code: 'undone' } })
  })

  it('leaves a visit that was changed or decided since it was checked, and says so (R06)', async () => {
    const first = await sent(file({ visit_ref: 'ONE' }))
    await kept(file({ visit_ref: 'ONE', actual_end: '08:45' }))
    expect(await save(first.uploadId)).toMatchObject({ ok: true, value: { saved: 0, parked: 1 } })
    expect((await fileVisits(stage, provider, first.uploadId))[0]).toMatchObject({ outcome: 'refused', codes: ['R06'] })
    expect(await keptVisits(stage, provider)).toMatchObject([{ logged_minutes: 44 }])
  })

  it('lets only one of two that say the same visit differently write it', async () => {
    const [one, other] = [
      await sent(file({ visit_ref: 'ONE' })),
      await sent(file({ visit_ref: 'ONE', actual_end: '08:40' })),
    ]
    const outcomes = await Promise.all([save(one.uploadId), save(other.uploadId)])
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.saved : -1)).toSorted()).toEqual([0, 1])
    expect(await keptVisits(stage, provider)).toHaveLength(1)
  })

  it('leaves a confirmed week confirmed, and as it is once its cut-off has passed', async () => {
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate('2025-03-31') })
    await kept(file({}))
    expect(await weeks()).toMatchObject([{ version: 2, status: 'confirmed', actual: HALF_HOUR, source: 'monitoring' }])
    const late = workRunner(stage.db, fixedClock('2025-04-15T09:00:00Z'))
    const { uploadId } = await sent(file({ visit_date: '2025-04-01' }))
    expect(await save(uploadId, [], late)).toMatchObject({ ok: true, value: { saved: 1 } })
    expect(await weeks()).toMatchObject([{ version: 2, actual: HALF_HOUR }])
  })
})

describe('codes of visits', () => {
  it.each<readonly [string, readonly Said[], string]>([
    ['R01', [{ cpli_id: 'no-such' }], 'R01:cpli_id'],
    ['R02', [{ client_ref: 'W-none', cpli_id: 'own' }], 'R02:client_ref'],
    ['R05', [{ visit_ref: 'D' }, { visit_ref: 'D', visit_date: '2025-04-01' }], 'R05:line:2'],
    ['R20', [{ claimed_minutes: '-30' }], 'R20:claimed_minutes'],
    ['R20', [{ claimed_minutes: '\u221230' }], 'R20:claimed_minutes'],
    ['R20', [{ claimed_minutes: '1.45' }], 'R20:claimed_minutes'],
    ['R20', [{ claimed_minutes: '"1,440"' }], 'R20:claimed_minutes'],
    ['R20', [{ visit_date: '03/04/2025' }], 'R20:visit_date:ambiguous'],
    ['R27', [{ visit_date: '2025-04-11' }], 'R27:visit_date'],
    ['R41', [{}, { actual_start: '08:20', actual_end: '08:50' }], 'R41:actual_start'],
    ['R42', [{ actual_end: '07:30' }], 'R42:actual_end'],
    ['R43', [{ capture: 'MANUAL' }], 'R43:exception_code'],
  ])('%s refuses its row alone', async (_, rows, code) => {
    const named = rows.map((row) => (row.cpli_id === 'own' ? { ...row, cpli_id: care.reference } : row))
    const { rows: found } = await sent(file(...named))
    expect(found.at(-1)).toMatchObject({ outcome: 'refused', codes: [code] })
    expect(found.slice(0, -1).every(({ outcome }) => outcome === 'new')).toBe(true)
  })

  it('R09 refuses a visit after the person’s death', async () => {
    const owner = new Client({ connectionString: stage.ownerUrl })
    await owner.connect()
    await owner.query(`update service_users.served_person set died_on = '2025-03-30' where person_id = $1`, [
      care.personId,
    ])
    await owner.end()
    const { rows } = await sent(file({}, { visit_date: '2025-03-30' }))
    expect(rows.map(({ codes }) => codes)).toEqual([['R09:visit_date'], null])
  })

  it.each([
    ['that could be two is refused', '03/04/2025', '', 'R20:active_from:ambiguous'],
    ['is read in the style of the file', '03/04/2025', '04/13/2025', null],
    ['after the last one is refused', '13/04/2025', '12/04/2025', 'R42:active_to'],
  ])('the first day of a carer %s', async (_, from, to, code) => {
    const { uploadId } = await anUpload(
      stage,
      provider,
      `carer_ref,carer_name,active_from,active_to\nC1,Ada,${from},${to}\n`,
    )
    const { rows } = await stage.db.read(providerActor(provider).scope, (tx) =>
      sql<{ codes: string[] | null }>`select codes from actuals.upload_carer where council_id = ${tx.councilId}
        and provider_id = ${tx.providerId} and upload_id = ${uploadId}`.execute(tx),
    )
    expect(rows).toEqual([{ codes: code === null ? null : [code] }])
  })

  it('R40 asks for known carers once there are any', async () => {
    const carers = await anUpload(
      stage,
      provider,
      'carer_ref,carer_name,active_from\nC1,Ada,2025-01-01\nC1,Bea,\n,Cas,\n',
    )
    expect(carers.head).toMatchObject({ kind: 'carers', rows_new: 1, rows_refused: 2 })
    await save(carers.uploadId)
    const { rows } = await sent(file({}, { carer_ref: 'C9' }))
    expect(rows.map(({ codes }) => codes)).toEqual([null, ['R40:carer_ref']])
    expect(await undo(carers.uploadId)).toMatchObject({ ok: true, value: { undone: 1 } })
    expect((await sent(file({ carer_ref: 'C9' }))).rows).toMatchObject([{ outcome: 'new' }])
  })

  it('R44 keeps a visit that fits no package, unpaid', async () => {
    const { rows } = await sent(
      file({ client_ref: 'nobody' }, { claimed_start: '14:00', actual_start: '14:00', actual_end: '14:30' }),
    )
    expect(rows).toMatchObject([
      { outcome: 'new', state: 'unallocated', why: 'no-package', paid_minutes: null },
      { state: 'unallocated', why: 'no-time' },
    ])
  })

  it('H04 keeps a visit at a time at which another provider was with the person, unpaid', async () => {
    await kept(file({}))
    const other = await aProvider(stage.build, councilId, { rule: { recording: 'visits' } })
    const { rows } = await sent(file({ actual_start: '08:30', actual_end: '09:00' }), other)
    expect(rows).toMatchObject([{ outcome: 'new', held_code: 'H04', state: 'unallocated', why: 'elsewhere' }])
    expect((await sent(file({ actual_start: '09:00', actual_end: '09:30' }), other)).rows[0]?.held_code).toBeNull()
  })

  it('W02 asks about visits to somebody who is in hospital, once', async () => {
    await aStay('2025-03-30', '2025-04-02')
    const row = { visit_ref: 'IN' }
    const { uploadId, rows } = await sent(file(row, { visit_date: '2025-04-02' }))
    expect(rows.map(({ warnings }) => warnings)).toEqual([['W02'], null])
    expect(await save(uploadId)).toMatchObject({ ok: true, value: { saved: 1 } })
    expect(await save(uploadId, ['W02'])).toMatchObject({ ok: true, value: { saved: 1 } })
    await undo(uploadId)
    expect((await sent(file(row))).rows[0]?.warnings).toBeNull()
  })

  it('W04 asks when more than a fifth of a file was logged by hand', async () => {
    const days = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12']
    const rows = (byHand: number) =>
      days.map((day, at) => ({
        visit_date: `2025-03-${day}`,
        ...(at < byHand ? { capture: 'MANUAL', exception_code: 'X' } : {}),
      }))
    expect((await sent(file(...rows(2)))).head.rows_warned).toBe(0)
    const { rows: many } = await sent(file(...rows(3)))
    expect(many.filter(({ warnings }) => warnings?.includes('W04'))).toHaveLength(3)
  })

  it('W05 asks about a visit during which the clocks changed, and counts what passed', async () => {
    const { rows } = await sent(
      file({ visit_date: '2025-03-29', claimed_start: '23:00', actual_start: '23:00', actual_end: '07:00' }),
    )
    expect(rows).toMatchObject([{ warnings: ['W05'] }])
    expect(await keptMinutes(rows[0]?.line ?? 0)).toBe(420)
  })
})

async function keptMinutes(line: number) {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const { rows } = await sql<{ logged: number }>`
      select logged_minutes as logged from actuals.upload_visit where council_id = ${tx.councilId} and provider_id = ${tx.providerId}
        and line = ${line}`.execute(tx)
    return rows[0]?.logged
  })
}

async function aStay(from: string, until: string): Promise<void> {
  await stage.build.insert('care_packages.life_event', {
    council_id: councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
    package_id: care.id,
    kind: 'hospital',
    happened_on: from,
    back_on: until,
    effect: '{}',
    told_by: provider.accountId,
    teller_name: 'Somebody',
    told_at: '2025-03-30T09:00:00Z',
  })
}

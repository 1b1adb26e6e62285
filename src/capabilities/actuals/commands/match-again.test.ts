import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aMember, aPeriod, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { weeklyJobs } from '../jobs/weekly.ts'
import { routes } from '../routes.ts'
import { later } from '../testing/later.ts'
import { aTimetable } from '../testing/timetable.ts'
import { anUpload, uploadAsItIs } from '../testing/uploads.ts'
import { aVisitLine, clientOf, VISITS_HEADING } from '../testing/visits.ts'
import { matchAgain } from './match-again.ts'
import { saveUpload } from './upload/save-upload.ts'

let stage: Stage
let site: Site
let owner: Client
let councilId: string
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
  owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await site.close()
  await stage.strike()
})
beforeEach(async () => {
  councilId = (await aCouncil(stage.build)).id
  const days = { startsOn: '2025-03-10', endsOn: '2025-04-28', submitBy: '2025-04-30T17:00:00Z' }
  await aPeriod(stage.build, councilId, days)
  provider = await aProvider(stage.build, councilId, { rule: { recording: 'visits' } })
  care = await aTimetable(stage, provider)
})

type Said = Parameters<typeof aVisitLine>[0]
async function kept(...rows: readonly Said[]): Promise<string> {
  const lines = rows.map((row, at) => aVisitLine({ visit_ref: `V${String(at)}`, client_ref: clientOf(care), ...row }))
  const { uploadId } = await anUpload(stage, provider, [VISITS_HEADING, ...lines].join('\n'))
  const { head } = await uploadAsItIs(stage, provider, uploadId)
  const saving = { uploadId, version: head.row_version, confirmed: [], reason: '' }
  await stage.work.run(providerActor(provider), (work) => saveUpload(work, saving))
  return uploadId
}
const status = (to: string) => owner.query('update care_packages.package set status = $2 where id = $1', [care.id, to])
const again = () =>
  stage.work.run(providerActor(provider), async (work) => ({ ok: true as const, value: await matchAgain(work) }))
const visits = async () => {
  const { rows } = await owner.query<Record<string, unknown>>(
    `select reference, state, placed_by, why, package_id, paid_minutes, decided_name from actuals.visit
      where provider_id = $1 order by reference`,
    [provider.id],
  )
  return rows
}
const weeks = async () => {
  const { rows } = await owner.query<Record<string, unknown>>(
    'select week_start::text, status, actual, recorded_name from actuals.week where provider_id = $1',
    [provider.id],
  )
  return rows
}

it('places visits that waited once their care is commissioned, and drafts their weeks', async () => {
  await status('authorised')
  await kept({}, { visit_date: '2025-04-01', cpli_id: '' }, { visit_date: '2025-04-02', claimed_start: '15:00' })
  expect((await visits()).map(({ state }) => state)).toEqual(['unallocated', 'unallocated', 'unallocated'])
  await status('active')
  const nightly = weeklyJobs({ db: stage.db, listTaken: () => Promise.resolve(new Set()) })
  await nightly.find(({ name }) => name === 'actuals.match-visits')?.handle(stage.work, { councilId })
  expect(await visits()).toMatchObject([
    { state: 'allocated', placed_by: 'match', package_id: care.id, paid_minutes: 30 },
    { state: 'allocated', placed_by: 'match', why: null },
    { state: 'unallocated', why: 'no-package' },
  ])
  expect(await weeks()).toEqual([
    { week_start: '2025-03-31', status: 'draft', actual: '30000', recorded_name: 'Matched again' },
  ])
  expect(await again()).toEqual({ ok: true, value: { placed: 0, weeks: 0, shut: 0 } })
})

it('brings weeks up to date that waited for their agreement', async () => {
  await owner.query('update care_packages.package set recordable_from = null where id = $1', [care.id])
  const uploadId = await kept({})
  const causes = () =>
    owner.query('select cause, settled_at from actuals.unmoved_week where upload_id = $1', [uploadId])
  expect((await causes()).rows).toEqual([{ cause: 'R07', settled_at: null }])
  expect(await weeks()).toEqual([])
  await owner.query(`update care_packages.package set recordable_from = '2025-01-06' where id = $1`, [care.id])
  expect(await again()).toMatchObject({ value: { placed: 0, weeks: 1 } })
  expect(await weeks()).toMatchObject([{ status: 'draft', actual: '15000' }])
  expect((await causes()).rows).toEqual([{ cause: 'R07', settled_at: stage.clock.now() }])
})

it('puts every visit of a person that waits on the care package that somebody says', async () => {
  await kept(
    { claimed_start: '15:00', actual_start: '15:00', actual_end: '15:30' },
    { visit_date: '2025-04-01', claimed_start: '15:10', actual_start: '15:10', actual_end: '16:00' },
    { visit_date: '2024-12-01', claimed_start: '15:10', actual_start: '15:10', actual_end: '16:00' },
  )
  const visitor = aProviderVisitor(provider)
  const page = await site.visit(visitor, '/provider/actuals/visits')
  expect(page.text).toContain('Place all of this person, 3 on this page')
  const at = /visits\/([0-9a-f-]{36})\/placing/.exec(page.html)?.[1] ?? ''
  const act = { act: 'place-all', version: '1', package: care.id }
  const stale = await site.send(visitor, `/provider/actuals/visits/${at}/placing`, { ...act, version: '9' })
  expect(stale.status).toBe(422)
  const other = await aProvider(stage.build, councilId)
  const foreign = await site.send(aProviderVisitor(other), `/provider/actuals/visits/${at}/placing`, act)
  expect(foreign.status).toBe(404)
  const placed = await site.send(visitor, `/provider/actuals/visits/${at}/placing`, act)
  expect(placed.status).toBe(303)
  expect(await visits()).toMatchObject([
    { state: 'allocated', placed_by: 'person', paid_minutes: 30, decided_name: 'Asha Test' },
    { state: 'allocated', placed_by: 'person', paid_minutes: 30 },
    { state: 'unallocated' },
  ])
})

it('shows the council which care a waiting visit may belong to', async () => {
  await kept({ claimed_start: '15:00', actual_start: '15:00', actual_end: '15:30' }, { visit_date: '2024-12-01' })
  const { accountId } = await aMember(stage.build, councilId, null, ['auditor'])
  const page = await site.visit(aCouncilVisitor({ id: councilId, code: '' }, accountId), '/council/actuals/visits')
  expect(page.text).toContain(`No visit is planned near that time ${care.reference}, `)
  expect(page.text).toContain('No care is commissioned on that day')
})

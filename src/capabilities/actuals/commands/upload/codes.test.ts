import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addDays, localDate } from '../../../../core/dates.ts'
import { rate } from '../../../../core/money.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { listStanding } from '../../store/sheet-parts.ts'
import { aRecordedWeek } from '../../testing/recorded.ts'
import { aTimetable } from '../../testing/timetable.ts'
import { aLine, anUpload, HEADING } from '../../testing/uploads.ts'
import { fixVisits } from './fix-visits.ts'
import { saveUpload } from './save-upload.ts'
import { undoUpload } from './undo-upload.ts'

let stage: Stage
let owner: Client
let councilId: string
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await stage.strike()
})
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

const sent = (rest: string, of: APackage = care, by: AProvider = provider) =>
  anUpload(stage, by, [HEADING, aLine(of, rest)].join('\n'))
const rowOf = async (rest: string, of?: APackage, by?: AProvider) => (await sent(rest, of, by)).rows[0]

async function aStay(from: string, until: string | null): Promise<void> {
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

it.each([
  ['R24', { extras_allowed: false }, '2025-03-31,,,,1,,Fell,'],
  ['R25', { visits_required: true }, '2025-03-31,14,,,,,,'],
  ['R29', { claim_limit_weeks: 1 }, '2025-03-17,14,,,,,,'],
])('%s refuses a row where the contract says so', async (code, rule, rest) => {
  const strict = await aProvider(stage.build, councilId, { rule })
  const row = await rowOf(rest, await aPackage(stage.build, strict), strict)
  expect(row).toMatchObject({ outcome: 'refused', codes: [code] })
})

it('R09 refuses a week that begins after the person died', async () => {
  await owner.query(`update service_users.served_person set died_on = '2025-03-30' where person_id = $1`, [
    care.personId,
  ])
  expect((await rowOf('2025-03-31,14,,,,,,'))?.codes).toEqual(['R09'])
  expect((await rowOf('2025-03-24,14,,,,,,'))?.outcome).toBe('new')
})

it('H02 holds frustrated care once the person has been away for longer than the council pays for', async () => {
  await aStay('2025-03-03', null)
  await stage.build.insert('platform.council_setting', {
    council_id: councilId,
    key: 'absence.paid-weeks',
    valid: '[2024-01-01,)',
    value: '3',
  })
  expect(await rowOf('2025-03-24,0,14,,,,Hospital,')).toMatchObject({ outcome: 'new', held_code: 'H02' })
  expect((await rowOf('2025-03-17,0,14,,,,Hospital,'))?.held_code).toBeNull()
  expect((await rowOf('2025-03-31,0,,14,,,Nobody went,'))?.held_code).toBeNull()
})

it('puts back a week that was held for a long absence as held for that', async () => {
  await aStay('2025-03-03', null)
  const setting = { council_id: councilId, key: 'absence.paid-weeks', valid: '[2024-01-01,)', value: '3' }
  await stage.build.insert('platform.council_setting', setting)
  const save = async (rest: string, confirmed: readonly string[] = []) => {
    const { uploadId, head } = await sent(rest)
    const saving = { uploadId, version: head.row_version, confirmed, reason: '' }
    const outcome = await stage.work.run(providerActor(provider), (work) => saveUpload(work, saving))
    expect(outcome).toMatchObject({ ok: true })
    return uploadId
  }
  const standing = () =>
    stage.db.read(providerActor(provider).scope, (tx) =>
      listStanding(tx, { serviceId: provider.serviceId, weekStart: localDate('2025-03-24') }, {}),
    )
  await save('2025-03-24,0,14,,,,Hospital,')
  const second = await save('2025-03-24,14,,,,,Home again,', ['W02'])
  expect((await standing()).get(care.id)).toMatchObject({ status: 'confirmed', heldCode: null })
  await stage.work.run(providerActor(provider), (work) => undoUpload(work, { uploadId: second }))
  expect((await standing()).get(care.id)).toMatchObject({ version: 3, status: 'held', heldCode: 'H02' })
})

it('W01 asks about the thirteenth week that is exactly as planned', async () => {
  const months = await aProvider(stage.build, councilId)
  const steady = await aPackage(stage.build, months, { startsOn: '2024-12-02' })
  for (let week = 1; week <= 12; week += 1)
    await aRecordedWeek(stage, months, {
      packageId: steady.id,
      weekStart: addDays(localDate('2025-03-31'), -7 * week),
    })
  expect((await rowOf('2025-03-31,14,,,,,,', steady, months))?.warnings).toEqual(['W01'])
})

it('W02 asks about care delivered in a week that was spent in hospital', async () => {
  await aStay('2025-03-23', '2025-04-01')
  expect((await rowOf('2025-03-24,14,,,,,,'))?.warnings).toEqual(['W02'])
  expect((await rowOf('2025-03-24,0,14,,,,Hospital,'))?.warnings).toBeNull()
  expect((await rowOf('2025-03-31,14,,,,,,'))?.warnings).toBeNull()
})

it('W03 asks about a week in which the price changes', async () => {
  const priced = await aProvider(stage.build, councilId, {
    rates: [
      { from: '2024-01-01', to: '2025-04-02', price: rate(210_000n) },
      { from: '2025-04-02', price: rate(220_000n) },
    ],
  })
  expect((await rowOf('2025-03-31,14,,,,,,', await aPackage(stage.build, priced), priced))?.warnings).toEqual(['W03'])
})

it('W05 asks about nights in which the clocks change', async () => {
  const nights = await aTimetable(stage, provider, [{ weekday: 6, startsAt: '22:00', minutes: 480 }])
  const day = await aTimetable(stage, provider, [{ weekday: 6, startsAt: '10:00', minutes: 480 }])
  expect((await rowOf('2025-03-24,8,,,,,,', nights))?.warnings).toEqual(['W05'])
  expect((await rowOf('2025-03-31,8,,,,,,', nights))?.warnings).toBeNull()
  expect((await rowOf('2025-03-24,8,,,,,,', day))?.warnings).toBeNull()
})

it('puts no visits right in a file of weeks', async () => {
  const { uploadId } = await sent('2025-03-31,13,,,,,,')
  const actor = {
    scope: {
      role: 'portal_provider' as const,
      councilId,
      providerId: provider.id,
      accountId: provider.accountId,
    },
    name: 'Somebody',
    face: 'provider' as const,
  }
  expect(await stage.work.run(actor, (work) => fixVisits(work, { uploadId, code: 'R22', drop: true }))).toMatchObject({
    ok: false,
  })
})

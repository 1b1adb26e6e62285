import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { countReady, listNotReady } from '../store/as-planned.ts'
import { listSheet } from '../store/sheet.ts'
import { listVersionsOf } from '../store/weeks.ts'
import { anEntry } from '../testing/rules.ts'
import { confirmAllAsPlanned } from './confirm-all-as-planned.ts'
import { recordWeek } from './record-week.ts'

const weekStart = localDate('2025-03-31')
const today = localDate('2025-04-10')

let stage: Stage
let council: ACouncil
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
})
afterAll(() => stage.strike())

function confirmAll(provider: AProvider, week = weekStart) {
  return stage.work.run(providerActor(provider), (work) =>
    confirmAllAsPlanned(work, { serviceId: provider.serviceId, weekStart: week }),
  )
}
function sheet(provider: AProvider) {
  return stage.db.read(providerActor(provider).scope, (tx) =>
    listSheet(tx, { serviceId: provider.serviceId, weekStart }),
  )
}

describe('confirming all as planned', () => {
  it('X13 makes actual equal to the plan, confirms it and keeps its first version', async () => {
    const provider = await aProvider(stage.build, council.id)
    const { id } = await aPackage(stage.build, provider)
    await aPackage(stage.build, provider, { planned: units('10.5') })
    expect(await confirmAll(provider)).toEqual({ ok: true, value: { confirmed: 2 } })
    const rows = await sheet(provider)
    expect(rows.map(({ standing }) => [standing?.status, standing?.actual]).toSorted()).toEqual(
      [
        ['confirmed', units('10.5')],
        ['confirmed', units('14')],
      ].toSorted(),
    )
    const versions = await stage.db.read(providerActor(provider).scope, (tx) =>
      listVersionsOf(tx, { packageId: id, weekStart }),
    )
    expect(versions).toMatchObject([
      { version: 1, status: 'confirmed', actual: units('14'), recordedName: 'Asha Test' },
    ])
  })

  it('leaves alone what cannot be confirmed and what is recorded already', async () => {
    const provider = await aProvider(stage.build, council.id)
    const [ready, unsigned, suspended, recorded] = [
      await aPackage(stage.build, provider),
      await aPackage(stage.build, provider, { recordableFrom: null }),
      await aPackage(stage.build, provider, { package: { status: 'suspended' } }),
      await aPackage(stage.build, provider),
      await aPackage(stage.build, provider, { startsOn: '2025-04-07' }),
      await aPackage(stage.build, provider, { package: { status: 'draft' } }),
    ]
    const entries = [{ packageId: recorded.id, basedOn: 0, entry: anEntry({ missed: '1' }), intent: 'draft' as const }]
    await stage.work.run(providerActor(provider), (work) =>
      recordWeek(work, { serviceId: provider.serviceId, weekStart, entries }, () => Promise.resolve(new Set())),
    )
    const week = { serviceId: provider.serviceId, weekStart, today }
    const [count, left] = await stage.db.read(providerActor(provider).scope, (tx) =>
      Promise.all([countReady(tx, week), listNotReady(tx, week, { limit: 100 })]),
    )
    expect(count).toBe(1)
    expect(left.toSorted()).toEqual([unsigned.id, suspended.id, recorded.id].toSorted())
    expect(await confirmAll(provider)).toEqual({ ok: true, value: { confirmed: 1 } })
    const rows = await sheet(provider)
    expect(rows.find(({ packageId }) => packageId === ready.id)?.standing?.status).toBe('confirmed')
    expect(rows.find(({ packageId }) => packageId === recorded.id)?.standing?.status).toBe('draft')
  })

  it.each([
    ['visits have to be counted', { visits_required: true }, '2025-03-31'],
    ['the week has not begun', {}, '2025-04-14'],
    ['the claim limit has passed', { claim_limit_weeks: 1 }, '2025-03-24'],
    ['visits are logged, and say what was delivered', { recording: 'visits' }, '2025-03-31'],
    ['nights follow from the package dates', { recording: 'none' }, '2025-03-31'],
  ])('confirms nothing when %s', async (_, rule, week) => {
    const provider = await aProvider(stage.build, council.id, { rule })
    await aPackage(stage.build, provider)
    expect(await confirmAll(provider, localDate(week))).toEqual({ ok: true, value: { confirmed: 0 } })
  })

  it('confirms each once when two press it at the same time', async () => {
    const provider = await aProvider(stage.build, council.id)
    for (let i = 0; i < 5; i += 1) await aPackage(stage.build, provider)
    const outcomes = await Promise.all([confirmAll(provider), confirmAll(provider)])
    expect(outcomes.reduce((sum, outcome) => sum + (outcome.ok ? outcome.value.confirmed : 0), 0)).toBe(5)
  })

  it('reaches no service of another provider', async () => {
    const [mine, theirs] = [await aProvider(stage.build, council.id), await aProvider(stage.build, council.id)]
    await aPackage(stage.build, theirs)
    expect(await confirmAll({ ...mine, serviceId: theirs.serviceId })).toEqual({ ok: true, value: { confirmed: 0 } })
  })
})

it('plans a week in SQL exactly as the rule does, whatever the versions, dates and units', async () => {
  const provider = await aProvider(stage.build, council.id, { rule: { step_minutes: 5 } })
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  const day = (offset: number) => addDays(weekStart, offset)
  const someParts = fc.integer({ min: 0, max: 1_200 }).map((parts) => parts * 375)
  const someCase = fc.record({
    unit: fc.constantFrom('hour', 'session', 'day', 'night', 'week'),
    startsOn: fc.integer({ min: -20, max: 6 }),
    endsOn: fc.option(fc.integer({ min: 0, max: 20 })),
    changesOn: fc.integer({ min: -3, max: 9 }),
    gap: fc.integer({ min: 0, max: 2 }),
    versions: fc.tuple(
      ...[1, 2].map(() =>
        fc.record({ planned: someParts, byDay: fc.option(fc.array(someParts, { minLength: 7, maxLength: 7 })) }),
      ),
    ),
  })
  for (const { unit, startsOn, endsOn, changesOn, gap, versions } of fc.sample(someCase, { numRuns: 80, seed: 7 })) {
    const { id } = await aPackage(stage.build, provider, {
      startsOn: day(startsOn),
      endsOn: endsOn === null || endsOn < startsOn ? null : day(endsOn),
      unit,
    })
    await owner.query('delete from care_packages.package_version where package_id = $1', [id])
    const ranges = [`[,${day(changesOn)})`, `[${day(changesOn + gap)},)`]
    for (const [index, { planned, byDay }] of versions.entries())
      await stage.build.insert('care_packages.package_version', {
        council_id: council.id,
        package_id: id,
        version: index + 1,
        provider_id: provider.id,
        service_id: provider.serviceId,
        contract_id: provider.contractId,
        valid: ranges[index],
        planned: Math.floor(planned / 300) * 300,
        planned_by_day: byDay,
        rate_line_id: provider.rateLineId,
        cause: 'new',
      })
  }
  await owner.end()
  const before = await sheet(provider)
  await confirmAll(provider)
  const after = await sheet(provider)
  expect(before.length).toBeGreaterThan(60)
  expect(after.map(({ packageId, standing }) => [packageId, standing?.planned])).toEqual(
    before.map(({ packageId, planned }) => [packageId, planned <= units('168') ? planned : undefined]),
  )
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { countWarnings, listPackageWarnings } from './package-warnings.ts'

let stage: Stage
let provider: AProvider
let other: AProvider
let staff: ReturnType<typeof councilActor>
const today = localDate('2025-04-10')

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  other = await aProvider(stage.build, council.id)
  staff = councilActor(council.id, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
})
afterAll(() => stage.strike())

const seen = (ids: readonly string[], actor = providerActor(provider)) =>
  stage.work.run(actor, ({ tx }) =>
    listPackageWarnings(tx, { providerId: actor.face === 'council' ? undefined : tx.providerId }, { ids, today }),
  )
async function aWeek(care: APackage, weekStart: string, extra: bigint): Promise<void> {
  await stage.build.insert('actuals.week', {
    ...{ council_id: provider.councilId, provider_id: provider.id, service_id: provider.serviceId },
    ...{
      contract_id: provider.contractId,
      package_id: care.id,
      week_start: weekStart,
      status: 'confirmed',
      source: 'screen',
    },
    ...{ planned: 420_000n, actual: 420_000n + extra, frustrated: 0n, missed: 0n, extra },
    ...{ recorded_at: '2025-04-08T09:00:00Z', confirmed_at: '2025-04-08T09:00:00Z' },
  })
}

it('warns of care that ends within 14 days and that nothing follows', async () => {
  const ends = await aPackage(stage.build, provider, { endsOn: '2025-04-24' })
  const later = await aPackage(stage.build, provider, { endsOn: '2025-04-25' })
  expect(await seen([ends.id, later.id])).toEqual([{ packageId: ends.id, code: 'nothing-follows', on: '2025-04-24' }])
})

it('warns of care of one level for one person that overlaps, and of a foreign package only to the council', async () => {
  const care = await aPackage(stage.build, provider)
  const twice = await aPackage(stage.build, provider, { startsOn: '2025-02-01', package: { person_id: care.personId } })
  const foreign = await aPackage(stage.build, other, { startsOn: '2025-03-01', package: { person_id: care.personId } })
  expect(await seen([care.id])).toEqual([
    { packageId: care.id, code: 'overlap', other: twice.reference, on: '2025-02-01' },
  ])
  expect(await seen([care.id], staff)).toContainEqual({
    ...{ packageId: care.id, code: 'overlap', other: foreign.reference, on: '2025-03-01' },
  })
})

it('warns of more than planned in two of five weeks, not in one', async () => {
  const [often, once] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  for (const week of ['2025-03-10', '2025-03-24', '2025-01-06']) await aWeek(often, week, 30_000n)
  await aWeek(once, '2025-03-24', 30_000n)
  expect(await seen([often.id, once.id])).toEqual([
    { packageId: often.id, code: 'over-hours', weeks: 2, more: 60_000n },
  ])
})

it('says nothing of another provider’s packages', async () => {
  const care = await aPackage(stage.build, other, { endsOn: '2025-04-12' })
  expect(await seen([care.id])).toEqual([])
})

it('warns of days without care before the next begins, and not when other care bridges them', async () => {
  const care = await aPackage(stage.build, provider, { endsOn: '2025-04-13' })
  const own = { package: { person_id: care.personId } }
  const next = await aPackage(stage.build, provider, { startsOn: '2025-04-17', ...own })
  expect(await seen([care.id, next.id])).toEqual([
    { packageId: care.id, code: 'gap', other: next.reference, on: '2025-04-17' },
  ])
  await aPackage(stage.build, provider, { startsOn: '2025-04-14', endsOn: '2025-04-30', ...own })
  expect((await seen([care.id])).map(({ code }) => code)).toEqual([])
})

it('counts each package once in all, and once for each warning', async () => {
  const home = await aProvider(stage.build, provider.councilId)
  const counted = () =>
    stage.work.run(providerActor(home), ({ tx }) => countWarnings(tx, { providerId: home.id }, today))
  expect((await counted()).packages).toBe(0)
  const care = await aPackage(stage.build, home, { endsOn: '2025-04-20' })
  const twice = { startsOn: '2025-02-01', endsOn: '2025-04-20', package: { person_id: care.personId } }
  await aPackage(stage.build, home, twice)
  // Both end with nothing to follow, and each overlaps with the other.
  expect(await counted()).toEqual({
    packages: 2,
    byCode: { 'nothing-follows': 2, gap: 0, overlap: 2, 'over-hours': 0 },
  })
})

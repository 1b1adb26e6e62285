import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider } from '../../../testing/world.ts'
import { listProgress } from './progress.ts'
import { listUnconfirmed } from './unconfirmed.ts'

const today = localDate('2025-04-10')
let stage: Stage
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
})
afterAll(() => stage.strike())

async function weeksOf(startsOn: string, endsOn: string) {
  const council = await aCouncil(stage.build, { week_starts_on: 6 })
  const provider = await aProvider(stage.build, council.id)
  await aPackage(stage.build, provider)
  await aPeriod(stage.build, council.id, { startsOn, endsOn })
  const { id: providerId, contractId, serviceId } = provider
  const claim = { providerId, contractId, serviceId, startsOn: localDate(startsOn), endsOn: localDate(endsOn), today }
  const [weeks, unconfirmed] = await stage.db.read(providerActor(provider).scope, (tx) =>
    Promise.all([listProgress(tx, today), listUnconfirmed(tx, claim)]),
  )
  const days = weeks.map(({ weekStart }) => weekStart)
  expect(unconfirmed.map(({ weekStart }) => weekStart)).toEqual(days)
  return days
}

it.each([
  ['four whole weeks', '2025-03-29', '2025-04-26', ['2025-03-29', '2025-04-05', '2025-04-12', '2025-04-19']],
  [
    'weeks that begin in a calendar month',
    '2025-04-01',
    '2025-05-01',
    ['2025-04-05', '2025-04-12', '2025-04-19', '2025-04-26'],
  ],
  ['a short period without the beginning of a week', '2025-04-06', '2025-04-11', []],
])(
  'counts the weeks of a period that begin in it, on the council’s weekday: %s',
  async (_, startsOn, endsOn, weeks) => {
    expect(await weeksOf(startsOn, endsOn)).toEqual(weeks)
  },
)

it('sees only its own provider and its own council, whatever others record', async () => {
  const council = await aCouncil(stage.build)
  const [mine, theirs] = [await aProvider(stage.build, council.id), await aProvider(stage.build, council.id)]
  await aPackage(stage.build, theirs)
  await aPeriod(stage.build, council.id, { startsOn: '2025-03-31', endsOn: '2025-04-28' })
  expect(await stage.db.read(providerActor(mine).scope, (tx) => listProgress(tx, today))).toEqual([])
})

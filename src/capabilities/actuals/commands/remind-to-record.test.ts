import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider } from '../../../testing/world.ts'
import { aRecordedWeek } from '../testing/recorded.ts'
import { listOwing } from '../store/reminders.ts'

let stage: Stage
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
})
afterAll(async () => {
  await stage.strike()
})

it('reminds those who can record the weeks that are missing, and nobody of others', async () => {
  const council = await aCouncil(stage.build)
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-10',
    endsOn: '2025-04-07',
    submitBy: '2025-04-11T16:00Z',
  })
  const [owes, done] = [await aProvider(stage.build, council.id), await aProvider(stage.build, council.id)]
  await aPackage(stage.build, owes, { startsOn: '2025-03-17' })
  const care = await aPackage(stage.build, done, { startsOn: '2025-03-31' })
  await aRecordedWeek(stage, done, { packageId: care.id, weekStart: localDate('2025-03-31') })
  const finance = await aMember(stage.build, council.id, owes.id)
  await stage.build
    .insert('access.membership', {
      ...{
        council_id: council.id,
        account_id: finance.accountId,
        provider_id: done.id,
        name: 'F',
        email: 'f@example.org',
      },
    })
    .catch(() => undefined)
  const { scope } = councilActor(council.id, owes.accountId)
  const owing = await stage.db.read(scope, (tx) =>
    listOwing(tx, { today: localDate('2025-04-10'), now: stage.clock.now() }),
  )
  expect(owing).toMatchObject([{ providerId: owes.id, weeks: 3 }])
  expect([...(owing[0]?.accountIds ?? [])].toSorted()).toEqual([owes.accountId, finance.accountId].toSorted())
})

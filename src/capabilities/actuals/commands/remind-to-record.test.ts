import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { systemActor, workRunner } from '../../../platform/work.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { newsOf } from '../../../testing/news.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { aRecordedWeek } from '../testing/recorded.ts'
import { listOwing } from '../store/reminders.ts'
import { remindToRecord } from './remind-to-record.ts'

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

/** Whoever may only read, and whoever only does the money, cannot confirm a week. */
async function others(provider: AProvider): Promise<void> {
  for (const [role, mode] of [
    ['full', 'read-only'],
    ['finance', 'edit'],
  ]) {
    const accountId = crypto.randomUUID()
    const id = crypto.randomUUID()
    const place = { council_id: provider.councilId, provider_id: provider.id }
    const who = { name: `Not ${String(role)}`, email: `${accountId}@example.org` }
    await stage.build.insert('access.account', { id: accountId, ...who })
    await stage.build.insert('access.membership', { ...place, id, account_id: accountId, ...who })
    const grant = { membership_id: id, scope: 'organisation', role, mode }
    await stage.build.insert('access.access_grant', { ...place, ...grant })
  }
}

describe('the steps of a reminder', () => {
  it.each([
    // The last moment is on Friday 11 April 2025 at 5pm.
    ['four working days before', '2025-04-07', []],
    ['three working days before', '2025-04-08', ['3 weeks of actuals to confirm by 5pm on 11 April 2025']],
    [
      'the day after a step, the same step is not told again',
      '2025-04-09',
      ['3 weeks of actuals to confirm by 5pm on 11 April 2025'],
    ],
    ['on its day', '2025-04-11', ['3 weeks of actuals to confirm, by 5pm on 11 April 2025']],
    ['on the weekend', '2025-04-12', []],
    [
      'on the working day after',
      '2025-04-14',
      ['3 weeks of actuals not confirmed in time. Confirmed now, they are paid in a later period'],
    ],
    ['when it is long gone', '2025-04-25', []],
  ])('%s', async (_, day, expected) => {
    const council = await aCouncil(stage.build)
    const period = { startsOn: '2025-03-10', endsOn: '2025-04-07', submitBy: '2025-04-11T16:00Z' }
    await aPeriod(stage.build, council.id, period)
    const provider = await aProvider(stage.build, council.id)
    await aPackage(stage.build, provider, { startsOn: '2025-03-17' })
    await others(provider)
    const runner = workRunner(stage.db, fixedClock(`${day}T07:00:00Z`))
    for (let time = 0; time < 2; time += 1) await runner.run(systemActor(council.id), remindToRecord)
    const told = await newsOf(stage, council.id, 'weeks.due')
    expect([...new Set(told.map(({ text }) => text))]).toEqual(expected)
    // A job that runs twice tells once: the key is the step's.
    expect(new Set(told.map(({ key }) => key)).size).toBe(expected.length)
    for (const { to } of told) expect(to).toMatchObject({ accountIds: [provider.accountId] })
  })
})

it('reminds of weeks whose care was agreed late with the period after that, and calls them late no sooner', async () => {
  const council = await aCouncil(stage.build)
  for (const period of [
    { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' },
    { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-15T16:00Z' },
  ])
    await aPeriod(stage.build, council.id, period)
  const provider = await aProvider(stage.build, council.id)
  const opened = { opened_at: '2025-04-08T09:00:00Z' }
  await aPackage(stage.build, provider, { startsOn: '2025-03-17', package: opened })
  const { scope } = councilActor(council.id, provider.accountId)
  const owing = await stage.db.read(scope, (tx) =>
    listOwing(tx, { today: localDate('2025-04-10'), now: stage.clock.now() }),
  )
  // Two weeks of March and the one of April that is over, all due on 15 April.
  expect(owing.map(({ weeks, submitBy }) => [weeks, submitBy.toISOString()])).toEqual([[3, '2025-04-15T16:00:00.000Z']])
})

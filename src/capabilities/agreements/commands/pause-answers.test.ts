import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixedClock } from '../../../platform/clock.ts'
import { workRunner, type Work } from '../../../platform/work.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../testing/world.ts'
import { anAgreement } from '../testing/agreement.ts'
import { endAnswerPause, pauseAnswers } from './pause-answers.ts'
import { sendReminders } from './send-reminders.ts'

let stage: Stage
let provider: AProvider
let staff: ReturnType<typeof councilActor>

beforeAll(async () => {
  stage = await aStage()
})
afterAll(() => stage.strike())

async function aPlace(): Promise<void> {
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = councilActor(council.id, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
}
const at = <T>(now: string, act: (work: Work) => Promise<T>) => workRunner(stage.db, fixedClock(now)).run(staff, act)
const pause = (now: string) => at(now, (work) => pauseAnswers(work, { reason: 'Prices', expectedOn: null }))
const end = (now: string) => at(now, endAnswerPause)

async function waiting(publishedAt: string, respondBy: string, status = 'published'): Promise<string> {
  const care = await aPackage(stage.build, provider)
  return (await anAgreement(stage.build, provider, care, { publishedAt, respondBy, status })).id
}
async function answerBy(ids: readonly string[]): Promise<readonly (string | null)[]> {
  const { rows } = await stage.db.read(staff.scope, (tx) =>
    sql<{ day: string | null }>`select respond_by as day from agreements.agreement
      where council_id = ${tx.councilId} and id = any(${[...ids]}::uuid[])
      order by array_position(${[...ids]}::uuid[], id)`.execute(tx),
  )
  return rows.map(({ day }) => day)
}

it('adds the working days of a pause to the days to answer by, without those before the publication', async () => {
  await aPlace()
  // Paused from Thursday 10 to Wednesday 23 April 2025: eight working days, Easter left out.
  const ids = [
    await waiting('2025-04-01T09:00:00Z', '2025-04-11'),
    await waiting('2025-04-09T23:30:00Z', '2025-04-24'),
    await waiting('2025-04-22T09:00:00Z', '2025-05-07'),
    await waiting('2025-03-18T09:00:00Z', '2025-04-09'),
    await waiting('2025-04-01T09:00:00Z', '2025-04-15', 'rejected'),
  ]
  await pause('2025-04-10T09:00:00Z')
  expect(await end('2025-04-23T15:00:00Z')).toEqual({ ok: true, value: { moved: 3 } })
  // Half past midnight in London is the tenth already: that day was not one to answer on.
  expect(await answerBy(ids)).toEqual(['2025-04-25', '2025-05-06', '2025-05-08', '2025-04-09', '2025-04-15'])
})

it('adds a day with two pauses once', async () => {
  await aPlace()
  const ids = [await waiting('2025-04-01T09:00:00Z', '2025-04-11')]
  for (const [from, to] of [
    ['08', '09'],
    ['11', '12'],
  ] as const) {
    await pause(`2025-04-08T${from}:00:00Z`)
    await end(`2025-04-08T${to}:00:00Z`)
  }
  expect(await answerBy(ids)).toEqual(['2025-04-14'])
})

it('reminds nobody of the days that a pause took, and troubles no administrator with them', async () => {
  await aPlace()
  const id = await waiting('2025-04-01T09:00:00Z', '2025-04-15')
  await pause('2025-04-02T09:00:00Z')
  await end('2025-04-16T09:00:00Z')
  const sent = async () => {
    const { rows } = await stage.db.read(staff.scope, (tx) =>
      sql`select number, escalated from agreements.reminder
        where council_id = ${tx.councilId} and agreement_id = ${id} order by number`.execute(tx),
    )
    return rows
  }
  await at('2025-04-17T07:00:00Z', sendReminders)
  expect(await sent()).toEqual([])
  await at('2025-04-23T07:00:00Z', sendReminders)
  expect(await sent()).toEqual([{ number: 1, escalated: false }])
})

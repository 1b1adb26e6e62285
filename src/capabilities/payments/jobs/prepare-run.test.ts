import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aPeriod } from '../../../testing/world.ts'
import { askForRun } from '../commands/ask-for-run.ts'
import { prepareRun } from '../commands/prepare-run.ts'
import { findPreparation } from '../store/preparations.ts'
import { findRunOf } from '../store/runs.ts'
import { aDesk, MARCH, type Desk } from '../testing/desk.ts'
import { prepareRunJob } from './prepare-run.ts'

let stage: Stage
let desk: Desk
let periodId: string

beforeAll(async () => {
  stage = await aStage()
})
beforeEach(async () => {
  desk = await aDesk(stage)
  periodId = (await aPeriod(stage.build, desk.council.id, MARCH)).id
})
afterAll(() => stage.strike())

const ask = () => desk.act(desk.preparer, (work) => askForRun(work, { periodId }))
const handle = () => prepareRunJob.handle(stage.work, { councilId: desk.council.id, periodId })
const preparation = () => stage.db.read(desk.preparer.scope, (tx) => findPreparation(tx, periodId))
const run = () => stage.db.read(desk.preparer.scope, (tx) => findRunOf(tx, periodId))

it('works the run out in the name of whoever asked, and takes the request off', async () => {
  await ask()
  expect(await preparation()).toMatchObject({ step: 'waiting', askedBy: desk.preparer.scope.accountId })
  await handle()
  expect(await preparation()).toBeUndefined()
  expect(await run()).toMatchObject({ status: 'prepared', preparedBy: desk.preparer.scope.accountId })
})

it('does once what is asked twice, and what the queue hands out twice', async () => {
  expect((await Promise.all([ask(), ask()])).map(({ ok }) => ok)).toEqual([true, true])
  await Promise.all([handle(), handle()])
  const runs = await desk.query<{ n: bigint }>(
    sql`select count(*) as n from payments.run where council_id = ${desk.council.id} and period_id = ${periodId}`,
  )
  expect(Number(runs[0]?.n)).toBe(1)
})

it('is refused while a run stands, and does nothing when one came to stand meanwhile', async () => {
  await ask()
  const first = await desk.act(desk.approver, (work) => prepareRun(work, { periodId }))
  expect(await ask()).toMatchObject({ ok: false, refusal: { code: 'already-prepared' } })
  await handle()
  expect(await preparation()).toBeUndefined()
  expect(await run()).toMatchObject({ id: first.ok ? first.value : '' })
})

it('shows how far it is to others while its own transaction is open', async () => {
  await ask()
  const seen: string[] = []
  await desk.act(desk.preparer, async (work) =>
    prepareRun(work, { periodId }, async (step) => {
      seen.push(step)
      expect((await preparation())?.step).toBe('waiting')
    }),
  )
  expect(seen).toEqual(['weeks', 'stays', 'corrections', 'invoices', 'exceptions'])
})

it('says so when a fault stopped it, and is done when the queue tries again', async () => {
  await ask()
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  await owner.query('alter table payments.run add constraint broken check (prepared_name is null) not valid')
  await expect(handle()).rejects.toThrow()
  expect(await preparation()).toMatchObject({ faultedAt: stage.clock.now() })
  await owner.query('alter table payments.run drop constraint broken')
  await owner.end()
  await handle()
  expect(await run()).toMatchObject({ status: 'prepared' })
})

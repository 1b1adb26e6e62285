import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, providerActor, type Stage } from '../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../testing/world.ts'
import type { Tx } from './tx.ts'

let stage: Stage
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
})
afterAll(() => stage.strike())

const nameOf = (tx: Tx) =>
  tx
    .selectFrom('published.provider')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', tx.providerId)
    .select('trading_name')
    .execute()

it('reads one thing with the statements that are handed over at once', async () => {
  const { scope } = providerActor(provider)
  const [one, other] = await stage.db.readOne(scope, (tx) => Promise.all([nameOf(tx), nameOf(tx)]))
  expect(one).toEqual(other)
  expect(one).toHaveLength(1)
})

it('refuses a statement that comes after the end of the page has been sent', async () => {
  const late = stage.db.readOne(providerActor(provider).scope, async (tx) => {
    await nameOf(tx)
    return nameOf(tx)
  })
  await expect(late).rejects.toThrow('permission denied')
  expect(await stage.db.readOne(providerActor(provider).scope, nameOf)).toHaveLength(1)
})

it('writes nothing while it reads one thing', async () => {
  const writing = stage.db.readOne(providerActor(provider).scope, (tx) =>
    sql`create temp table one (n int)`.execute(tx),
  )
  await expect(writing).rejects.toThrow('read-only transaction')
})

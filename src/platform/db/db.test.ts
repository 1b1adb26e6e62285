import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, providerActor, type Stage } from '../../testing/stage.ts'
import { superuserOf } from '../../testing/superuser.ts'
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

const backend = async (): Promise<number | undefined> => {
  const { rows } = await stage.db.glance((tx) => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx))
  return rows[0]?.pid
}

it('asks who is behind all requests on one connection', async () => {
  const [one, ...others] = await Promise.all(Array.from({ length: 20 }, backend))
  expect(new Set(others)).toEqual(new Set([one]))
})

it('tells whoever asked of a statement that failed, and nobody else on the connection', async () => {
  const wrong = stage.db.glance((tx) => sql`select 1 / 0`.execute(tx))
  const [fault, pid] = await Promise.allSettled([wrong, backend()])
  expect(fault).toMatchObject({ status: 'rejected', reason: { message: 'division by zero' } })
  expect(pid).toEqual({ status: 'fulfilled', value: await backend() })
})

it('opens another connection when the server has ended that one', async () => {
  const before = await backend()
  const superuser = await superuserOf(stage)
  await superuser.query('select pg_terminate_backend($1)', [before])
  await superuser.end()
  await expect.poll(() => backend().catch(() => before)).not.toBe(before)
})

it('says where in our own code a statement was asked that failed', async () => {
  const wrong = stage.db.read(providerActor(provider).scope, (tx) => sql`select nothing`.execute(tx))
  await expect(wrong).rejects.toMatchObject({ stack: expect.stringContaining('tx.ts') as unknown })
})

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

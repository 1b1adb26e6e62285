import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, councilActor, providerActor, type Stage } from '../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../testing/world.ts'
import { KeyReused, type Actor, type Work } from './work.ts'

let stage: Stage
let council: ACouncil
let provider: AProvider
let staff: Actor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = councilActor(council.id, (await aMember(stage.build, council.id, null, ['auditor'])).accountId)
  await aPackage(stage.build, provider)
})
afterAll(() => stage.strike())

it('chains each audit entry to the one before it, also when two people act at once', async () => {
  const act = (n: number) =>
    stage.work.run(providerActor(provider), ({ audit }) => audit('test.act', { type: 'test', id: String(n) }))
  await Promise.all([act(1), act(2), act(3), act(4)])
  const broken = await stage.db.read(staff.scope, (tx) =>
    sql<{ n: bigint }>`
      select count(*) as n from (
        select hash, platform.audit_hash(coalesce(lag(hash) over (order by seq), sha256('')), seq, at, account_id, action, subject_type, subject_id, details, address) as expected
        from platform.audit_entry where council_id = ${council.id}
      ) chain where hash <> expected`.execute(tx),
  )
  expect(broken.rows[0]?.n).toBe(0n)
})

it('answers a keyed request once, whatever the number of copies', async () => {
  let done = 0
  const send = () =>
    stage.work.runOnce(providerActor(provider), { key: 'key-0001', body: { a: 1 } }, ({ tx }) => {
      done += 1
      return sql`select 1`.execute(tx).then(() => `answer ${String(done)}`)
    })
  const answers = await Promise.all([send(), send(), send(), send(), send()])
  expect(new Set(answers)).toEqual(new Set(['answer 1']))
  expect(done).toBe(1)
})

it('refuses a key that was used for other answers', async () => {
  const send = (body: unknown) =>
    stage.work.runOnce(providerActor(provider), { key: 'key-0002', body }, () => Promise.resolve('done'))
  await send({ a: 1 })
  await expect(send({ a: 2 })).rejects.toBeInstanceOf(KeyReused)
})

it('keeps neither rows nor audit nor key of work that failed', async () => {
  const fail = () =>
    stage.work.runOnce(providerActor(provider), { key: 'key-0003', body: {} }, async ({ audit }) => {
      await audit('test.failed', { type: 'test', id: 'x' })
      throw new Error('half way')
    })
  await expect(fail()).rejects.toThrow('half way')
  const { rows } = await stage.db.read(staff.scope, (tx) =>
    sql`select 1 from platform.audit_entry where council_id = ${council.id} and action = 'test.failed'`.execute(tx),
  )
  expect(rows).toEqual([])
})

it('shows a provider its own packages and no one else’s', async () => {
  const other = await aProvider(stage.build, council.id)
  const count = async (actor: Actor) => {
    const policyAlone = sql`select /* policy alone */ id from care_packages.package`
    return (await stage.db.read(actor.scope, (tx) => policyAlone.execute(tx))).rows
  }
  expect(await count(providerActor(provider))).toHaveLength(1)
  expect(await count(providerActor(other))).toHaveLength(0)
})

it('enqueues a job from either face in the transaction of the work', async () => {
  await stage.work.run(providerActor(provider), ({ enqueue }) => enqueue('test.job', { id: 'x' }, { key: 'k' }))
  await stage.work.run(staff, ({ enqueue }) => enqueue('test.job', { id: 'x' }))
})

/** Two works that take two rows in opposite order, each after the other has its first: one of them is a deadlock’s victim. */
async function crossing(run: (act: (work: Work) => Promise<string>, key: string) => Promise<string>) {
  const rows = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)].map(({ id }) => id)
  const met = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const begun = [0, 0]
  const act = (order: readonly string[], me: 0 | 1) => async (work: Work) => {
    begun[me] = (begun[me] ?? 0) + 1
    for (const id of order) {
      await sql`update care_packages.package set row_version = row_version + 1
        where council_id = ${council.id} and id = ${id}`.execute(work.tx)
      met[me]?.resolve(undefined)
      await met[1 - me]?.promise
    }
    await work.audit('test.crossed', { type: 'test', id: rows[me] ?? '' })
    return 'done'
  }
  const answers = await Promise.allSettled([
    run(act(rows, 0), `cross-${rows[0] ?? ''}`),
    run(act(rows.toReversed(), 1), `cross-${rows[1] ?? ''}`),
  ])
  const kept = await stage.db.read(staff.scope, (tx) =>
    sql<{ versions: number[]; said: number }>`
      select array_agg(row_version order by id) as versions,
        (select count(*)::int from platform.audit_entry
          where council_id = ${council.id} and action = 'test.crossed' and subject_id = any(${rows})) as said
      from care_packages.package where council_id = ${council.id} and id = any(${rows}::uuid[])`.execute(tx),
  )
  return { answers: answers.map(({ status }) => status), begun: begun.toSorted(), ...kept.rows[0] }
}

it.each([
  ['run', (act: (work: Work) => Promise<string>) => stage.work.run(staff, act)],
  ['runOnce', (act: (work: Work) => Promise<string>, key: string) => stage.work.runOnce(staff, { key, body: 1 }, act)],
] as const)('begins work anew that crossed with another’s (%s): each is done once', async (_, run) => {
  expect(await crossing(run)).toEqual({
    ...{ answers: ['fulfilled', 'fulfilled'], begun: [1, 2] },
    ...{ versions: [3, 3], said: 2 },
  })
})

it('does not begin anew what reads from outside', async () => {
  const { answers, begun } = await crossing((act) => stage.work.runBulk(staff, act))
  expect(answers.toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(begun).toEqual([1, 1])
})

it('gives work up that crosses a second time', async () => {
  let begun = 0
  const act = ({ tx }: Work) => {
    begun += 1
    return sql`do $$ begin raise exception using errcode = '40001'; end $$`.execute(tx)
  }
  await expect(stage.work.run(staff, act)).rejects.toMatchObject({ code: '40001' })
  expect(begun).toBe(2)
})

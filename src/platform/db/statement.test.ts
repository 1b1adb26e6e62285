import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, providerActor, type Stage } from '../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../testing/world.ts'
import { statement } from './statement.ts'
import type { Tx } from './tx.ts'

type Asked = { readonly least: number; readonly most?: number | undefined; readonly odd: boolean }

let stage: Stage
let provider: AProvider
let other: AProvider
let built = 0

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  other = await aProvider(stage.build, council.id)
})
afterAll(() => stage.strike())

const numbers = statement((_tx: Tx, { least, most, odd }: Asked, among: readonly number[]) => {
  built += 1
  const atMost = most === undefined ? sql`` : sql`and n <= ${most}::int`
  const onlyOdd = odd ? sql`and n % 2 = 1` : sql``
  return sql<{ n: number }>`
    select n from unnest(${among}::int[]) n where n >= ${least}::int ${atMost} ${onlyOdd} order by n`
})
const ownName = statement((tx: Tx) =>
  tx
    .selectFrom('published.provider')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', tx.providerId)
    .select(['id', 'trading_name as name']),
)

function ask(asked: Asked, among: readonly number[]): Promise<readonly number[]> {
  return stage.db.read(providerActor(provider).scope, async (tx) => (await numbers(tx, asked, among)).map(({ n }) => n))
}

it('is built once and answers each use with what that use brings', async () => {
  built = 0
  expect(await ask({ least: 2, odd: false }, [1, 2, 3])).toEqual([2, 3])
  expect(await ask({ least: 3, odd: false }, [1, 2, 3, 4])).toEqual([3, 4])
  expect(await ask({ least: 1, odd: false }, [])).toEqual([])
  expect(built).toBe(1)
})

it('is another statement where something is absent, and for each yes or no', async () => {
  built = 0
  expect(await ask({ least: 1, most: 3, odd: true }, [1, 2, 3, 4, 5])).toEqual([1, 3])
  expect(await ask({ least: 1, most: 4, odd: false }, [1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4])
  expect(await ask({ least: 1, most: undefined, odd: true }, [1, 2, 3, 4, 5])).toEqual([1, 3, 5])
  expect(await ask({ least: 2, most: 2, odd: true }, [1, 2, 3])).toEqual([])
  expect(built).toBe(3)
})

it('is another statement where less is given', async () => {
  const either = statement((_tx: Tx, one: number, two?: number) =>
    two === undefined ? sql<{ n: number }>`select ${one}::int as n` : sql<{ n: number }>`select ${two}::int as n`,
  )
  const { scope } = providerActor(provider)
  expect(await stage.db.read(scope, (tx) => either(tx, 1, 2))).toEqual([{ n: 2 }])
  expect(await stage.db.read(scope, (tx) => either(tx, 1))).toEqual([{ n: 1 }])
})

it('names the council and the provider of the transaction that asks', async () => {
  for (const one of [provider, other, provider]) {
    const rows = await stage.db.readOne(providerActor(one).scope, ownName)
    expect(rows.map(({ id }) => id)).toEqual([one.id])
  }
})

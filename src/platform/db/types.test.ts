import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyDatabase, type TestDatabase } from './testing/test-database.ts'
import { typeParsers } from './types.ts'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await emptyDatabase()
  client = new Client({ connectionString: database.ownerUrl, types: typeParsers })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

it.each([
  ['9007199254740993::bigint', 9_007_199_254_740_993n],
  [`date '2026-06-15'`, '2026-06-15'],
  ['array[1, null, -3]::bigint[]', [1n, null, -3n]],
  [`array[date '2026-06-15', null]`, ['2026-06-15', null]],
  [`'{}'::date[]`, []],
  ['7::int', 7],
  ['1.50::numeric', '1.50'],
  [`daterange('2026-06-15', null)`, '[2026-06-15,)'],
  [`'{"a": [1]}'::jsonb`, { a: [1] }],
  ['array[1, 2]::smallint[]', [1, 2]],
  ['null::bigint', null],
])('reads %s', async (expression, expected) => {
  const { rows } = await client.query<{ value: unknown }>(`select ${expression} as value`)
  expect(rows).toEqual([{ value: expected }])
})

it('reads a domain over bigint as bigint, and an instant as a Date', async () => {
  await client.query('create domain pence as bigint')
  const { rows } = await client.query<{ amount: unknown; at: unknown }>(
    `select 5::pence as amount, timestamptz '2026-06-15 12:00+01' as at`,
  )
  expect(rows.map(({ amount }) => amount)).toEqual([5n])
  expect(rows[0]?.at).toBeInstanceOf(Date)
  expect(JSON.stringify(rows[0]?.at)).toBe('"2026-06-15T11:00:00.000Z"')
})

it('writes bigint and days without loss', async () => {
  const given = [9_007_199_254_740_993n, '2026-06-15']
  const { rows } = await client.query('select $1::bigint as amount, $2::date as day', given)
  expect(rows).toEqual([{ amount: given[0], day: given[1] }])
})

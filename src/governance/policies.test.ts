import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../platform/db/testing/test-database.ts'
import { faultsOf, policyChecks } from '../start/verify/policies.ts'

let database: TestDatabase
let owner: Client

beforeAll(async () => {
  database = await testDatabase()
  owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

it.each(policyChecks.map((check) => [check.promise, check] as const))('%s', async (_promise, check) => {
  expect(await faultsOf(owner, check)).toEqual([])
})

it('finds a table without policies, and one with a policy that chooses', async () => {
  await owner.query('begin')
  await owner.query(`create table providers.open_to_all (council_id uuid not null, id uuid not null, primary key (id));
    create policy either on providers.organisation to portal_council using (council_id = platform.council_id() or status = 'active')`)
  const found = new Map<string, readonly string[]>()
  for (const check of policyChecks) found.set(check.promise, await faultsOf(owner, check))
  await owner.query('rollback')
  const broken = [...found].filter(([, faults]) => faults.length > 0)
  expect(broken.map(([promise, faults]) => `${promise}: ${faults.join(', ')}`)).toEqual([
    'forces row-level security on every table, partitions included: providers.open_to_all',
    'leads every key of a council’s table with council_id: providers.open_to_all open_to_all_pkey',
    'lets policies only conjoin comparisons: no or, no array, no sub-select: organisation either',
    'leaves no table of a council that is not emptied with its sandbox: providers.open_to_all',
  ])
})

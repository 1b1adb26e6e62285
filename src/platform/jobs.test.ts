import { expect, it } from 'vitest'
import { Client } from 'pg'
import { fixedClock } from './clock.ts'
import { openDb } from './db/db.ts'
import { testDatabase } from './db/testing/test-database.ts'
import { startWorkers, type Job } from './jobs.ts'
import { workRunner } from './work.ts'

it('knows each nightly job by the queue’s own book, so that a missed night is made up for', async () => {
  const database = await testDatabase()
  const db = openDb(database.url)
  const nightly: Job = { name: 'test.every-night', nightlyAt: '30 1 * * *', handle: () => Promise.resolve() }
  const onDemand: Job = { name: 'test.on-demand', handle: () => Promise.resolve() }
  const faults: object[] = []
  const log = { error: (details: object) => void faults.push(details) }
  const workers = await startWorkers(
    database.url,
    workRunner(db, fixedClock('2025-04-10T09:00:00Z')),
    [nightly, onDemand],
    log,
  )
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const known = () =>
    owner.query<{ identifier: string }>('select identifier from graphile_worker._private_known_crontabs')
  await expect.poll(async () => (await known()).rows, { timeout: 5_000 }).toEqual([{ identifier: 'test.every-night' }])
  expect(faults).toEqual([])
  await workers.stop()
  await owner.end()
  await db.close()
  await database.drop()
})

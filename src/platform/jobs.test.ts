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

it('gives the jobs of a killed worker to another at once, and leaves those of a living one', async () => {
  const database = await testDatabase()
  const db = openDb(database.url)
  const done: string[] = []
  const heard: Job = { name: 'test.heard', handle: (_, payload) => Promise.resolve(void done.push(String(payload))) }
  const other = new Client({ connectionString: database.ownerUrl })
  await other.connect()
  await other.query(`select pg_advisory_lock(hashtextextended('pool-alive', 0))`)
  for (const name of ['pool-killed', 'pool-alive']) {
    await other.query(`select graphile_worker.add_job('test.heard', to_json($1::text))`, [name])
    await other.query(
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = clock_timestamp() - interval '1 minute'
       where locked_by is null`,
      [name],
    )
  }
  const log = { error: () => undefined }
  const runner = workRunner(db, fixedClock('2025-04-10T09:00:00Z'))
  const workers = await startWorkers(database.url, runner, [heard], log)
  await expect.poll(() => done, { timeout: 8_000 }).toEqual(['pool-killed'])
  await workers.stop()
  expect(done).toEqual(['pool-killed'])
  await other.end()
  await db.close()
  await database.drop()
})

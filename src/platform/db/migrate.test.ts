import { makeWorkerUtils, runOnce, Logger } from 'graphile-worker'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { StartFault } from '../start-fault.ts'
import { applicationUrl, migrate, pendingMigrations } from './migrate.ts'
import { aFolder } from './testing/a-folder.ts'
import { emptyDatabase, type TestDatabase } from './testing/test-database.ts'

const FIRST = '20260101T0900_care_create.sql'
const SECOND = '20260102T0900_care_add_name.sql'
const files = {
  [FIRST]: 'create schema care; create table care.visit (id int primary key);',
  [SECOND]: 'alter table care.visit add name text;',
}
const log = () => undefined

let database: TestDatabase
beforeEach(async () => {
  database = await emptyDatabase()
})
afterEach(() => database.drop())

it('runs the files in the order of their names, once', async () => {
  const dir = aFolder(files)
  const said: string[] = []
  expect(await pendingMigrations(database.ownerUrl, { dir })).toEqual([FIRST, SECOND])
  expect(await migrate(database.ownerUrl, { dir, log: (line) => said.push(line) })).toEqual({
    applied: [FIRST, SECOND],
  })
  expect(await migrate(database.ownerUrl, { dir, log: (line) => said.push(line) })).toEqual({ applied: [] })
  expect(said).toEqual([`Migrating: ${FIRST}`, `Migrating: ${SECOND}`])
  expect(await pendingMigrations(database.ownerUrl, { dir })).toEqual([])
})

it('runs each file once when several portals start together', async () => {
  const dir = aFolder(files)
  const outcomes = await Promise.all([1, 2, 3].map(() => migrate(database.ownerUrl, { dir, log })))
  expect(outcomes.flatMap(({ applied }) => applied).sort()).toEqual([FIRST, SECOND])
})

it('refuses a file that changed after it ran', async () => {
  await migrate(database.ownerUrl, { dir: aFolder(files), log })
  const changed = aFolder({ ...files, [FIRST]: 'create schema other;' })
  await expect(migrate(database.ownerUrl, { dir: changed, log })).rejects.toThrow(
    new StartFault(`The migration ${FIRST} was changed after this database ran it: put the old file back.`),
  )
})

it('takes a file for the same whatever the line ends', async () => {
  await migrate(database.ownerUrl, { dir: aFolder({ [FIRST]: 'create schema care;\n' }), log })
  const windows = aFolder({ [FIRST]: 'create schema care;\r\n' })
  expect(await pendingMigrations(database.ownerUrl, { dir: windows })).toEqual([])
})

it('refuses a database that is newer than the program', async () => {
  await migrate(database.ownerUrl, { dir: aFolder(files), log })
  const older = aFolder({ [FIRST]: files[FIRST] })
  await expect(migrate(database.ownerUrl, { dir: older, log })).rejects.toThrow(
    new StartFault(`The database is newer than this program: it has ${SECOND}. Run a newer Provider Portal.`),
  )
})

it('keeps nothing of a file that fails, and all of those before it', async () => {
  const dir = aFolder({ ...files, [SECOND]: 'create table care.half (id int); select wrong;' })
  await expect(migrate(database.ownerUrl, { dir, log })).rejects.toThrow(
    `The migration ${SECOND} failed and nothing of it was kept: column "wrong" does not exist`,
  )
  expect(await pendingMigrations(database.ownerUrl, { dir })).toEqual([SECOND])
  expect(await ask(database.ownerUrl, `select to_regclass('care.half') as half`)).toEqual([{ half: null }])
})

it('refuses a file whose name would not sort', async () => {
  const dir = aFolder({ 'add-name.sql': '' })
  await expect(migrate(database.ownerUrl, { dir, log })).rejects.toThrow(/^add-name.sql is not named like/)
})

it('lets the application add and run jobs, and nothing more', async () => {
  await migrate(database.ownerUrl, { dir: aFolder({ [FIRST]: APPLICATION_ROLE }), log })
  const ran: unknown[] = []
  const connectionString = applicationUrl(database.ownerUrl)
  const worker = { connectionString, logger: new Logger(() => () => undefined) }
  const utils = await makeWorkerUtils(worker)
  await utils.addJob('care.note', { visit: 1 })
  await utils.release()
  await runOnce({ ...worker, taskList: { 'care.note': (payload) => void ran.push(payload) } })

  expect(ran).toEqual([{ visit: 1 }])
  await expect(ask(connectionString, 'drop table graphile_worker._private_jobs')).rejects.toThrow(/must be owner/)
  await expect(ask(connectionString, 'delete from platform.migration')).rejects.toThrow(/permission denied/)
})

it('lets the application itself see that nothing is to be migrated', async () => {
  const dir = aFolder({ [FIRST]: APPLICATION_ROLE })
  await migrate(database.ownerUrl, { dir, log })
  expect(await migrate(applicationUrl(database.ownerUrl), { dir, log })).toEqual({ applied: [] })
})

it.each([
  [
    'postgres://nobody:hush@127.0.0.1:1/portal',
    /^The database at 127\.0\.0\.1:1\/portal does not let us in: .*REFUSED/,
  ],
  ['not an address', /does not let us in|is not a database address/],
])('says in one sentence that %s is wrong, without the password', async (url, sentence) => {
  const fault: unknown = await migrate(url, { dir: aFolder(files), log }).catch((reason: unknown) => reason)
  expect(fault).toBeInstanceOf(StartFault)
  expect(String(fault)).not.toContain('hush')
  expect(fault instanceof Error ? fault.message : '').toMatch(sentence)
})

const APPLICATION_ROLE = `do $$ begin
  if not exists (select from pg_roles where rolname = 'portal_app') then create role portal_app login noinherit; end if;
end $$;`

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

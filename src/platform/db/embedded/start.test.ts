import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { StartFault } from '../../start-fault.ts'
import { aFolder } from '../testing/a-folder.ts'
import { TEST_SETTINGS } from '../testing/settings.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { serverAccount } from './account.ts'
import { startEmbedded, type EmbeddedServer } from './start.ts'

const dataDir = temporaryFolder('start')
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

it('makes a database the first time and finds it again the next', async () => {
  const first = await aServer(dataDir)
  await ask(first.url, 'create table kept (word text)')
  await ask(first.url, `insert into kept values ('still here')`)
  await first.server.stop()

  const second = await aServer(dataDir)
  expect(await ask(second.url, 'select word from kept')).toEqual([{ word: 'still here' }])
  expect(first.said).toEqual([`Making a new database in ${dataDir}`])
  expect(second.said).toEqual([])
})

it('is on a private socket only, as an owner who is no superuser', async () => {
  const { url } = await aServer(dataDir)
  expect(
    await ask(
      url,
      `select current_setting('listen_addresses') as addresses, current_setting('TimeZone') as zone,
        current_setting('data_checksums') as checksums, current_setting('jit') as jit,
        (select rolsuper from pg_roles where rolname = current_user) as superuser,
        (select format('%s %s %s', datcollate, datlocprovider, datlocale) from pg_database where datname = 'portal') as locale`,
    ),
  ).toEqual([{ addresses: '', zone: 'UTC', checksums: 'on', jit: 'off', superuser: false, locale: 'C b C.UTF-8' }])
})

it('leaves no process behind when stopped, and stops only once', async () => {
  const { server } = await aServer(dataDir)
  await Promise.all([server.stop(), server.stop()])
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
})

it('refuses a folder that another portal is using', async () => {
  await aServer(dataDir)
  await expect(aServer(dataDir)).rejects.toThrow(
    new StartFault(`Provider Portal is already running on the data folder ${dataDir}: stop it first.`),
  )
})

it('lets one of two that start at once through', async () => {
  const outcomes = await Promise.allSettled([aServer(dataDir), aServer(dataDir)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('stops the server of a portal that was killed, and keeps what it had committed', async () => {
  const dataDir = aFolder()
  const { portal, url } = await aPortalOfItsOwn(dataDir)
  await ask(url, 'create table kept as select 1 as one')
  await kill(portal, 'SIGKILL')

  const next = await aServer(dataDir)
  expect(next.said).toEqual(['Stopping the database server that an interrupted run left behind'])
  expect(await ask(next.url, 'select one from kept')).toEqual([{ one: 1 }])
})

it('recovers when the portal and its server were both killed', async () => {
  const dataDir = aFolder()
  const { portal, url } = await aPortalOfItsOwn(dataDir)
  await ask(url, 'create table kept as select 1 as one')
  const [postmaster = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(postmaster), 'SIGKILL')
  await kill(portal, 'SIGKILL')

  const next = await aServer(dataDir)
  expect(await ask(next.url, 'select one from kept')).toEqual([{ one: 1 }])
})

it('is not confused by the number of an ended server that is now another process', async () => {
  const { server } = await aServer(dataDir)
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n').slice(1)
  await server.stop()
  const somebodyElse = spawn(
    process.execPath,
    ['-e', 'setInterval(() => {}, 1000)'],
    serverAccount(join(dataDir, 'postgres')),
  )
  onTestFinished(() => kill(somebodyElse, 'SIGKILL'))
  writeFileSync(pidFile, [String(somebodyElse.pid), ...lines].join('\n'))

  const { url } = await aServer(dataDir)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('begins anew after a first start that was cut short', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'postgres.unfinished'), 'half a cluster')
  const { url } = await aServer(folder)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('says in one sentence that a folder cannot be written', async () => {
  const folder = join(aFolder({ file: '' }), 'file')
  await expect(aServer(folder)).rejects.toThrow(
    new StartFault(`Provider Portal cannot write to its data folder ${folder}: give it a folder it may write to.`),
  )
})

it('says in one sentence that the folder is of another PostgreSQL', async () => {
  const dataDir = aFolder()
  const { server } = await aServer(dataDir)
  await server.stop()
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
  await expect(aServer(dataDir)).rejects.toThrow(/made by PostgreSQL 17, and this is 18/)
})

it('says why the server did not start, and lets the folder go', async () => {
  await expect(aServer(dataDir, { shared_buffers: 'much' })).rejects.toThrow(
    /did not start: invalid value for parameter "shared_buffers"/,
  )
  await aServer(dataDir)
})

it.runIf(process.getuid?.() === 0)('started by root, runs as the user whose folder it is', () => {
  const folder = aFolder()
  const cluster = join(folder, 'postgres')
  mkdirSync(cluster)
  chownSync(cluster, 1234, 1234)
  expect(serverAccount(cluster)).toEqual({ uid: 1234, gid: 1234 })
  expect(serverAccount(join(folder, 'absent'))).toEqual({ uid: 65_534, gid: 65_534 })
})

it.runIf(process.getuid?.() === 0)('runs below a folder that is closed to everybody but root', async () => {
  const closed = aFolder()
  chmodSync(closed, 0o700)
  const { url, server } = await aServer(join(closed, 'data'))
  onTestFinished(() => {
    rmSync(server.socketDir, { recursive: true })
  })
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(server.socketDir.startsWith(closed)).toBe(false)
})

it('keeps the socket where its path is short enough', async () => {
  const { url, server } = await aServer(join(aFolder(), 'a-rather-long-name-'.repeat(6)))
  onTestFinished(() => {
    rmSync(server.socketDir, { recursive: true })
  })
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

async function aServer(dataDir: string, more: Readonly<Record<string, string>> = {}) {
  const said: string[] = []
  const log = (line: string) => said.push(line)
  const server: EmbeddedServer = await startEmbedded({ dataDir, log, settings: { ...TEST_SETTINGS, ...more } })
  onTestFinished(() => server.stop())
  return { server, url: server.url, said }
}

async function aPortalOfItsOwn(dataDir: string) {
  const program = join(import.meta.dirname, '..', 'testing', 'hold-server.ts')
  const portal = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(portal.stdout)
  for await (const url of lines) return { portal, url }
  throw new Error('the portal ended before its server had started')
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

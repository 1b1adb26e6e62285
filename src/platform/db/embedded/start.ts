import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartFault } from '../../start-fault.ts'
import type { Account } from './account.ts'
import { executable, findBinaries } from './binaries.ts'
import { DATABASE, OWNER, folderName, makeCluster, passwordFile, serverEnvironment } from './cluster.ts'
import { keepFolder } from './keeper.ts'
import { findPlaces, type Places } from './places.ts'
import { becomesReady, stopOrphan, stopServer } from './postmaster.ts'

export type EmbeddedServer = {
  /** Connects as the owner of the database, who migrates; applicationUrl() gives the application's own. */
  readonly url: string
  readonly socketDir: string
  readonly user: string
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  readonly dataDir: string
  readonly log: (line: string) => void
  /** Server settings over ours, such as fsync=off for tests. */
  readonly settings?: Readonly<Record<string, string>>
}

const SETTINGS = {
  jit: 'off',
  shared_buffers: '192MB',
  max_wal_size: '4GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u ',
  log_checkpoints: 'off',
  unix_socket_permissions: '0700',
}

/** Starts PostgreSQL from the npm package on a folder of our own, making the cluster the first time. */
export async function startEmbedded({ dataDir, log, settings }: EmbeddedOptions): Promise<EmbeddedServer> {
  const { places, account } = findPlaces(dataDir)
  const keeper = await keepFolder(places)
  try {
    const native = findBinaries(places, account)
    if (!existsSync(places.cluster)) log(`Making a new database in ${places.dataDir}`)
    makeCluster(native, places, account)
    await stopOrphan(places, log)
    const port = process.platform === 'win32' ? await freePort() : undefined
    const server = await launchPatiently({ native, places, account, flags: flagsFor(places, port, settings) })
    const stop = stopOnce(server, keeper)
    return { url: urlOf(places, port), socketDir: places.socketDir, user: OWNER, stop }
  } catch (fault) {
    keeper.close()
    throw asStartFault(fault, places)
  }
}

/** A full disk, or a file of another user: the system's own words are the best there are. */
function asStartFault(fault: unknown, { dataDir }: Places): unknown {
  if (!(fault instanceof Error) || !('syscall' in fault)) return fault
  return new StartFault(`The data folder ${dataDir} cannot be used: ${fault.message}.`, { cause: fault })
}

type Launch = {
  readonly native: string
  readonly places: Places
  readonly account: Account
  readonly flags: readonly string[]
}

function flagsFor(places: Places, port: number | undefined, settings: EmbeddedOptions['settings']): string[] {
  const reach =
    port === undefined
      ? { listen_addresses: '', unix_socket_directories: places.socketDir, port: '5432' }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) }
  return Object.entries({ ...SETTINGS, ...settings, ...reach }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** The children of a server that was killed outlive it for a moment and hold its memory; PostgreSQL then refuses. */
const TRIES = 40
const BETWEEN_TRIES_MS = 250

async function launchPatiently(launch: Launch): Promise<ChildProcess> {
  for (let tries = 1; ; tries += 1) {
    const from = logSize(launch.places)
    const server = await launchOnce(launch)
    if (server !== undefined) return server
    const said = readFileSync(launch.places.logFile, 'utf8').slice(from)
    if (tries === TRIES || !said.includes('pre-existing shared memory')) {
      throw new StartFault(`The database server did not start: ${fatalLine(said)} See ${launch.places.logFile}.`)
    }
    await sleep(BETWEEN_TRIES_MS)
  }
}

async function launchOnce({ native, places, account, flags }: Launch): Promise<ChildProcess | undefined> {
  const log = openSync(places.logFile, 'a', 0o600)
  // Detached: Ctrl-C reaches the whole foreground group, and the server must outlive the requests still being answered.
  const server = spawn(
    join(native, 'bin', executable('postgres')),
    ['-D', folderName(places, places.cluster), ...flags],
    {
      ...account,
      cwd: places.cluster,
      env: serverEnvironment(),
      stdio: ['ignore', log, log],
      detached: true,
    },
  )
  closeSync(log)
  const failed = once(server, 'error').then(([error]: unknown[]) => String(error))
  if (server.pid === undefined) throw new StartFault(`The database server did not start: ${await failed}`)
  const ready = await becomesReady(server.pid, places, () => server.exitCode !== null || server.signalCode !== null)
  server.unref()
  return ready ? server : undefined
}

function stopOnce(server: ChildProcess, keeper: Server): () => Promise<void> {
  const leaveNoOrphan = () => server.kill('SIGINT')
  process.once('exit', leaveNoOrphan)
  const stop = async () => {
    process.removeListener('exit', leaveNoOrphan)
    if (server.pid !== undefined && server.exitCode === null) await stopServer(server.pid)
    keeper.close()
    await once(keeper, 'close')
  }
  let stopping: Promise<void> | undefined
  return () => (stopping ??= stop())
}

const LARGEST_LOG = 5_000_000

function logSize({ logFile }: Places): number {
  if (!existsSync(logFile)) return 0
  const { size } = statSync(logFile)
  if (size < LARGEST_LOG) return size
  renameSync(logFile, `${logFile}.old`)
  return 0
}

function fatalLine(said: string): string {
  const line = said.split('\n').find((candidate) => candidate.includes('FATAL:')) ?? 'it said nothing.'
  return line.replace(/^.*FATAL:\s*/, '')
}

function urlOf({ socketDir, dataDir }: Places, port: number | undefined): string {
  if (port === undefined) return `postgres://${OWNER}@localhost/${DATABASE}?host=${encodeURIComponent(socketDir)}`
  const password = readFileSync(passwordFile(dataDir), 'utf8')
  return `postgres://${OWNER}:${password}@127.0.0.1:${String(port)}/${DATABASE}`
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 5432
}

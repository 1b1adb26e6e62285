import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { StartFault } from '../../start-fault.ts'
import type { Account } from './account.ts'
import { executable } from './binaries.ts'
import type { Places } from './places.ts'

export const OWNER = 'portal_owner'
export const DATABASE = 'portal'
const MAJOR = '18'

/**
 * The owner migrates and is no superuser, as on a managed server: what works here works there.
 * It may pass row policies, which forced row-level security would otherwise apply to its own back-fills.
 */
const FIRST_STATEMENTS = [
  `create role ${OWNER} login createdb createrole bypassrls`,
  `create database ${DATABASE} owner ${OWNER}`,
]

/** Makes the database cluster in one step: a half-made one, from a start that was killed, is never taken for whole. */
export function makeCluster(native: string, places: Places, account: Account): void {
  if (existsSync(places.cluster)) {
    refuseOtherMajor(places.cluster)
    return
  }
  const unfinished = `${places.cluster}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  if (account.uid !== undefined) chownSync(unfinished, account.uid, account.gid ?? account.uid)

  const settings = { cwd: unfinished, ...account, env: serverEnvironment(), encoding: 'utf8' } as const
  const at = ['-D', folderName(places, unfinished)]
  const program = (name: string) => join(native, 'bin', executable(name))
  const made = spawnSync(program('initdb'), [...at, ...INITDB, ...authentication(places, account)], settings)
  if (made.status !== 0) throw new StartFault(failure(places, made.stderr || String(made.error)))

  const input = [...FIRST_STATEMENTS, ...passwords(places)].map((statement) => `${statement};\n`).join('')
  const named = spawnSync(program('postgres'), ['--single', ...at, '-c', 'exit_on_error=on', 'postgres'], {
    ...settings,
    input,
  })
  if (named.status !== 0) throw new StartFault(failure(places, named.stderr || String(named.error)))
  renameSync(unfinished, places.cluster)
}

const INITDB = [
  '--username=postgres',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
]

/**
 * How the server is told its folder. Linux resolves the second form from the folder it was started in, without
 * walking down to it, so the server also runs below a folder closed to its account, such as /root.
 */
export function folderName(places: Places, folder: string): string {
  if (places.reachable) return folder
  if (process.platform === 'linux') return '/proc/self/cwd'
  throw new StartFault(
    `The database server cannot reach ${places.dataDir} when started by root: start as another user, or move it.`,
  )
}

/** Nothing of the caller's environment: PGDATA, PGPORT or a locale there must not change this server. */
export function serverEnvironment(): Record<string, string> {
  return { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' }
}

/** Behind a private socket whoever can connect is already trusted. Windows has none here: a password on 127.0.0.1. */
function authentication({ dataDir }: Places, account: Account): string[] {
  if (process.platform !== 'win32') return ['--auth-local=trust', '--auth-host=reject']
  const path = passwordFile(dataDir)
  writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 })
  if (account.uid !== undefined) chownSync(path, account.uid, account.uid)
  return ['--auth=scram-sha-256', `--pwfile=${path}`]
}

function passwords({ dataDir }: Places): string[] {
  if (process.platform !== 'win32') return []
  const password = readFileSync(passwordFile(dataDir), 'utf8')
  return [
    `alter role ${OWNER} password '${password}'`,
    `create role portal_app login noinherit password '${password}'`,
    `grant portal_app to ${OWNER} with admin option`,
  ]
}

export function passwordFile(dataDir: string): string {
  return join(dataDir, 'password')
}

function refuseOtherMajor(cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (found !== MAJOR) {
    throw new StartFault(
      `The database in ${cluster} was made by PostgreSQL ${found}, and this is ${MAJOR}: restore a backup.`,
    )
  }
}

function failure({ dataDir }: Places, detail: string): string {
  const last = detail.trim().split('\n').at(-1) ?? ''
  return `The database could not be made in ${dataDir}: ${last}`
}

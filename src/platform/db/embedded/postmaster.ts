import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartFault } from '../../start-fault.ts'
import type { Places } from './places.ts'

export type Postmaster = { readonly pid: number; readonly ready: boolean }

/** What PostgreSQL itself wrote down about the server of this folder, as pg_ctl reads it. */
export function readPostmaster({ cluster }: Places): Postmaster | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

/**
 * A portal that was killed leaves its server running. It is stopped and started anew rather than adopted, so that
 * every start goes the same way and with today's settings. Committed work is safe either way.
 */
export async function stopOrphan(places: Places, log: (line: string) => void): Promise<void> {
  const found = readPostmaster(places)
  if (found !== undefined && isServerOf(found.pid, places)) {
    log('Stopping the database server that an interrupted run left behind')
    await stopServer(found.pid)
  }
  if (readPostmaster(places) !== undefined) disownStaleNumbers(places)
}

function isServerOf(pid: number, { cluster }: Places): boolean {
  if (!isRunning(pid)) return false
  if (process.platform === 'darwin') {
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.includes(cluster)
  }
  try {
    return readlinkSync(`/proc/${String(pid)}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

/**
 * A server that was killed leaves its number behind. After a container restarts that may be any other process, and
 * PostgreSQL then refuses to start. It takes its own parent's number, ours, for stale. The file itself must stay: by
 * the rest of it PostgreSQL sees whether children of the dead server still hold its memory. The lock of the socket
 * guards nothing more: the folder is private, and no server of ours is left to listen in it.
 */
function disownStaleNumbers({ cluster, socketDir }: Places): void {
  rmSync(join(socketDir, '.s.PGSQL.5432.lock'), { force: true })
  if (process.platform !== 'linux') return
  const path = join(cluster, 'postmaster.pid')
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^\d+/, String(process.pid)))
}

/** A process that has ended but that nobody has waited for still has its number: in containers, for ever. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'))
  } catch {
    return false
  }
}

const PAUSE_MS = 10
const POLITE_MS = 20_000
const FIRM_MS = 5_000

/** SIGINT is PostgreSQL's fast shutdown; SIGQUIT its immediate one, which the next start recovers from. */
export async function stopServer(pid: number): Promise<void> {
  if (await goneAfter(pid, 'SIGINT', POLITE_MS)) return
  if (await goneAfter(pid, 'SIGQUIT', FIRM_MS)) return
  throw new StartFault(`The database server (process ${String(pid)}) does not stop: end it, then start again.`)
}

async function goneAfter(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<boolean> {
  if (!isRunning(pid)) return true
  process.kill(pid, signal)
  for (let waited = 0; waited < patienceMs; waited += PAUSE_MS) {
    if (!isRunning(pid)) return true
    await sleep(PAUSE_MS)
  }
  return false
}

/** Resolves to false when the server process ended before it took connections. Recovery may take minutes. */
export async function becomesReady(pid: number, places: Places, ended: () => boolean): Promise<boolean> {
  for (;;) {
    const found = readPostmaster(places)
    if (found?.pid === pid && found.ready) return true
    if (ended()) return false
    await sleep(PAUSE_MS)
  }
}

import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { packageFile } from '../../src/start/package-files.ts'
import { launch, type Running } from './child.ts'

export type Program = Running & { readonly origin: string; readonly secondsToReady: number }

/** The first of two that the figures use. */
export const PORT = Number(process.env['BENCH_PORT'] ?? 4106)
const PATIENCE_MS = 120_000
const Package = z.object({ scripts: z.object({ start: z.string() }) })

type Start = {
  readonly dataDir: string
  /** Without it the program runs its own database in the folder. */
  readonly database?: { readonly url: string; readonly ownerUrl: string }
  readonly words?: readonly string[]
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** The built program, as `npm start` runs it, until it says that it is ready. */
export async function startProgram({
  dataDir,
  database,
  words = [],
  port = PORT,
  environment = {},
}: Start): Promise<Program> {
  const started = performance.now()
  const running = await launch([...flagsOfStart(), packageFile('dist/main.js'), 'serve', ...words], {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    PORTAL_DATA_DIR: dataDir,
    PORTAL_LOG_LEVEL: 'error',
    DATABASE_URL: database?.url ?? '',
    MIGRATION_DATABASE_URL: database?.ownerUrl ?? '',
    ...environment,
  })
  const origin = `http://127.0.0.1:${String(port)}`
  try {
    await untilReady(running, `${origin}/health/ready`, started)
  } catch (fault) {
    await running.stop()
    throw fault
  }
  return { ...running, origin, secondsToReady: (performance.now() - started) / 1000 }
}

/** What `npm start` tells Node about itself. */
function flagsOfStart(): readonly string[] {
  const { scripts } = Package.parse(JSON.parse(readFileSync(packageFile('package.json'), 'utf8')))
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

async function untilReady(running: Running, address: string, started: number): Promise<void> {
  while (performance.now() - started < PATIENCE_MS) {
    if ((await statusOf(address)) === 200) return
    if (!running.isRunning()) throw new Error('the program ended before it was ready')
    await sleep(10)
  }
  throw new Error(`${address} did not become ready`)
}

function statusOf(address: string): Promise<number> {
  return new Promise((resolve) => {
    get(address, { agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', () => resolve(0))
  })
}

const QUIET_LOOKS = 3

/** Until a program has used next to no processor for three seconds running: the work that a start left behind is done. */
export async function untilQuiet(pid: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  let before = ticksOf(pid)
  for (let quiet = 0; quiet < QUIET_LOOKS && performance.now() < end;) {
    await sleep(1000)
    const now = ticksOf(pid)
    quiet = now - before <= 5 ? quiet + 1 : 0
    before = now
  }
}

/** Hundredths of a second that a process has worked, in its own code and in the system's. */
function ticksOf(pid: number): number {
  const [user = '0', system = '0'] =
    /^.*\) (?:\S+ ){11}(\d+) (\d+)/.exec(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'))?.slice(1) ?? []
  return Number(user) + Number(system)
}

/** Memory that a process occupies, in MiB. */
export function residentMiB(pid: number): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]
  if (kib === undefined) throw new Error('the memory of a process is only known on Linux')
  return Number(kib) / 1024
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import manifest from '../../package.json' with { type: 'json' }

declare module 'vitest' {
  interface ProvidedContext {
    origin: string
    /** As the owner of the tables: for what only time does. */
    database: string
  }
}

const ROOT = path.join(import.meta.dirname, '..', '..')
const FIRST_START_MS = 120_000
/** The very words of `npm start`, so that a newcomer's first command is what the journeys walk through. */
const WORDS = manifest.scripts.start.split(' ').slice(1)

/** The built program on a new data folder, as `npm start` would run it, once for all journeys. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  build()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'portal-journeys-'))
  chmodSync(dataDir, 0o755)
  const port = await freePort()
  const origin = `http://127.0.0.1:${String(port)}`
  const said: string[] = []
  const program = spawn(process.execPath, WORDS, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), PORTAL_DATA_DIR: dataDir, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk: Buffer) => said.push(String(chunk)))
  try {
    await untilReady(program, origin)
  } catch (fault) {
    await end(program)
    throw new Error(`the program did not start:\n${said.join('')}`, { cause: fault })
  }
  project.provide('origin', origin)
  const socket = encodeURIComponent(path.join(dataDir, 's'))
  project.provide('database', `postgres://portal_owner@localhost/portal?host=${socket}`)
  return async () => {
    await end(program)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function build(): void {
  const built = spawnSync(process.execPath, [path.join(ROOT, 'scripts', 'build.ts')], { stdio: 'inherit' })
  if (built.status !== 0) throw new Error('the program could not be built')
}

async function untilReady(program: ChildProcess, origin: string): Promise<void> {
  const until = performance.now() + FIRST_START_MS
  while (performance.now() < until) {
    if (program.exitCode !== null) throw new Error(`it ended with ${String(program.exitCode)}`)
    const ready = await fetch(`${origin}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return
    await sleep(100)
  }
  throw new Error(`it was not ready after ${String(FIRST_START_MS / 1000)} s`)
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return
  program.kill('SIGTERM')
  await once(program, 'exit')
}

async function freePort(): Promise<number> {
  const wanted = process.env['JOURNEYS_PORT']
  if (wanted !== undefined) return Number(wanted)
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port is free')
  return address.port
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs one of our own children, named in main.ts, in a process of its own; its last line is its answer. */
export async function ask(name: string, given: unknown): Promise<unknown> {
  const child = spawn(process.execPath, [...process.execArgv, entry(), 'child', name, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`the ${name} process ended with ${String(child.exitCode)}`)
  const said = Buffer.concat(chunks).toString('utf8').trim().split('\n').at(-1) ?? ''
  return JSON.parse(said)
}

export type Running = { readonly pid: number; isRunning(): boolean; stop(): Promise<void> }

/** Starts one that serves until it is told to stop. */
export function keep(name: string, given: unknown): Promise<Running> {
  return launch([entry(), 'child', name, JSON.stringify(given)], {})
}

export async function launch(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Running> {
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(child, 'spawn')
  const ended = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error('the process did not start')
  return {
    pid,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function entry(): string {
  const file = process.argv[1]
  if (file === undefined) throw new Error('run as a file, the benchmark can start itself again')
  return file
}

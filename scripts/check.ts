import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const cache = path.join(import.meta.dirname, '..', 'node_modules', '.cache')
const countsOf = (name: string) => path.join(cache, `${name}.json`)
const testing = (name: string) => ['--reporter=default', '--reporter=json', `--outputFile.json=${countsOf(name)}`]

type Steps = Readonly<Record<string, readonly string[]>>

/** What looks at the code without running it: each takes one core, so two go side by side, the longest first. */
const looking: Steps = {
  // Without a cache: a rule that knows types depends on files that did not change.
  lint: ['eslint', '.', '--max-warnings', '0'],
  types: ['tsc', '--noEmit'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  browser: ['tsc', '--noEmit', '-p', 'src/browser/tsconfig.json'],
  boundaries: ['depcruise', 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  unused: ['knip'],
  database: ['node', 'scripts/describe-database.ts', '--check'],
  build: ['node', 'scripts/build.ts'],
}
/** What runs it, and takes the whole machine. */
const running: Steps = {
  tests: ['vitest', 'run', ...testing('tests')],
  journeys: ['vitest', 'run', '--config', 'vitest.journeys.config.ts', ...testing('journeys')],
}
const steps: Steps = { ...looking, ...running }

const only = process.argv.slice(2)
const unknown = only.filter((name) => !(name in steps))
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}.`)
  process.exit(2)
}

/** Everything a change must pass, cheap to dear. Names on the command line run those steps alone. */
const chosen = (among: Steps) => Object.keys(among).filter((name) => only.length === 0 || only.includes(name))
const line = chosen(looking)
const atWork = new Set<ChildProcess>()
await Promise.all([takeTurns(), takeTurns()])
let passed = 0
for (const name of chosen(running)) {
  await pass(name, 'inherit')
  passed += testsPassed(name)
}
console.log(`${String(passed)} passed, 0 failed`)

async function takeTurns(): Promise<void> {
  for (let name = line.shift(); name !== undefined; name = line.shift()) await pass(name, 'pipe')
}

/** What two say side by side is told one after the other. The first that fails ends all. */
async function pass(name: string, stdio: 'inherit' | 'pipe'): Promise<void> {
  const [command = '', ...words] = steps[name] ?? []
  const started = performance.now()
  const child = spawn(command, words, { stdio: ['ignore', stdio, stdio], shell: process.platform === 'win32' })
  atWork.add(child)
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => said.push(part))
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  atWork.delete(child)
  process.stdout.write(Buffer.concat(said))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name} in ${seconds} s`)
  if (status === 0) return
  for (const other of atWork) other.kill()
  process.exit(1)
}

function testsPassed(name: string): number {
  const counts: unknown = JSON.parse(readFileSync(countsOf(name), 'utf8'))
  if (typeof counts !== 'object' || counts === null || !('numPassedTests' in counts))
    throw new Error(`${name} left no counts`)
  return Number(counts.numPassedTests)
}

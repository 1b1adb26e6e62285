import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const cache = path.join(import.meta.dirname, '..', 'node_modules', '.cache')
const countsOf = (name: string) => path.join(cache, `${name}.json`)
const testing = (name: string) => ['--reporter=default', '--reporter=json', `--outputFile.json=${countsOf(name)}`]

/** Everything a change must pass, cheap to dear. One name on the command line runs that step alone. */
const steps: Readonly<Record<string, readonly string[]>> = {
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  types: ['tsc', '--noEmit'],
  browser: ['tsc', '--noEmit', '-p', 'src/browser/tsconfig.json'],
  // Without a cache: a rule that knows types depends on files that did not change.
  lint: ['eslint', '.', '--max-warnings', '0'],
  boundaries: ['depcruise', 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  unused: ['knip'],
  database: ['node', 'scripts/describe-database.ts', '--check'],
  build: ['node', 'scripts/build.ts'],
  tests: ['vitest', 'run', ...testing('tests')],
  journeys: ['vitest', 'run', '--config', 'vitest.journeys.config.ts', ...testing('journeys')],
}

const only = process.argv.slice(2)
const unknown = only.filter((name) => !(name in steps))
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}.`)
  process.exit(2)
}

let passed = 0
for (const [name, [command = '', ...words]] of Object.entries(steps)) {
  if (only.length > 0 && !only.includes(name)) continue
  const started = performance.now()
  const { status } = spawnSync(command, words, { stdio: 'inherit', shell: process.platform === 'win32' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name} in ${seconds} s`)
  if (status !== 0) process.exit(1)
  if (words.some((word) => word.startsWith('--outputFile.json'))) passed += testsPassed(name)
}
console.log(`${String(passed)} passed, 0 failed`)

function testsPassed(name: string): number {
  const counts: unknown = JSON.parse(readFileSync(countsOf(name), 'utf8'))
  if (typeof counts !== 'object' || counts === null || !('numPassedTests' in counts))
    throw new Error(`${name} left no counts`)
  return Number(counts.numPassedTests)
}

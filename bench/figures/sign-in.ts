import path from 'node:path'
import { ask } from '../kit/child.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'
import { median } from '../kit/median.ts'
import { makePeople } from '../kit/people.ts'
import { startProgram } from '../kit/program.ts'
import { signIn } from '../kit/session.ts'
import { HashesSeen, PacedSeen, SignInsSeen } from '../kit/sign-ins.ts'
import { makeWorld } from '../kit/world.ts'

const PATH = '/provider/packages'
const SIZE = { providers: 100, packages: 12_000, ofTheFirst: 2_000 }
const PEOPLE = 16
/** As many as the machine of these figures has cores; more at once hash no more. */
const HASHES_AT_ONCE = 2
const ROUNDS = 5
const SECONDS = 10
const EVERY_MS = 100

/** Sixteen people sign in at once, both steps, again and again, while somebody else works on a list of packages. */
export const signInFigure: Figure = {
  names: ['sign-in', 'sign-in-list-p99'],
  measure: (say) => withDatabase(say, (database) => withFolder((folder) => measured(say, database, folder))),
}

async function measured(say: Say, database: BenchDatabase, dataDir: string): Promise<readonly Reading[]> {
  const world = await makeWorld(database.owner, SIZE)
  const cookie = await signIn(database.owner, world)
  const program = await startProgram({ dataDir, database, words: ['--web'] })
  try {
    const { origin } = program
    const secretsFile = path.join(dataDir, 'secrets.json')
    const people = await makePeople({ database, world, secretsFile, count: PEOPLE })
    const pages = async (): Promise<readonly number[]> =>
      PacedSeen.parse(await ask('paced', { origin, path: PATH, cookie, everyMs: EVERY_MS, seconds: SECONDS })).latencies
    const signIns = async (seconds: number): Promise<number> =>
      SignInsSeen.parse(await ask('sign-ins', { origin, people, seconds })).perSecond
    const hashes = async (): Promise<number> =>
      HashesSeen.parse(await ask('hashes', { atOnce: HASHES_AT_ONCE, seconds: SECONDS })).perSecond
    await Promise.all([pages(), signIns(SECONDS / 2)])
    const seen = { rates: [] as number[], bare: [] as number[], quiet: [] as number[], busy: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      seen.quiet.push(...(await pages()))
      // The same pages are asked for meanwhile, so that what differs is signing in alone.
      const [, bare] = await Promise.all([pages(), hashes()])
      seen.bare.push(bare)
      const [busy, rate] = await Promise.all([pages(), signIns(SECONDS)])
      seen.busy.push(...busy)
      seen.rates.push(rate)
      say(
        `${rate.toFixed(1)} sign-ins/s of ${(seen.bare.at(-1) ?? 0).toFixed(1)} hashes/s, p99 ${p99(busy).toFixed(1)} ms`,
      )
    }
    return readingsOf(seen)
  } finally {
    await program.stop()
  }
}

type Seen = {
  readonly rates: readonly number[]
  readonly bare: readonly number[]
  readonly quiet: readonly number[]
  readonly busy: readonly number[]
}

function readingsOf({ rates, bare, quiet, busy }: Seen): readonly Reading[] {
  return [
    {
      figure: 'sign-in',
      value: median(rates),
      unit: 'sign-ins/s, 16 at once',
      limit: median(bare),
      limitIs: 'bare argon2id hashes, two at once, with the same pages',
      bar: 0.85,
      sense: 'at-least',
    },
    {
      figure: 'sign-in-list-p99',
      value: p99(busy),
      unit: 'ms, p99 of the package list meanwhile',
      limit: p99(quiet),
      limitIs: 'its p99 while nobody signs in',
      bar: 3,
      sense: 'at-most',
    },
  ]
}

function p99(latencies: readonly number[]): number {
  const sorted = [...latencies].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN
}

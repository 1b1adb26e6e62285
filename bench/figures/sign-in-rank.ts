import path from 'node:path'
import { RanksSeen } from '../children/sign-in-ranks.ts'
import { ask } from '../kit/child.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'
import { makePeople } from '../kit/people.ts'
import { startProgram } from '../kit/program.ts'
import { rankZ } from '../kit/rank-test.ts'
import { makeWorld } from '../kit/world.ts'

const EACH = 1_000
const AT_ONCE = 4
/** Six comparisons are made, and each may by chance be as far as this once in a thousand. */
const MOST_Z = 3.3
const kinds = ['wrong password', 'nobody', 'locked'] as const

/** Whether the time of an answer tells that an account exists, or that it is locked: a thousand tries each way. */
export const signInRank: Figure = {
  names: ['sign-in-rank'],
  measure: (say) => withDatabase(say, (database) => withFolder((folder) => measured(say, database, folder))),
}

async function measured(say: Say, database: BenchDatabase, dataDir: string): Promise<readonly Reading[]> {
  const world = await makeWorld(database.owner, { providers: 2, packages: 20 })
  const program = await startProgram({
    dataDir,
    database,
    words: ['--web'],
    environment: { PORTAL_TRUST_PROXY: 'yes' },
  })
  try {
    const secretsFile = path.join(dataDir, 'secrets.json')
    const warmUp = 60
    const people = await makePeople({ database, world, secretsFile, count: 2 * (EACH + warmUp) })
    await database.owner.query(
      `update access.account set locked_at = now(), lock_reason = 'failures', failures = 3
       where email = any($1)`,
      [people.slice(0, EACH + warmUp).map(({ email }) => email)],
    )
    const { origin } = program
    const seen = RanksSeen.parse(await ask('sign-in-ranks', { origin, people: people.length, atOnce: AT_ONCE }))
    return [readingOf(say, seen.slice(warmUp * kinds.length))]
  } finally {
    await program.stop()
  }
}

function readingOf(say: Say, seen: readonly { kind: string; first: number; second: number }[]): Reading {
  let worst = 0
  for (const step of ['first', 'second'] as const)
    for (const [one, other] of [
      [kinds[0], kinds[1]],
      [kinds[0], kinds[2]],
      [kinds[1], kinds[2]],
    ] as const) {
      const times = (kind: string) => seen.filter((each) => each.kind === kind).map((each) => each[step])
      const z = rankZ(times(one), times(other))
      say(
        `${step} step, ${one} against ${other}: z ${z.toFixed(2)} of ${String(times(one).length)} and ${String(times(other).length)}`,
      )
      worst = Math.max(worst, Math.abs(z))
    }
  return {
    figure: 'sign-in-rank',
    value: worst,
    unit: 'standard deviations, the farthest of six comparisons',
    limit: MOST_Z,
    limitIs: 'chance, once in a thousand for each',
    bar: 1,
    sense: 'at-most',
  }
}

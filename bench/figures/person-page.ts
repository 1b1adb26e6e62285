import { chromeOf, type BarePersonGiven } from '../kit/bare-list.ts'
import { keep } from '../kit/child.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'
import { load } from '../kit/load.ts'
import { inTurn } from '../kit/median.ts'
import { PORT, startProgram } from '../kit/program.ts'
import { signIn } from '../kit/session.ts'
import { idOf, makeWorld } from '../kit/world.ts'
import { mustBeAlike, pageOf, patiently } from './package-list.ts'

const SIZE = { providers: 1200, packages: 120_000, ofTheFirst: 100_000 }
const ROUNDS = 5
const SECONDS = 4
const CONCURRENCY = 16
const PERSON = 50_000

/** The page of one person of a provider with 100,000 packages, signed in and under row-level security. */
export const personPage: Figure = {
  names: ['person-page'],
  measure: (say) => withDatabase(say, (database) => withFolder((folder) => measured(say, database, folder))),
}

async function measured(say: Say, database: BenchDatabase, dataDir: string): Promise<readonly Reading[]> {
  const world = await makeWorld(database.owner, SIZE)
  const cookie = await signIn(database.owner, world)
  const personId = idOf('person', PERSON)
  const path = `/provider/service-users/${personId}`
  const program = await startProgram({ dataDir, database, words: ['--web'] })
  const html = await pageOf(program.origin, cookie, path)
  const port = PORT + 1
  const given: BarePersonGiven = { ownerUrl: database.ownerUrl, port, ...world, ...chromeOf(html), personId }
  const bare = await keep('bare-person', given)
  const bareOrigin = `http://127.0.0.1:${String(port)}`
  try {
    mustBeAlike(html, await patiently(() => pageOf(bareOrigin, cookie, path)))
    const speedOf = async (name: string, origin: string) => {
      const { perSecond, p99 } = await load({ origin, path, cookie, concurrency: CONCURRENCY, seconds: SECONDS })
      say(`${name} ${perSecond.toFixed(0)}/s, p99 ${p99.toFixed(1)} ms`)
      return perSecond
    }
    for (const origin of [program.origin, bareOrigin]) await speedOf('warming', origin)
    const speeds = await inTurn(
      ROUNDS,
      () => speedOf('portal', program.origin),
      () => speedOf('bare', bareOrigin),
    )
    return [
      {
        figure: 'person-page',
        value: speeds.ours,
        unit: 'requests/s',
        limit: speeds.limit,
        limitIs: 'bare http and pg, the same SQL and HTML',
        bar: 0.6,
        sense: 'at-least',
      },
    ]
  } finally {
    await bare.stop()
    await program.stop()
  }
}

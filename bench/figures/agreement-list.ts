import { makeAgreements } from '../kit/agreements.ts'
import { chromeOf, type BareGiven } from '../kit/bare-list.ts'
import { keep } from '../kit/child.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'
import { load } from '../kit/load.ts'
import { inTurn } from '../kit/median.ts'
import { PORT, startProgram } from '../kit/program.ts'
import { signIn } from '../kit/session.ts'
import { makeWorld } from '../kit/world.ts'
import { mustBeAlike, pageOf, patiently } from './package-list.ts'

const PATH = '/provider/agreements'
const SIZE = { providers: 1200, packages: 120_000, ofTheFirst: 100_000 }
const WAITING = 2_000
const ROUNDS = 5
const SECONDS = 4
const CONCURRENCY = 16

/** What needs a decision, of 100,000 agreements of one provider, signed in and under row-level security. */
export const agreementList: Figure = {
  names: ['agreement-list'],
  measure: (say) => withDatabase(say, (database) => withFolder((folder) => measured(say, database, folder))),
}

async function measured(say: Say, database: BenchDatabase, dataDir: string): Promise<readonly Reading[]> {
  const world = await makeWorld(database.owner, SIZE)
  await makeAgreements(database.owner, WAITING)
  const cookie = await signIn(database.owner, world)
  await database.owner.query(
    `insert into access.access_grant (council_id, membership_id, provider_id, scope, role, mode)
     select council_id, membership_id, provider_id, 'organisation', 'signatory', 'edit' from access.access_grant`,
  )
  const program = await startProgram({ dataDir, database, words: ['--web'] })
  const html = await pageOf(program.origin, cookie, PATH)
  const given: BareGiven = { ownerUrl: database.ownerUrl, port: PORT + 1, ...world, ...chromeOf(html) }
  const bare = await keep('bare-agreements', given)
  const bareOrigin = `http://127.0.0.1:${String(PORT + 1)}`
  try {
    mustBeAlike(html, await patiently(() => pageOf(bareOrigin, cookie, PATH)))
    const ask = async (name: string, origin: string): Promise<number> => {
      const seen = await load({ origin, path: PATH, cookie, concurrency: CONCURRENCY, seconds: SECONDS })
      say(`${name} ${seen.perSecond.toFixed(0)}/s, p99 ${seen.p99.toFixed(1)} ms`)
      return seen.perSecond
    }
    await ask('warm', program.origin)
    await ask('warm', bareOrigin)
    const speeds = await inTurn(
      ROUNDS,
      () => ask('portal', program.origin),
      () => ask('bare', bareOrigin),
    )
    return [
      {
        figure: 'agreement-list',
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

import { withDatabase, withFolder } from '../kit/database.ts'
import type { Figure, Say } from '../kit/figure.ts'
import { load } from '../kit/load.ts'
import { inTurn } from '../kit/median.ts'
import { PORT, startProgram } from '../kit/program.ts'
import { signIn } from '../kit/session.ts'
import { makeWorld } from '../kit/world.ts'

const OTHERS = { providers: 1200, packages: 20_000 }
const ROUNDS = 7
const SECONDS = 3

/** The same page for a provider with ten times the packages: the median answer, one at a time. */
export const packageListGrowth: Figure = {
  names: ['package-list-growth'],
  measure: (say) =>
    withList({ say, packages: 100_000, port: PORT }, (large) =>
      withList({ say, packages: 10_000, port: PORT + 1 }, async (small) => {
        await large()
        await small()
        const { ours, limit } = await inTurn(ROUNDS, large, small)
        return [
          {
            figure: 'package-list-growth',
            value: ours,
            unit: 'ms, p50 with 100,000 packages',
            limit,
            limitIs: 'the same with 10,000',
            bar: 1.2,
            sense: 'at-most',
          },
        ]
      }),
    ),
}

type Size = { readonly say: Say; readonly packages: number; readonly port: number }

/** A program with a database of its own, as a question of how long its list takes. */
function withList<T>({ say, packages, port }: Size, use: (ask: () => Promise<number>) => Promise<T>): Promise<T> {
  return withDatabase(say, (database) =>
    withFolder(async (dataDir) => {
      const size = { ...OTHERS, packages: OTHERS.packages + packages, ofTheFirst: packages }
      const cookie = await signIn(database.owner, await makeWorld(database.owner, size))
      const program = await startProgram({ dataDir, database, words: ['--web'], port })
      try {
        return await use(async () => {
          const path = '/provider/packages'
          const { p50 } = await load({ origin: program.origin, path, cookie, concurrency: 1, seconds: SECONDS })
          say(`${String(packages)} packages: ${p50.toFixed(2)} ms`)
          return p50
        })
      } finally {
        await program.stop()
      }
    }),
  )
}

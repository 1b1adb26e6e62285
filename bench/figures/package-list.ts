import { besideBare, ROUNDS, shareOfBare } from '../kit/beside-bare.ts'
import { withDatabase, withFolder } from '../kit/database.ts'
import type { Figure, Say } from '../kit/figure.ts'
import type { LoadSeen } from '../kit/load.ts'
import { inTurn, median } from '../kit/median.ts'

const page = { path: '/provider/packages', bare: 'bare-list' }

/** The first page of 100,000 packages of one provider, signed in and under row-level security. */
export const packageList: Figure = {
  names: ['package-list', 'package-list-p99'],
  measure: (say) =>
    withDatabase(say, (database) =>
      withFolder((dataDir) =>
        besideBare({ database, dataDir }, page, async (ours, bare) => {
          const crowded: LoadSeen[] = []
          const alone: LoadSeen[] = []
          const speeds = await inTurn(
            ROUNDS,
            async () => {
              const seen = { crowded: await ours(), alone: await ours(1) }
              crowded.push(seen.crowded)
              alone.push(seen.alone)
              return spoken(say, 'portal', seen)
            },
            async () => spoken(say, 'bare', { crowded: await bare(), alone: await bare(1) }),
          )
          return [
            shareOfBare('package-list', speeds),
            {
              figure: 'package-list-p99',
              value: median(crowded.map(({ p99 }) => p99)),
              unit: 'ms, p99 of 16 at once',
              limit: median(alone.map(({ p50 }) => p50)),
              limitIs: 'its p50 of one at a time',
              bar: 10,
              sense: 'at-most',
            },
          ]
        }),
      ),
    ),
}

function spoken(say: Say, name: string, { crowded, alone }: Readonly<Record<'crowded' | 'alone', LoadSeen>>): number {
  const times = (crowded.p99 / alone.p50).toFixed(1)
  const { perSecond, p99 } = crowded
  say(`${name} ${perSecond.toFixed(0)}/s, p99 ${p99.toFixed(1)} ms, ${times} times its p50 of one at a time`)
  return perSecond
}

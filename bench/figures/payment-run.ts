import type { Client } from 'pg'
import { z } from 'zod'
import { ask } from '../kit/child.ts'
import { withDatabase, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Say } from '../kit/figure.ts'
import { inTurn, seconds } from '../kit/median.ts'
import { PAY_BY_ONE_STATEMENT } from '../kit/pay-by-one-statement.ts'
import { makeWeeks, PERIOD_ID, unpay } from '../kit/weeks.ts'
import { makeWorld, type World } from '../kit/world.ts'

const PACKAGES = 100_000
const ROUNDS = 3

const Answer = z.object({ seconds: z.number(), peakMiB: z.number() })
type Totals = { readonly lines: number; readonly pence: bigint }

/** Size L, prepared and released, against one statement that posts the same. */
export const paymentRun: Figure = {
  names: ['payment-run', 'payment-run-memory'],
  measure: (say) =>
    withDatabase(say, async (database) => {
      const { owner } = database
      const world = await makeWorld(owner, { providers: 1200, packages: PACKAGES, underWay: true })
      const weeks = await makeWeeks(owner, PACKAGES)
      say(`${String(weeks)} confirmed weeks to pay`)
      const product = new Product(database, world, say)
      const limit = async (): Promise<number> => {
        await unpay(owner)
        const started = performance.now()
        await owner.query(PAY_BY_ONE_STATEMENT)
        const took = seconds(started)
        say(`one statement: ${took.toFixed(1)} s`)
        product.mustEqual(await totalsOf(owner))
        return weeks / took
      }
      const speeds = await inTurn(ROUNDS, async () => weeks / (await product.pay()), limit)
      const limitIs = 'one SQL statement on the same tables'
      return [
        {
          figure: 'payment-run',
          value: speeds.ours,
          unit: 'package-weeks/s',
          limit: speeds.limit,
          limitIs,
          bar: 0.5,
          sense: 'at-least',
        },
        {
          figure: 'payment-run-memory',
          value: product.peakMiB,
          unit: 'MiB',
          limit: 200,
          limitIs: 'the most allowed',
          bar: 1,
          sense: 'at-most',
        },
      ]
    }),
}

/** Each run in a process of its own, so that its peak of memory is the run's. */
class Product {
  readonly #database: BenchDatabase
  readonly #world: World
  readonly #say: Say
  #paid: Totals | undefined
  peakMiB = 0

  constructor(database: BenchDatabase, world: World, say: Say) {
    this.#database = database
    this.#world = world
    this.#say = say
  }

  async pay(): Promise<number> {
    const { owner, url } = this.#database
    await unpay(owner)
    const given = { url, councilId: this.#world.councilId, periodId: PERIOD_ID }
    const { seconds: took, peakMiB } = Answer.parse(await ask('payment-run', given))
    this.#say(`prepared and released: ${took.toFixed(1)} s, ${peakMiB.toFixed(0)} MiB`)
    this.#paid = await totalsOf(owner)
    this.peakMiB = Math.max(this.peakMiB, peakMiB)
    return took
  }

  /** A limit that posts something else is no limit. */
  mustEqual({ lines, pence }: Totals): void {
    if (this.#paid !== undefined && (this.#paid.lines !== lines || this.#paid.pence !== pence))
      throw new Error(`the run posted ${String(this.#paid.pence)} pence and the one statement ${String(pence)}`)
  }
}

async function totalsOf(owner: Client): Promise<Totals> {
  const { rows } = await owner.query<Totals>(
    `select count(*)::int as lines, sum(amount_pence)::bigint as pence from ledger.transfer`,
  )
  const [totals] = rows
  if (totals === undefined) throw new Error('nothing was posted')
  return totals
}

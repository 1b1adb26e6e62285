import { setTimeout as sleep } from 'node:timers/promises'
import { chromeOf, type BareGiven } from '../kit/bare-list.ts'
import { keep } from '../kit/child.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'
import { load, type LoadSeen } from '../kit/load.ts'
import { inTurn, median } from '../kit/median.ts'
import { PORT, startProgram } from '../kit/program.ts'
import { signIn } from '../kit/session.ts'
import { makeWorld } from '../kit/world.ts'

const PATH = '/provider/packages'
const SIZE = { providers: 1200, packages: 120_000, ofTheFirst: 100_000 }
const ROUNDS = 5
const SECONDS = 4
const CONCURRENCY = 16

/** The first page of 100,000 packages of one provider, signed in and under row-level security. */
export const packageList: Figure = {
  names: ['package-list', 'package-list-p99'],
  measure: (say) => withDatabase(say, (database) => withFolder((folder) => measured(say, database, folder))),
}

async function measured(say: Say, database: BenchDatabase, dataDir: string): Promise<readonly Reading[]> {
  const world = await makeWorld(database.owner, SIZE)
  const cookie = await signIn(database.owner, world)
  const program = await startProgram({ dataDir, database, words: ['--web'] })
  const html = await pageOf(program.origin, cookie)
  const given: BareGiven = { ownerUrl: database.ownerUrl, port: PORT + 1, ...world, ...chromeOf(html) }
  const bare = await keep('bare-list', given)
  const bareOrigin = `http://127.0.0.1:${String(PORT + 1)}`
  try {
    mustBeAlike(html, await patiently(() => pageOf(bareOrigin, cookie)))
    const ask = (origin: string, concurrency: number): Promise<LoadSeen> =>
      load({ origin, path: PATH, cookie, concurrency, seconds: SECONDS })
    for (const origin of [program.origin, bareOrigin]) await ask(origin, CONCURRENCY)
    const crowded: LoadSeen[] = []
    const alone: LoadSeen[] = []
    const speeds = await inTurn(
      ROUNDS,
      async () => {
        const seen = await ask(program.origin, CONCURRENCY)
        say(`portal ${seen.perSecond.toFixed(0)}/s, p99 ${seen.p99.toFixed(1)} ms`)
        crowded.push(seen)
        alone.push(await ask(program.origin, 1))
        return seen.perSecond
      },
      async () => {
        const seen = await ask(bareOrigin, CONCURRENCY)
        const { p50 } = await ask(bareOrigin, 1)
        const times = (seen.p99 / p50).toFixed(1)
        say(
          `bare ${seen.perSecond.toFixed(0)}/s, p99 ${seen.p99.toFixed(1)} ms, ${times} times its p50 of one at a time`,
        )
        return seen.perSecond
      },
    )
    return [
      {
        figure: 'package-list',
        value: speeds.ours,
        unit: 'requests/s',
        limit: speeds.limit,
        limitIs: 'bare http and pg, the same SQL and HTML',
        bar: 0.6,
        sense: 'at-least',
      },
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
  } finally {
    await bare.stop()
    await program.stop()
  }
}

export async function pageOf(origin: string, cookie: string, path = PATH): Promise<string> {
  const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${path} answered ${String(answer.status)}`)
  return answer.text()
}

export async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return await act()
    } catch {
      await sleep(100)
    }
  }
  return act()
}

/** Two servers that send different pages cannot be compared. Tokens and nonces differ, and are of one length. */
export function mustBeAlike(ours: string, bare: string): void {
  const words = (html: string) =>
    html
      .replaceAll(/(nonce|value)="[^"]*"/g, '')
      .replaceAll(/<(style|noscript).*?<\/\1>/g, '')
      .trim()
  const [one, other] = [words(ours), words(bare)]
  if (one === other) return
  const at = one.split('').findIndex((letter, index) => letter !== other[index])
  throw new Error(`the pages differ:\n${one.slice(at - 60, at + 200)}\n---\n${other.slice(at - 60, at + 200)}`)
}

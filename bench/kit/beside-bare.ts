import { setTimeout as sleep } from 'node:timers/promises'
import { chromeOf, type BareGiven } from './bare-given.ts'
import { keep } from './child.ts'
import type { BenchDatabase } from './database.ts'
import type { Reading, Say } from './figure.ts'
import { load, type LoadSeen } from './load.ts'
import { inTurn, type Pair } from './median.ts'
import { PORT, startProgram } from './program.ts'
import { signIn } from './session.ts'
import { makeWorld, type World } from './world.ts'

/** A provider with 100,000 packages among 1,200. */
const SIZE = { providers: 1200, packages: 120_000, ofTheFirst: 100_000 }
const SECONDS = 4
/** While the other was measured, this one rested. */
const WARMING_SECONDS = 2
const BARE = `http://127.0.0.1:${String(PORT + 1)}`
const CONCURRENCY = 16
/** Rounds that are not counted: a page is seldom the first thing that a server does. */
const WARMING_ROUNDS = 3

export const ROUNDS = 5

type Page = {
  readonly path: string
  /** The child that serves the same page and nothing else, and what it is told beside the usual. */
  readonly bare: string
  readonly told?: Readonly<Record<string, string>>
  /** Rows beyond the packages and the person, before anything starts. */
  readonly prepare?: (database: BenchDatabase) => Promise<unknown>
}

export type Ask = (concurrency?: number) => Promise<LoadSeen>

/** The product and a bare server side by side with the same page, proven alike, both warm. */
export async function besideBare<T>(
  at: { readonly database: BenchDatabase; readonly dataDir: string },
  { path, bare: child, told, prepare }: Page,
  measure: (ours: Ask, bare: Ask) => Promise<T>,
): Promise<T> {
  const { database, dataDir } = at
  const world = await makeWorld(database.owner, SIZE)
  const session = await signIn(database.owner, world)
  await prepare?.(database)
  const program = await startProgram({ dataDir, database, words: ['--web'] })
  try {
    const cookie = await cookiesAfter(`${program.origin}${path}`, session)
    const html = await pageOf(program.origin, cookie, path)
    const bare = await keep(child, { ...givenOf(database, world, html), ...told })
    try {
      mustBeAlike(html, await patiently(() => pageOf(BARE, cookie, path)))
      const askOf =
        (origin: string): Ask =>
        (concurrency = CONCURRENCY) =>
          load({ origin, path, cookie, concurrency, seconds: SECONDS, warmingSeconds: WARMING_SECONDS })
      const [ours, theirs] = [askOf(program.origin), askOf(BARE)]
      for (let round = 0; round < WARMING_ROUNDS; round += 1) {
        await ours()
        await theirs()
      }
      return await measure(ours, theirs)
    } finally {
      await bare.stop()
    }
  } finally {
    await program.stop()
  }
}

/** How many requests a second each answers when sixteen people ask at once. */
export function compareSpeeds(say: Say): (ours: Ask, bare: Ask) => Promise<Pair> {
  const spoken = async (name: string, ask: Ask): Promise<number> => {
    const { perSecond, p99 } = await ask()
    say(`${name} ${perSecond.toFixed(0)}/s, p99 ${p99.toFixed(1)} ms`)
    return perSecond
  }
  return (ours, bare) =>
    inTurn(
      ROUNDS,
      () => spoken('portal', ours),
      () => spoken('bare', bare),
    )
}

export function shareOfBare(figure: string, speeds: Pair): Reading {
  return {
    figure,
    value: speeds.ours,
    unit: 'requests/s',
    limit: speeds.limit,
    limitIs: 'bare http and pg, the same SQL and HTML',
    bar: 0.6,
    sense: 'at-least',
  }
}

function givenOf({ ownerUrl }: BenchDatabase, world: World, html: string): BareGiven {
  return { ownerUrl, port: PORT + 1, ...world, ...chromeOf(html) }
}

/** As a browser keeps them: after the first page it has the cookie of our forms too. */
async function cookiesAfter(address: string, session: string): Promise<string> {
  const answer = await fetch(address, { headers: { cookie: session }, redirect: 'manual' })
  return [session, ...answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')].join('; ')
}

async function pageOf(origin: string, cookie: string, path: string): Promise<string> {
  const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${path} answered ${String(answer.status)}`)
  return answer.text()
}

async function patiently<T>(act: () => Promise<T>): Promise<T> {
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
function mustBeAlike(ours: string, bare: string): void {
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

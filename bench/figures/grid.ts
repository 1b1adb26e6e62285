import type { Client } from 'pg'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'
import { load } from '../kit/load.ts'
import { median } from '../kit/median.ts'
import { startProgram } from '../kit/program.ts'
import { openRawClient } from '../kit/raw-client.ts'
import { signIn } from '../kit/session.ts'
import { idOf, makeWorld } from '../kit/world.ts'

/** A county of the size L, whose first provider has two services of sixty packages each. */
const SIZE = { providers: 1200, packages: 100_000, ofTheFirst: 120, underWay: true }
const ROUNDS = 5
/** Rounds that are not counted: somebody's sheet is seldom the first thing that a server does. */
const WARMING_ROUNDS = 3
const SECONDS = 4
const SAVES = 400
const WARMING = 50
const WEEK = '2026-06-01'

/** The sheet of one week of sixty packages, and one box of it left: each by itself, one at a time. */
export const grid: Figure = {
  names: ['grid', 'grid-autosave'],
  measure: (say) => withDatabase(say, (database) => withFolder((folder) => measured(say, database, folder))),
}

async function measured(say: Say, database: BenchDatabase, dataDir: string): Promise<readonly Reading[]> {
  const world = await makeWorld(database.owner, SIZE)
  await database.owner.query(
    `insert into payments.period (council_id, calendar, name, starts_on, ends_on, submit_by, finalise_on, paid_on)
     values ($1, 'main', 'June 2026', '2026-06-01', '2026-06-29', '2030-07-01', '2030-07-02', '2030-07-06')`,
    [world.councilId],
  )
  await recordWeekBefore(database.owner)
  const cookie = await signIn(database.owner, world)
  const program = await startProgram({ dataDir, database, words: ['--web'] })
  try {
    const path = `/provider/actuals/${idOf('service', 2)}/${WEEK}`
    const page = await openPage(`${program.origin}${path}`, cookie)
    if (page.packages.length !== 60)
      throw new Error(`the sheet has ${String(page.packages.length)} packages and not 60`)
    const ask = () => load({ origin: program.origin, path, cookie, concurrency: 1, seconds: SECONDS })
    await ask()
    const pages: number[] = []
    const saves: number[] = []
    for (let round = 0; round < WARMING_ROUNDS + ROUNDS; round += 1) {
      const { p50, p99 } = await ask()
      const saved = await saveCells(`${program.origin}${path}/cells`, { ...page, from: round * SAVES })
      say(
        `page ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)}; box ${saved.p50.toFixed(1)} ms, p99 ${saved.p99.toFixed(1)}`,
      )
      if (round < WARMING_ROUNDS) continue
      pages.push(p99)
      saves.push(saved.p99)
    }
    return [reading('grid', median(pages), 30), reading('grid-autosave', median(saves), 10)]
  } finally {
    await program.stop()
  }
}

/** Every package has a week that stands, as in a council at work: the sheet's own are then few among many. */
async function recordWeekBefore(owner: Client): Promise<void> {
  await owner.query(
    `insert into actuals.week (council_id, week_start, package_id, provider_id, service_id, contract_id, status, planned,
       frustrated, missed, extra, actual, source, recorded_at, confirmed_at)
     select council_id, '2026-05-25', id, provider_id, service_id, contract_id, 'confirmed', 150000, 0, 0, 0, 150000,
       'screen', '2026-05-31', '2026-05-31'
     from care_packages.package`,
  )
  await owner.query('vacuum analyze actuals.week')
}

function reading(figure: string, value: number, limit: number): Reading {
  return {
    figure,
    value,
    unit: 'ms, p99 of one at a time',
    limit,
    limitIs: 'what was promised',
    bar: 1,
    sense: 'at-most',
  }
}

type OpenPage = { readonly cookie: string; readonly token: string; readonly packages: readonly string[] }

async function openPage(address: string, session: string): Promise<OpenPage> {
  const answer = await fetch(address, { headers: { cookie: session }, redirect: 'manual' })
  const html = await answer.text()
  if (answer.status !== 200) throw new Error(`${address} answered ${String(answer.status)}`)
  const form = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0] ?? '')
  return {
    cookie: [session, ...form].join('; '),
    token: /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '',
    packages: [...html.matchAll(/name="version-([^"]+)"/g)].flatMap(([, id]) => id ?? []),
  }
}

/** Each box is left once in a while, as somebody goes down the sheet, and each save makes a new version of its row. */
async function saveCells(address: string, { cookie, token, packages, from }: OpenPage & { readonly from: number }) {
  const { host, pathname } = new URL(address)
  const headers = `Host: ${host}\r\nCookie: ${cookie}\r\ncsrf-token: ${token}\r\nAccept: application/json`
  const client = await openRawClient(`http://${host}`)
  const took: number[] = []
  for (let count = from === 0 ? -WARMING : 0; count < SAVES; count += 1) {
    const nth = from + count + WARMING
    const id = packages[nth % packages.length] ?? ''
    const version = Math.floor(nth / packages.length)
    const body = JSON.stringify({ cell: `missed-${id}`, value: String(1 + (version % 2)), version })
    const started = performance.now()
    const about = `Content-Type: application/json\r\nContent-Length: ${String(body.length)}`
    const { head } = await client.ask(`POST ${pathname} HTTP/1.1\r\n${headers}\r\n${about}\r\n\r\n${body}`)
    if (count >= 0) took.push(performance.now() - started)
    if (!head.startsWith('HTTP/1.1 200')) throw new Error(`a box was answered with ${head.split('\r\n', 1)[0] ?? ''}`)
  }
  client.socket.destroy()
  took.sort((a, b) => a - b)
  const at = (part: number) => took[Math.floor(took.length * part)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

import { argon2, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openRawClient } from '../kit/raw-client.ts'
import { openSignInClient } from '../kit/sign-in-client.ts'
import { HashesGiven, PacedGiven, SignInsGiven } from '../kit/sign-ins.ts'

/** Everybody signs in at once, and again as soon as they are in, until the time is over. */
export async function signInsChild(input: unknown): Promise<{ perSecond: number }> {
  const { origin, people, seconds } = SignInsGiven.parse(input)
  const clients = await Promise.all(people.map(() => openSignInClient(origin)))
  const started = performance.now()
  const end = started + seconds * 1000
  let done = 0
  await Promise.all(
    people.map(async (person, index) => {
      while (performance.now() < end) {
        const { status } = (await clients[index]?.signIn(person, `10.0.0.${String(index + 1)}`)) ?? { status: 0 }
        if (status !== 303) throw new Error(`signing in answered ${String(status)}`)
        done += 1
      }
    }),
  )
  const perSecond = done / ((performance.now() - started) / 1000)
  for (const client of clients) client.close()
  return { perSecond }
}

/** The process beside it needs half a second of a core to come up, which is no part of what is measured. */
const SETTLING_MS = 1500

/** One page at a steady pace, as people ask for it; a late answer does not hold up the next question's clock. */
export async function pacedChild(input: unknown): Promise<{ latencies: readonly number[] }> {
  const { origin, path, cookie, everyMs, seconds } = PacedGiven.parse(input)
  const { host } = new URL(origin)
  const client = await openRawClient(origin)
  const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nAccept: text/html\r\n\r\n`
  const latencies: number[] = []
  const started = performance.now()
  const counted = started + SETTLING_MS
  for (let due = started; due < counted + seconds * 1000; due += everyMs) {
    await sleep(Math.max(0, due - performance.now()))
    const asked = performance.now()
    const { head } = await client.ask(request)
    if (!head.startsWith('HTTP/1.1 200')) throw new Error(`the page answered ${head.split('\r\n', 1)[0] ?? ''}`)
    if (due >= counted) latencies.push(performance.now() - Math.min(asked, Math.max(due, started)))
  }
  client.socket.destroy()
  return { latencies }
}

/** Argon2id by itself, with the product's cost: what the machine could do if signing in were nothing else. */
export async function hashesChild(input: unknown): Promise<{ perSecond: number }> {
  const { atOnce, seconds } = HashesGiven.parse(input)
  const started = performance.now()
  const end = started + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) {
        await hash()
        done += 1
      }
    }),
  )
  return { perSecond: done / ((performance.now() - started) / 1000) }
}

function hash(): Promise<void> {
  const message = Buffer.from('three random words 7')
  const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce: randomBytes(16), ...cost }, (fault) => {
      if (fault) reject(fault)
      else resolve()
    })
  })
}

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { passwords } from '../../../platform/passwords.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../testing/world.ts'
import { aBrowser, aDoor, anAccess, aPerson, signIn, testClock, type TestClock } from '../testing/an-access.ts'
import type { Access } from './access.ts'
import { startSignIn } from './start-sign-in.ts'
import { takeTry } from './throttle.ts'

const GUESSES = 10_000
let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let provider: AProvider
let hashed = 0

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  const cheap = passwords({ cost: { memory: 64, passes: 1, parallelism: 1 } })
  const { triesPerAddress, triesPerEmail, ...rest } = anAccess(stage, { clock })
  expect([triesPerAddress, triesPerEmail]).toEqual([10_000, 10_000])
  access = {
    ...rest,
    passwords: {
      hash: cheap.hash,
      verify: (password, phc) => {
        hashed += 1
        return cheap.verify(password, phc)
      },
    },
  }
  const council = await aCouncil(stage.build, { sign_in_policy: 'ncsc' })
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access, ({ provider: face }) => {
    face.get('/', { config: { permission: 'home.view' } }, () => 'home')
  })
})
beforeEach(() => {
  clock.pass(3_600)
  hashed = 0
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

const somebody = () => aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })

/** Fifty at once, each with another password. Answers how many were let as far as the second step. */
async function guess(email: string, addressOf: (n: number) => string): Promise<number> {
  let passed = 0
  for (let done = 0; done < GUESSES; done += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        startSignIn(access, {
          email,
          password: `guess ${String(done + n)}`,
          address: addressOf(done + n),
          returnTo: '',
        }),
      ),
    )
    passed += answers.filter(({ ok }) => ok).length
  }
  return passed
}

it.each([
  ['one address', () => '192.0.2.1', 20],
  ['a hundred addresses', (n: number) => `198.51.100.${String(n % 100)}`, 20],
])(
  'stops 10,000 guesses from %s before they are hashed, while the owner works on',
  async (_, addressOf, most) => {
    const { email } = await somebody()
    const owner = aBrowser(app, 'Owner 1', '203.0.113.9')
    expect((await signIn(owner, { email })).location).toBe('/provider')
    hashed = 0
    const served: number[] = []
    const [passed] = await Promise.all([
      guess(email, addressOf),
      (async () => {
        for (let page = 0; page < 20; page += 1) served.push((await owner.get('/provider')).status)
      })(),
    ])
    expect([passed, hashed]).toEqual([most, most])
    expect(new Set(served)).toEqual(new Set([200]))
    expect((await owner.get('/account')).status).toBe(200)
  },
  120_000,
)

it('stops one address that tries a different person each time', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) => takeTry(access, { address: '192.0.2.7', email: `p${String(n)}@example.org` })),
  )
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(40)
  expect(await takeTry(access, { address: '192.0.2.8', email: 'p1@example.org' })).toBeUndefined()
})

it('counts in the database: another process of the program knows', async () => {
  for (let tries = 0; tries < 40; tries += 1) await takeTry(access, { address: '192.0.2.20' })
  const other = { ...anAccess(stage, { clock }), triesPerAddress: 40 }
  expect(await takeTry(other, { address: '192.0.2.20' })).toMatchObject({ code: 'too-many-tries' })
  clock.pass(300)
  expect(await takeTry(other, { address: '192.0.2.20' })).toBeUndefined()
})

it('says the time at which it goes on, the same for an address that nobody has', async () => {
  const { email } = await somebody()
  const pages = []
  for (const one of [email, 'nobody@nowhere.example']) {
    for (let tries = 0; tries < 20; tries += 1) await takeTry(access, { address: '192.0.2.30', email: one })
    clock.pass(1)
    const answer = await signIn(aBrowser(app, 'Browser', '192.0.2.31'), { email: one })
    pages.push([answer.status, /<main.*<\/main>/s.exec(answer.html)?.[0]])
    clock.pass(-1)
  }
  expect(pages[0]).toEqual(pages[1])
  expect(pages[0]?.[0]).toBe(429)
  expect(String(pages[0]?.[1])).toMatch(/Try again at <strong>\d{1,2}:\d{2}[ap]m<\/strong>/)
})

it('gives tries back to whoever comes in: an office shares an address at nine o’clock', async () => {
  const people = await Promise.all(Array.from({ length: 3 }, somebody))
  const office = aBrowser(app, 'Office', '192.0.2.40')
  for (let round = 0; round < 15; round += 1)
    for (const { email } of people) expect((await signIn(office, { email })).location).toBe('/provider')
})

it('keeps the user name and says what to do when too many passwords are being checked', async () => {
  const full = { ...access, passwords: passwords({ atOnce: 1, waiting: 0 }) }
  const door = await aDoor(stage, full)
  const { email } = await somebody()
  const slow = full.passwords.verify('somebody else', null)
  const browser = aBrowser(door, 'Browser', '192.0.2.50')
  await browser.get('/sign-in')
  const answer = await browser.post('/sign-in', { email, password: 'three random words 7' })
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
  expect(answer.html).toContain('Many people are signing in')
  expect(answer.html).toContain(`value="${email}"`)
  expect(answer.html).not.toContain('three random words 7')
  await slow
  expect((await signIn(browser, { email })).location).toBe('/provider')
  await door.close()
})

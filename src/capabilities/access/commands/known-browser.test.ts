import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../testing/world.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  signIn,
  testClock,
  type Browser,
  type TestClock,
} from '../testing/an-access.ts'
import type { Access } from './access.ts'

const COOKIE = 'portal-known'
let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let provider: AProvider
let classic: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  const { triesPerEmail, ...rest } = anAccess(stage, { clock })
  expect(triesPerEmail).toBe(10_000)
  access = rest
  const [ncsc, strict] = [await aCouncil(stage.build, { sign_in_policy: 'ncsc' }), await aCouncil(stage.build)]
  provider = await aProvider(stage.build, ncsc.id)
  classic = await aProvider(stage.build, strict.id)
  app = await aDoor(stage, access, ({ provider: face }) => {
    face.get('/', { config: { permission: 'home.view' } }, () => 'home')
  })
})
beforeEach(() => {
  clock.pass(3_600)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

const somebody = (at = provider) => aPerson(stage, access, { councilId: at.councilId, providerId: at.id })
const stranger = () => aBrowser(app, 'Stranger', '192.0.2.66')

/** In a browser of their own, signed out again. */
async function cameInBefore(email: string): Promise<Browser> {
  const browser = aBrowser(app, 'Owner', '203.0.113.9')
  expect((await signIn(browser, { email })).location).toBe('/provider')
  await browser.post('/sign-out')
  expect(browser.cookies.has(COOKIE)).toBe(true)
  return browser
}

async function guessWrongly(email: string, times: number, browser = stranger()): Promise<void> {
  for (let n = 0; n < times; n += 1) await signIn(browser, { email, password: `wrong guess ${String(n)}` })
}

it('lets the owner in where they came in before, while strangers guess; elsewhere the owner waits as they do', async () => {
  const { email } = await somebody()
  const owner = await cameInBefore(email)
  await guessWrongly(email, 6)
  expect((await signIn(aBrowser(app, 'Owner', '203.0.113.9'), { email })).status).toBe(422)
  expect((await signIn(owner, { email })).location).toBe('/provider')
  // Coming in did not open the wait for the strangers.
  expect((await signIn(stranger(), { email })).status).toBe(422)
})

it('lets the owner in past the count of the user name, which twenty guesses fill', async () => {
  const { email } = await somebody()
  const owner = await cameInBefore(email)
  await guessWrongly(email, 21)
  expect((await signIn(stranger(), { email })).status).toBe(429)
  expect((await signIn(owner, { email })).location).toBe('/provider')
})

it('skips no step for who has the cookie and nothing else, and counts their guesses', async () => {
  const { email } = await somebody()
  const owner = await cameInBefore(email)
  const thief = aBrowser(app, 'Thief', '192.0.2.67')
  thief.cookies.set(COOKIE, owner.cookies.get(COOKIE) ?? '')
  expect((await thief.get('/provider')).status).toBe(303)
  expect((await signIn(thief, { email, password: 'guess' })).status).toBe(422)
  expect((await signIn(thief, { email, code: '000000' })).status).toBe(422)
  await guessWrongly(email, 1, thief)
  // The third wrong try makes this browser wait, and nobody else.
  expect((await signIn(thief, { email })).status).toBe(422)
  expect((await signIn(aBrowser(app, 'Elsewhere', '203.0.113.10'), { email })).location).toBe('/provider')
})

it('forgets a browser after the tenth wrong try, and tells the owner', async () => {
  const { email } = await somebody()
  const owner = await cameInBefore(email)
  for (let n = 0; n < 10; n += 1) {
    await guessWrongly(email, 1, owner)
    clock.pass(400)
  }
  expect((await mailsTo(stage, { councilId: provider.councilId, email }))[0]?.subject).toContain(
    'Wrong tries in a browser',
  )
  await guessWrongly(email, 6)
  expect((await signIn(owner, { email })).status).toBe(422)
})

it('gives the browser another word each time, so that an old copy of it is worth nothing', async () => {
  const { email } = await somebody()
  const owner = await cameInBefore(email)
  const copy = owner.cookies.get(COOKIE) ?? ''
  await signIn(owner, { email })
  expect(owner.cookies.get(COOKIE)).not.toBe(copy)
  await guessWrongly(email, 6)
  const thief = aBrowser(app, 'Thief', '192.0.2.67')
  thief.cookies.set(COOKIE, copy)
  expect((await signIn(thief, { email })).status).toBe(422)
})

it('knows each of two people who use one browser, and neither for the other', async () => {
  const [one, two, other] = [await somebody(), await somebody(), await somebody()]
  const shared = await cameInBefore(one.email)
  await signIn(shared, { email: two.email })
  await shared.post('/sign-out')
  for (const { email } of [one, two, other]) await guessWrongly(email, 6)
  expect((await signIn(shared, { email: one.email })).location).toBe('/provider')
  await shared.post('/sign-out')
  expect((await signIn(shared, { email: two.email })).location).toBe('/provider')
  await shared.post('/sign-out')
  expect((await signIn(shared, { email: other.email })).status).toBe(422)
})

it('takes two tries at once from one browser one after the other', async () => {
  const { email } = await somebody()
  const owner = await cameInBefore(email)
  const tabs = [0, 1].map((n) => {
    const tab = aBrowser(app, `Tab ${String(n)}`, '203.0.113.9')
    tab.cookies.set(COOKIE, owner.cookies.get(COOKIE) ?? '')
    return tab
  })
  const answers = await Promise.all(tabs.map((tab) => signIn(tab, { email })))
  expect(answers.map(({ location }) => location)).toEqual(['/provider', '/provider'])
  await Promise.all(tabs.map((tab) => guessWrongly(email, 2, tab)))
  expect((await signIn(aBrowser(app, 'Elsewhere', '203.0.113.11'), { email })).location).toBe('/provider')
})

it('holds a lock that somebody must open: the classic way counts every browser together', async () => {
  const { email } = await somebody(classic)
  const owner = await cameInBefore(email)
  await guessWrongly(email, 3)
  expect((await signIn(owner, { email })).status).toBe(422)
})

it('is forgotten with a new password and with signing out everywhere else', async () => {
  const { email } = await somebody()
  const owner = await cameInBefore(email)
  const elsewhere = aBrowser(app, 'Elsewhere', '203.0.113.12')
  await signIn(elsewhere, { email })
  await elsewhere.post('/account/other-sessions')
  await guessWrongly(email, 6)
  expect((await signIn(owner, { email })).status).toBe(422)
})

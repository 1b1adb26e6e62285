import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeAt, stepAt } from '../../../../../platform/one-time-code.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  askedIn,
  RIGHT_PASSWORD,
  signIn,
  testClock,
  type APerson,
  type Browser,
  type TestClock,
} from '../../../testing/an-access.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function someoneIn(): Promise<{ person: APerson; browser: Browser }> {
  const person = await aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  return { person, browser }
}
async function addApp(browser: Browser): Promise<string> {
  await browser.get('/account/authenticator')
  await browser.post('/account/authenticator', { password: RIGHT_PASSWORD })
  const { html } = await browser.get('/account/authenticator')
  const secret = /<code>([^<]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
  await browser.post('/account/authenticator/confirmation', { app: shown(secret) })
  clock.pass(30)
  return secret
}
const shown = (secret: string, later = 0) => codeAt(secret, stepAt(clock.now()) + later)

it('lets a person in by the code of an app in place of the digits', async () => {
  const { person, browser } = await someoneIn()
  const secret = await addApp(browser)
  expect((await browser.get('/account/authenticator')).html).toContain('An app was added')
  const code = shown(secret)
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  expect((await signIn(aBrowser(app), { email: person.email, app: spaced })).location).toBe('/provider')
  expect((await signIn(aBrowser(app), { email: person.email })).location).toBe('/provider')
})

it('takes a code once, and none older than one that was taken', async () => {
  const { person, browser } = await someoneIn()
  const secret = await addApp(browser)
  const code = shown(secret)
  expect((await signIn(aBrowser(app), { email: person.email, app: code })).status).toBe(303)
  expect((await signIn(aBrowser(app), { email: person.email, app: code })).status).toBe(422)
  expect((await signIn(aBrowser(app), { email: person.email, app: shown(secret, -1) })).status).toBe(422)
})

it('asks the same digits still when the app was used instead', async () => {
  const { person, browser } = await someoneIn()
  const secret = await addApp(browser)
  const asked = async () => {
    const one = aBrowser(app)
    await one.get('/sign-in')
    await one.post('/sign-in', { email: person.email, password: 'x' })
    return askedIn((await one.get('/sign-in/code')).html)
  }
  const before = await asked()
  await signIn(aBrowser(app), { email: person.email, app: shown(secret) })
  expect(await asked()).toEqual(before)
})

it('judges the app’s code together with the password, and counts it', async () => {
  const { person, browser } = await someoneIn()
  const secret = await addApp(browser)
  const wrong = { email: person.email, password: 'wrong password' }
  for (const later of [0, 0, 0])
    expect((await signIn(aBrowser(app), { ...wrong, app: shown(secret, later) })).status).toBe(422)
  expect((await signIn(aBrowser(app), { email: person.email, app: shown(secret) })).status).toBe(422)
})

it('takes no code of an app that was never confirmed, nor of one that was removed', async () => {
  const { person, browser } = await someoneIn()
  await browser.get('/account/authenticator')
  await browser.post('/account/authenticator', { password: RIGHT_PASSWORD })
  const { html } = await browser.get('/account/authenticator')
  const waiting = /<code>([^<]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
  expect((await signIn(aBrowser(app), { email: person.email, app: shown(waiting) })).status).toBe(422)
  const secret = await addApp(browser)
  expect((await browser.post('/account/authenticator/removal', { password: 'wrong' })).status).toBe(422)
  expect((await browser.post('/account/authenticator/removal', { password: RIGHT_PASSWORD })).status).toBe(303)
  expect((await signIn(aBrowser(app), { email: person.email, app: shown(secret) })).status).toBe(422)
})

it('asks for the password before it shows a secret, and never shows a confirmed one again', async () => {
  const { browser } = await someoneIn()
  await browser.get('/account/authenticator')
  expect((await browser.post('/account/authenticator', { password: 'wrong' })).html).toContain('The password is wrong')
  const secret = await addApp(browser)
  expect((await browser.get('/account/authenticator')).html.replaceAll(' ', '')).not.toContain(secret)
})

it('refuses a wrong first code and keeps the same secret', async () => {
  const { browser } = await someoneIn()
  await browser.get('/account/authenticator')
  await browser.post('/account/authenticator', { password: RIGHT_PASSWORD })
  const before = (await browser.get('/account/authenticator')).html
  const answer = await browser.post('/account/authenticator/confirmation', { app: '000' })
  expect(answer.status).toBe(422)
  expect(/<code>[^<]+/.exec(answer.html)?.[0]).toBe(/<code>[^<]+/.exec(before)?.[0])
})

it('does not count what is not six digits', async () => {
  const { person } = await someoneIn()
  for (const typed of ['12345', 'abcdef', '1234567'])
    expect((await signIn(aBrowser(app), { email: person.email, app: typed })).html).toContain('Enter the six digits')
  expect((await signIn(aBrowser(app), { email: person.email })).location).toBe('/provider')
})

it('draws the link of the app as a QR code without inline style', async () => {
  const { browser } = await someoneIn()
  await browser.get('/account/authenticator')
  await browser.post('/account/authenticator', { password: RIGHT_PASSWORD })
  const { html } = await browser.get('/account/authenticator')
  const svg = /<svg role="img".*?<\/svg>/s.exec(html)?.[0] ?? ''
  expect(svg).toContain('aria-label="QR code for your authenticator app')
  expect(svg).not.toContain('style')
  // The three corners that scanners look for: seven squares, after a light edge of four.
  for (let x = 4; x < 11; x += 1) expect(svg).toContain(`M${String(x)} 4h1v1h-1z`)
  expect(svg).not.toContain('M3 4h1')
})

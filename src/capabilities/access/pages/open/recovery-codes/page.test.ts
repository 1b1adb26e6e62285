import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  RIGHT_PASSWORD,
  signIn,
  testClock,
  type Browser,
} from '../../../testing/an-access.ts'

let stage: Stage
let access: Access
let app: FastifyInstance
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: testClock() })
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function someoneIn() {
  const person = await aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  return { email: person.email, browser }
}
async function makeCodes(browser: Browser): Promise<string[]> {
  await browser.get('/account/recovery-codes')
  const { html } = await browser.post('/account/recovery-codes', { password: RIGHT_PASSWORD })
  return [...html.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '')
}
async function comeIn(email: string, recovery: string, password = RIGHT_PASSWORD) {
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email, password })
  await browser.get('/sign-in/code')
  return browser.post('/sign-in/code', { recovery })
}

it('makes ten different codes, each of which lets its owner in once, and tells the owner', async () => {
  const { email, browser } = await someoneIn()
  const codes = await makeCodes(browser)
  expect(new Set(codes).size).toBe(10)
  expect((await comeIn(email, codes[3]?.toUpperCase() ?? '')).location).toBe('/provider')
  expect((await comeIn(email, codes[3] ?? '')).status).toBe(422)
  expect((await browser.get('/account/recovery-codes')).html).toContain('9 unused codes')
  expect((await browser.get('/account')).html).toContain('A recovery code was used to sign in')
  const mails = await mailsTo(stage, { councilId: provider.councilId, email })
  expect(mails.map(({ subject }) => subject)).toContain('A recovery code was used to sign in to Provider Portal')
})

it('uses no code up when the password is wrong', async () => {
  const { email, browser } = await someoneIn()
  const [code = ''] = await makeCodes(browser)
  expect((await comeIn(email, code, 'wrong')).status).toBe(422)
  expect((await comeIn(email, code)).location).toBe('/provider')
})

it('lets one of two in who use a code at once', async () => {
  const { email, browser } = await someoneIn()
  const [code = ''] = await makeCodes(browser)
  const answers = await Promise.all([comeIn(email, code), comeIn(email, code)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('takes no code of another person, and none of an earlier ten', async () => {
  const { browser, email } = await someoneIn()
  const [older = ''] = await makeCodes(browser)
  await makeCodes(browser)
  expect((await comeIn(email, older)).status).toBe(422)
  const other = await someoneIn()
  const [theirs = ''] = await makeCodes(other.browser)
  expect((await comeIn(email, theirs)).status).toBe(422)
})

it('says what a recovery code looks like and counts no slip of the pen', async () => {
  const { email } = await someoneIn()
  for (const typed of ['123456', 'abcd', 'abcd-efgh-jkmn-pqr!'])
    expect((await comeIn(email, typed)).html).toContain('Enter the sixteen letters and numbers of a recovery code')
  expect((await signIn(aBrowser(app), { email })).location).toBe('/provider')
})

it('asks for the password before it makes any', async () => {
  const { browser } = await someoneIn()
  await browser.get('/account/recovery-codes')
  const refused = await browser.post('/account/recovery-codes', { password: 'wrong' })
  expect([refused.status, refused.html.includes('You have no recovery codes.')]).toEqual([422, true])
})

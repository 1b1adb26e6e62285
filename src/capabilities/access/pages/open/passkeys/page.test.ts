import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { gate, type Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  RIGHT_PASSWORD,
  signIn,
  testClock,
  type APerson,
  type Browser,
  type TestClock,
} from '../../../testing/an-access.ts'
import { aPasskey, askedOfPasskey, type SoftPasskey } from '../../../testing/a-passkey.ts'

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
async function begin(browser: Browser, name = 'Work laptop') {
  await browser.get('/account/passkeys')
  return browser.post('/account/passkeys', { name, password: RIGHT_PASSWORD })
}
async function add(browser: Browser, passkey = aPasskey(), name?: string): Promise<SoftPasskey> {
  await begin(browser, name)
  const options = askedOfPasskey((await browser.get('/account/passkeys/new')).html)
  await browser.post('/account/passkeys/creation', { passkey: passkey.create(options) })
  return passkey
}
async function someoneWithPasskey() {
  const { person, browser } = await someoneIn()
  return { person, browser, passkey: await add(browser) }
}
async function comeIn(sign: (options: Parameters<SoftPasskey['get']>[0]) => string, browser = aBrowser(app)) {
  await browser.get('/sign-in')
  await browser.post('/sign-in/passkey', { return: '/provider/actuals' })
  const options = askedOfPasskey((await browser.get('/sign-in/passkey')).html)
  return browser.post('/sign-in/passkey/answer', { passkey: sign(options) })
}
async function secondStep(email: string, passkey: SoftPasskey, password = RIGHT_PASSWORD) {
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email, password })
  const options = askedOfPasskey((await browser.get('/sign-in/code')).html)
  return browser.post('/sign-in/code', { passkey: passkey.get(options) })
}
const state = (accountId: string) =>
  access.db.read(gate, (tx) =>
    tx
      .selectFrom('access.account')
      .select(['failures', 'locked_at'])
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow(),
  )

it('lets a person in by a passkey alone, to the page asked for', async () => {
  const { passkey, browser } = await someoneWithPasskey()
  expect((await browser.get('/account/passkeys')).html).toContain('Work laptop')
  const came = await comeIn((options) => passkey.get(options))
  expect([came.status, came.location]).toEqual([303, '/provider/actuals'])
  expect((await browser.get('/account/passkeys')).html).toContain('Last used on')
})

it('takes a passkey beside the digits on the second page', async () => {
  const { person, passkey } = await someoneWithPasskey()
  expect((await secondStep(person.email, passkey)).location).toBe('/provider')
})

it('refuses a passkey after a wrong password, and counts it', async () => {
  const { person, passkey } = await someoneWithPasskey()
  expect((await secondStep(person.email, passkey, 'wrong')).status).toBe(422)
  expect(await state(person.accountId)).toMatchObject({ failures: 1 })
})

it('refuses another person’s passkey as second step', async () => {
  const { passkey } = await someoneWithPasskey()
  const { person } = await someoneIn()
  expect((await secondStep(person.email, passkey)).status).toBe(422)
})

it('asks the same of everybody, known or not, with or without a passkey', async () => {
  const { person } = await someoneWithPasskey()
  const asked = async (email: string) => {
    const browser = aBrowser(app)
    await browser.get('/sign-in')
    await browser.post('/sign-in', { email, password: 'wrong' })
    return { ...askedOfPasskey((await browser.get('/sign-in/code')).html), challenge: '' }
  }
  expect(await asked(person.email)).toEqual(await asked('nobody@nowhere.example'))
})

it.each([
  ['signed for another site', { origin: 'https://portal.example.evil' }],
  ['without finger, face or PIN', { verified: false }],
  ['of another question', { challenge: Buffer.from('another question').toString('base64url') }],
])('refuses an answer %s', async (_, circumstances) => {
  const { passkey } = await someoneWithPasskey()
  const came = await comeIn((options) => passkey.get(options, circumstances))
  expect(came.status).toBe(422)
  expect(came.html).toContain('That passkey did not let you in')
})

it('refuses a counter that went back: somebody copied the key', async () => {
  const { passkey } = await someoneWithPasskey()
  expect((await comeIn((options) => passkey.get(options, { counter: 40 }))).status).toBe(303)
  expect((await comeIn((options) => passkey.get(options, { counter: 39 }))).status).toBe(422)
})

it('takes an answer once', async () => {
  const { passkey } = await someoneWithPasskey()
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in/passkey')
  const answer = passkey.get(askedOfPasskey((await browser.get('/sign-in/passkey')).html))
  const again = aBrowser(app)
  for (const [name, value] of browser.cookies) again.cookies.set(name, value)
  expect((await browser.post('/sign-in/passkey/answer', { passkey: answer })).status).toBe(303)
  await again.get('/forgotten')
  expect((await again.post('/sign-in/passkey/answer', { passkey: answer })).status).toBe(422)
})

it('refuses what is no answer at all, and one that comes after ten minutes', async () => {
  const { passkey } = await someoneWithPasskey()
  for (const nonsense of ['', '{', '[]', '{"id":"x"}', 'null']) expect((await comeIn(() => nonsense)).status).toBe(422)
  const late = await comeIn((options) => {
    clock.pass(601)
    return passkey.get(options)
  })
  expect(late.status).toBe(422)
})

it('does not let a locked account in by its passkey, in the same words', async () => {
  const { person, passkey } = await someoneWithPasskey()
  for (let tries = 0; tries < 3; tries += 1) await signIn(aBrowser(app), { email: person.email, password: 'wrong' })
  expect((await state(person.accountId)).locked_at).not.toBeNull()
  expect((await comeIn((options) => passkey.get(options))).html).toContain('That passkey did not let you in')
})

it('leads back when nothing was asked', async () => {
  expect((await aBrowser(app).get('/sign-in/passkey')).location).toBe('/sign-in')
  const { browser } = await someoneIn()
  expect((await browser.get('/account/passkeys/new')).location).toBe('/account/passkeys')
})

it('asks for a name and the password before a passkey is made', async () => {
  const { browser } = await someoneIn()
  expect((await begin(browser, ' ')).html).toContain('Enter a name for the passkey')
  expect((await begin(browser, 'x'.repeat(61))).html).toContain('Name must be 60 characters or less')
  const wrong = await browser.post('/account/passkeys', { name: 'Phone', password: 'wrong' })
  expect([wrong.status, wrong.html.includes('value="Phone"')]).toEqual([422, true])
})

it('keeps no passkey that was made for another question, twice, or without its person checked', async () => {
  const { browser, passkey } = await someoneWithPasskey()
  await add(browser, passkey)
  await begin(browser)
  const options = askedOfPasskey((await browser.get('/account/passkeys/new')).html)
  const unchecked = await browser.post('/account/passkeys/creation', {
    passkey: aPasskey().create(options, { verified: false }),
  })
  expect(unchecked.html).toContain('answer could not be used')
  const late = await browser.post('/account/passkeys/creation', { passkey: aPasskey().create(options) })
  expect(late.html).toContain('Start again')
  expect((await browser.get('/account/passkeys')).html.match(/Work laptop/g)).toHaveLength(3)
})

it('renames and removes one’s own passkey, and nobody else’s', async () => {
  const { browser, passkey } = await someoneWithPasskey()
  const other = (await someoneIn()).browser
  const address = /\/account\/passkeys\/[0-9a-f-]{36}/.exec((await browser.get('/account/passkeys')).html)?.[0] ?? ''
  expect((await other.get(address)).status).toBe(404)
  expect((await other.post(`${address}/name`, { name: 'Mine' })).status).toBe(404)
  await other.post(`${address}/removal`, { password: RIGHT_PASSWORD })
  await browser.get(address)
  expect((await browser.post(`${address}/name`, { name: '' })).html).toContain('Enter a name')
  await browser.post(`${address}/name`, { name: 'Home' })
  expect((await browser.get('/account/passkeys')).html).toContain('Home')
  expect((await browser.post(`${address}/removal`, { password: 'wrong' })).html).toContain('The password is wrong')
  await browser.post(`${address}/removal`, { password: RIGHT_PASSWORD })
  expect((await browser.get(address)).status).toBe(404)
  expect((await comeIn((options) => passkey.get(options))).status).toBe(422)
})

it('asks one address to wait that asks for question after question', async () => {
  const browser = aBrowser(app, undefined, '192.0.2.7')
  await browser.get('/sign-in')
  let status = 303
  for (let asked = 0; asked < 61 && status === 303; asked += 1) ({ status } = await browser.post('/sign-in/passkey'))
  expect(status).toBe(429)
  expect((await aBrowser(app, undefined, '192.0.2.8').get('/sign-in')).status).toBe(200)
})

type Offered = { readonly options: Parameters<SoftPasskey['get']>[0]; readonly seconds: number }

/** What the browser code asks for when the page is there. */
async function offered(browser: Browser): Promise<Offered> {
  await browser.get('/sign-in')
  return JSON.parse((await browser.post('/sign-in/passkey/question')).html) as Offered
}

it('lets a person in by a passkey that the browser offers in the box for the user name, to the page asked for', async () => {
  const { passkey } = await someoneWithPasskey()
  for (const [asked, reached] of [
    ['/provider/actuals', '/provider/actuals'],
    ['https://evil.example', '/provider'],
  ]) {
    const browser = aBrowser(app)
    const { html } = await browser.get(`/sign-in?return=${encodeURIComponent(asked ?? '')}`)
    expect(html).toContain('autocomplete="username webauthn"')
    const { options } = await offered(browser)
    const answer = { passkey: passkey.get(options), return: asked ?? '' }
    expect((await browser.post('/sign-in/passkey/answer', answer)).location).toBe(reached)
  }
})

it('asks all tabs of a browser one question, and another one once that is answered or nearly old', async () => {
  const { passkey } = await someoneWithPasskey()
  const browser = aBrowser(app)
  const first = await offered(browser)
  clock.pass(30)
  const second = await offered(browser)
  expect([second.options.challenge, first.seconds - second.seconds]).toEqual([first.options.challenge, 30])
  expect((await offered(aBrowser(app))).options.challenge).not.toBe(first.options.challenge)
  clock.pass(511)
  const third = await offered(browser)
  expect([third.options.challenge === first.options.challenge, third.seconds]).toEqual([false, 600])
  expect((await browser.post('/sign-in/passkey/answer', { passkey: passkey.get(third.options) })).status).toBe(303)
  await browser.post('/sign-out')
  expect((await offered(browser)).options.challenge).not.toBe(third.options.challenge)
})

it('takes an answer only from the browser that was asked, once', async () => {
  const { passkey } = await someoneWithPasskey()
  const [asked, other] = [aBrowser(app), aBrowser(app)]
  const { options } = await offered(asked)
  await offered(other)
  expect((await other.post('/sign-in/passkey/answer', { passkey: passkey.get(options) })).status).toBe(422)
  const again = aBrowser(app)
  for (const [name, value] of asked.cookies) again.cookies.set(name, value)
  const answer = { passkey: passkey.get(options), return: '' }
  expect((await asked.post('/sign-in/passkey/answer', answer)).status).toBe(303)
  await again.get('/forgotten')
  expect((await again.post('/sign-in/passkey/answer', answer)).status).toBe(422)
})

it('leaves the two steps of a password in another tab as they are', async () => {
  const { person } = await someoneIn()
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email: person.email, password: RIGHT_PASSWORD })
  await offered(browser)
  expect((await browser.get('/sign-in/code')).status).toBe(200)
})

it('counts what is answered as tries, and not what is asked', async () => {
  const strict = await aDoor(stage, anAccess(stage, { clock, triesPerAddress: 3 }))
  clock.pass(400)
  const browser = aBrowser(strict, undefined, '192.0.2.9')
  const { passkey } = await someoneWithPasskey()
  const wrong = aPasskey()
  for (let asked = 0; asked < 5; asked += 1) await offered(browser)
  const answerBy = async (by: SoftPasskey) => {
    const { options } = await offered(browser)
    return (await browser.post('/sign-in/passkey/answer', { passkey: by.get(options) })).status
  }
  expect(await answerBy(passkey)).toBe(303)
  await browser.post('/sign-out')
  const statuses = []
  for (let tried = 0; tried < 4; tried += 1) statuses.push(await answerBy(wrong))
  expect(statuses).toEqual([422, 422, 422, 429])
  await strict.close()
})

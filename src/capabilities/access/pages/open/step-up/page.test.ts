import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { codeAt, stepAt } from '../../../../../platform/one-time-code.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { aPasskey, askedOfPasskey } from '../../../testing/a-passkey.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  RIGHT_CODE,
  RIGHT_PASSWORD,
  signIn,
  testClock,
  type Browser,
  type TestClock,
} from '../../../testing/an-access.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let provider: AProvider
let done: unknown[] = []

const act = '/provider/binding?of=this'
const sent = { _key: 'the key of the form', amount: '£1,204.50', note: 'Line one\r\n"two" <three>' }

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  app = await aDoor(stage, access, (faces, web) => {
    const config = { permission: 'home.view', stepUp: 'sign an agreement' } as const
    faces.provider.post('/binding', { config }, (request, reply) => {
      done.push(request.body)
      return reply.redirect('/provider', 303)
    })
    faces.provider.post('/once', { config }, async (request, reply) => {
      await web.inWork(request, async (work) => {
        done.push(request.body)
        await work.audit('test.done', { type: 'council', id: work.tx.councilId })
        return { ok: true, value: 'result' } as const
      })
      return reply.redirect('/provider/result', 303)
    })
    faces.provider.post('/harmless', { config: { permission: 'home.view' } }, (_, reply) => reply.send('done'))
    faces.provider.get('/', { config: { permission: 'home.view' } }, () => 'home')
  })
})
beforeEach(() => {
  done = []
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

/** Signed in more than ten minutes ago, and still there. */
async function somebody(prepare: (browser: Browser) => Promise<void> = () => Promise.resolve()) {
  const person = await aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  await prepare(browser)
  await later(browser)
  return { person, browser }
}
async function later(browser: Browser): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    clock.pass(400)
    await browser.post('/session/extension')
  }
}
const questionIn = (html: string) => /name="proof-question" value="([^"]+)"/.exec(html)?.[1] ?? ''
const digitsFor = (html: string, code = RIGHT_CODE) =>
  Object.fromEntries(
    [...html.matchAll(/name="(proof-digit-(\d))"/g)].map(([, name, position]) => [name, code[Number(position) - 1]]),
  ) as Record<string, string>
const failuresOf = (accountId: string) =>
  access.db.read(gate, (tx) =>
    tx.selectFrom('access.account').select('failures').where('id', '=', accountId).executeTakeFirstOrThrow(),
  )

it('asks nothing within ten minutes of signing in, and again from then on', async () => {
  const person = await aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  clock.pass(300)
  await browser.post('/session/extension')
  clock.pass(299)
  expect((await browser.post(act, sent)).status).toBe(303)
  clock.pass(1)
  expect((await browser.post(act, sent)).status).toBe(401)
  expect(done).toHaveLength(1)
})

it('keeps what was typed, and does the act with it after the password and digits of the code', async () => {
  const { browser } = await somebody()
  const asked = await browser.post(act, sent)
  expect(asked.status).toBe(401)
  expect(asked.html).toContain('You are about to sign an agreement')
  expect(asked.html).toContain('value="£1,204.50"')
  expect(asked.html).toContain('action="/provider/binding?of=this"')
  const proof = { 'proof-question': questionIn(asked.html), 'proof-password': RIGHT_PASSWORD, ...digitsFor(asked.html) }
  expect(done).toEqual([])
  expect((await browser.post(act, { ...sent, ...proof })).status).toBe(303)
  expect(done).toEqual([{ _csrf: expect.anything() as string, ...sent }])
  expect((await browser.post(act, sent)).status).toBe(303)
})

it('gives a new token with the proof, and the old one is worth nothing', async () => {
  const { browser } = await somebody()
  const { html } = await browser.post(act, sent)
  const stolen = aBrowser(app)
  for (const [name, value] of browser.cookies) stolen.cookies.set(name, value)
  const proof = { 'proof-question': questionIn(html), 'proof-password': RIGHT_PASSWORD, ...digitsFor(html) }
  await browser.post(act, { ...sent, ...proof })
  expect((await browser.get('/account')).status).toBe(200)
  expect((await stolen.get('/account')).status).not.toBe(200)
  await stolen.get('/sign-in')
  expect((await stolen.post(act, sent)).location).toContain('/sign-in')
})

it('takes the code of an app alone, once', async () => {
  let secret = ''
  const { browser } = await somebody(async (own) => {
    await own.get('/account/authenticator')
    await own.post('/account/authenticator', { password: RIGHT_PASSWORD })
    const { html } = await own.get('/account/authenticator')
    secret = /<code>([^<]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
    await own.post('/account/authenticator/confirmation', { app: codeAt(secret, stepAt(clock.now())) })
  })
  const code = codeAt(secret, stepAt(clock.now()))
  expect((await browser.post(act, { ...sent, 'proof-app': 'abc' })).html).toContain('Enter the six digits')
  expect((await browser.post(act, { ...sent, 'proof-app': code })).status).toBe(303)
  await later(browser)
  expect((await browser.post(act, { ...sent, 'proof-app': code })).status).toBe(422)
  expect(done).toHaveLength(1)
})

it('takes a passkey alone, for the question that was asked and not for one of the door', async () => {
  const passkey = aPasskey()
  const { browser, person } = await somebody(async (own) => {
    await own.get('/account/passkeys')
    await own.post('/account/passkeys', { name: 'Laptop', password: RIGHT_PASSWORD })
    const options = askedOfPasskey((await own.get('/account/passkeys/new')).html)
    await own.post('/account/passkeys/creation', { passkey: passkey.create(options) })
  })
  const { html } = await browser.post(act, sent)
  const elsewhere = aBrowser(app)
  await elsewhere.get('/sign-in')
  await elsewhere.post('/sign-in/passkey', { return: '' })
  const doors = askedOfPasskey((await elsewhere.get('/sign-in/passkey')).html)
  const wrong = { ...sent, 'proof-question': questionIn(html), passkey: passkey.get(doors) }
  expect((await browser.post(act, wrong)).status).toBe(422)
  expect(await failuresOf(person.accountId)).toEqual({ failures: 0 })
  const again = await browser.post(act, sent)
  const right = { 'proof-question': questionIn(again.html), passkey: passkey.get(askedOfPasskey(again.html)) }
  expect((await browser.post(act, { ...sent, ...right })).status).toBe(303)
  expect(done).toHaveLength(1)
})

it('says one thing for a wrong password and for wrong digits, counts both, and locks as at the door', async () => {
  const { browser, person } = await somebody()
  const asked = await browser.post(act, sent)
  const question = { 'proof-question': questionIn(asked.html) }
  const empty = { ...question, 'proof-password': '', ...digitsFor(asked.html, '      ') }
  const slip = await browser.post(act, { ...sent, ...empty })
  expect(slip.html).toContain('Enter your password')
  expect(slip.html).toContain('value="£1,204.50"')
  expect(await failuresOf(person.accountId)).toEqual({ failures: 0 })
  const wrongWord = { ...question, 'proof-password': 'not it at all', ...digitsFor(asked.html) }
  const wrongCode = { ...question, 'proof-password': RIGHT_PASSWORD, ...digitsFor(asked.html, '000000') }
  for (const proof of [wrongWord, wrongCode]) {
    const { status, html } = await browser.post(act, { ...sent, ...proof })
    expect([status, html.includes('The password or the digits are wrong')]).toEqual([422, true])
    expect(html).not.toContain('not it at all')
  }
  expect((await browser.post(act, { ...sent, ...wrongWord })).html).toContain('too many wrong tries')
  const right = { ...question, 'proof-password': RIGHT_PASSWORD, ...digitsFor(asked.html) }
  expect((await browser.post(act, { ...sent, ...right })).status).toBe(422)
  expect(done).toEqual([])
  const mails = await mailsTo(stage, { councilId: provider.councilId, email: person.email })
  expect(mails.map(({ subject }) => subject)).toContain('Your Provider Portal account is locked')
})

it('does not ask for digits where a council allows none', async () => {
  const council = await aCouncil(stage.build, { security_code: 'not-allowed' })
  const other = await aProvider(stage.build, council.id)
  const person = await aPerson(stage, access, { councilId: council.id, providerId: other.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  await later(browser)
  const { html } = await browser.post(act, sent)
  expect(html).not.toContain('proof-digit')
})

it('stands before everything that manages people, and before no draft', async () => {
  const person = await aPerson(stage, access, {
    councilId: provider.councilId,
    staffRoles: ['portal-administration'],
  })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  await later(browser)
  const { status, html } = await browser.post('/council/staff', { name: 'New Person', email: 'new@council.example' })
  expect([status, html.includes('change who may come in or what they may do')]).toEqual([401, true])
  expect((await browser.post('/council/people/policies/acceptable-use', { body: '' })).status).not.toBe(401)
})

const once = '/provider/once'

/** The same button twice: the second press leaves with the cookies and the form of the first. */
async function pressTwice(browser: Browser, together: boolean) {
  const asked = await browser.post(once, sent)
  const proof = { 'proof-question': questionIn(asked.html), 'proof-password': RIGHT_PASSWORD, ...digitsFor(asked.html) }
  const second = aBrowser(app)
  for (const [name, value] of browser.cookies) second.cookies.set(name, value)
  const csrf = /name="_csrf" value="([^"]+)"/.exec(asked.html)?.[1] ?? ''
  const press = (one: Browser) => one.post(once, { ...sent, ...proof, _csrf: csrf })
  const answers = together
    ? await Promise.all([press(browser), press(second)])
    : [await press(browser), await press(second)]
  return { answers, second, proof, csrf }
}

it.each([
  ['one after the other', false],
  ['at once', true],
])('lands on the result when the button is pressed twice, %s, and does it once', async (_, together) => {
  const { person, browser } = await somebody()
  const { answers, second } = await pressTwice(browser, together)
  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, '/provider/result'],
    [303, '/provider/result'],
  ])
  expect(done).toHaveLength(1)
  expect((await failuresOf(person.accountId)).failures).toBe(0)
  // The browser keeps what the last answer gave it, and that is the session.
  const [one, other] = await Promise.all([browser.get('/provider'), second.get('/provider')])
  expect([one.status, other.status]).toContain(200)
})

it('takes from a renewed token nothing but the very same proof, and that for moments only', async () => {
  const { person, browser } = await somebody()
  const stale = new Map(browser.cookies)
  const { proof, csrf } = await pressTwice(browser, false)
  const thief = async (address: string, fields: Readonly<Record<string, string>>) => {
    const one = aBrowser(app)
    for (const [name, value] of stale) one.cookies.set(name, value)
    return (await one.post(address, { ...sent, ...fields, _csrf: csrf })).location
  }
  const signInPage = expect.stringMatching(/^\/sign-in/) as string
  expect(await thief(once, {})).toEqual(signInPage)
  expect(await thief(once, { ...proof, 'proof-password': 'a guess' })).toEqual(signInPage)
  expect(await thief(once, { 'proof-question': proof['proof-question'], 'proof-app': '123456' })).toEqual(signInPage)
  expect(await thief('/provider/harmless', proof)).toEqual(signInPage)
  expect((await failuresOf(person.accountId)).failures).toBe(0)
  clock.pass(31)
  expect(await thief(once, proof)).toEqual(signInPage)
  expect(done).toHaveLength(1)
})

it.each([
  ['/account/password', 'change your password'],
  ['/account/security-code', 'change your security code'],
  ['/account/authenticator', 'change your authenticator app'],
  ['/account/passkeys', 'change your passkeys'],
  ['/account/recovery-codes', 'make recovery codes'],
])('asks before the page %s is shown, and leads there', async (address, words) => {
  const { browser } = await somebody()
  const asked = await browser.get(address)
  expect([asked.status, asked.html]).toEqual([401, expect.stringContaining(`You are about to ${words}`)])
  const proof = { 'proof-question': questionIn(asked.html), 'proof-password': RIGHT_PASSWORD, ...digitsFor(asked.html) }
  const proved = await browser.post('/account/proof', { to: address, ...proof })
  expect([proved.status, proved.location]).toEqual([303, address])
  expect((await browser.get(address)).status).toBe(200)
  expect((await browser.post('/account/proof', { to: '//evil.example' })).location).toBe('/account')
})

it('sends no secret back that was typed before the proof was asked for, and does nothing', async () => {
  const { browser } = await somebody()
  const typed = { current: RIGHT_PASSWORD, next: 'a whole new password 9' }
  const asked = await browser.post('/account/password', typed)
  expect(asked.status).toBe(401)
  expect(asked.html).not.toContain('a whole new password 9')
  expect(asked.html).not.toContain(`value="${RIGHT_PASSWORD}"`)
  const proof = { 'proof-question': questionIn(asked.html), 'proof-password': RIGHT_PASSWORD, ...digitsFor(asked.html) }
  expect((await browser.post('/account/password', proof)).location).toBe('/account/password')
  expect((await browser.get('/account/password')).html).toContain('Fill in the form again')
  expect((await browser.post('/account/password', typed)).location).toBe('/account')
})

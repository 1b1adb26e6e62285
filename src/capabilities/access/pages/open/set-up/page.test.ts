import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeAt, stepAt } from '../../../../../platform/one-time-code.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { aCouncil, aMember, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { sendSetUpLink } from '../../../commands/care-for-person.ts'
import { publishPolicy } from '../../../commands/publish-policy.ts'
import { aPasskey, askedOfPasskey } from '../../../testing/a-passkey.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  signIn,
  testClock,
  type APerson,
  type Browser,
  type TestClock,
} from '../../../testing/an-access.ts'
import { setUpByLink, setUpFrom } from '../../../testing/set-up.ts'

const PASSWORD = 'gravel kettle moon 8'
const CODE = '918273'
let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let linked: AProvider
let classic: AProvider
let noDigits: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock, triesPerEmail: 10_000 })
  linked = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  classic = await aProvider(stage.build, (await aCouncil(stage.build, { first_access: 'temporary-password' })).id)
  noDigits = await aProvider(stage.build, (await aCouncil(stage.build, { security_code: 'not-allowed' })).id)
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function invited(provider: AProvider): Promise<{ person: APerson; body: string; link: string }> {
  const person = await aMember(stage.build, provider.councilId, provider.id)
  await stage.db.write(gate, (tx) =>
    tx.updateTable('access.account').set({ status: 'invited' }).where('id', '=', person.accountId).execute(),
  )
  return { person, ...(await send(provider, person)) }
}
async function send(provider: AProvider, person: APerson) {
  const staff = await aMember(stage.build, provider.councilId, null, ['portal-administration'])
  const work = { membershipId: person.membershipId, origin: 'http://localhost' }
  clock.pass(1)
  await workRunner(stage.db, clock).run(councilActor(provider.councilId, staff.accountId), (unit) =>
    sendSetUpLink(unit, work),
  )
  const [mail] = await mailsTo(stage, { councilId: provider.councilId, email: person.email })
  const body = mail?.body ?? ''
  return { body, link: /http:\/\/localhost(\/set-up\/[\w-]{43})/.exec(body)?.[1] ?? 'no link' }
}
const temporaryIn = (body: string) => /temporary password is ([\w-]+)/.exec(body)?.[1] ?? 'none'
async function begun(link: string): Promise<Browser> {
  const browser = aBrowser(app)
  await browser.get(link)
  await browser.post(link)
  return browser
}
const statuses = (html: string) =>
  [...html.matchAll(/id="task-list-\d-status">(?:<strong[^>]*>)?([^<]+)</g)].map(([, status]) => status)
const statusOf = (accountId: string) =>
  access.db.read(gate, (tx) =>
    tx.selectFrom('access.account').select('status').where('id', '=', accountId).executeTakeFirstOrThrow(),
  )

it('leads through four tasks, says which are done, and then lets the person sign in', async () => {
  const { person, link } = await invited(linked)
  const browser = await begun(link)
  const first = await browser.get('/set-up')
  expect(first.html).toContain(person.email)
  expect(statuses(first.html)).toEqual(['Incomplete', 'Cannot start yet', 'Cannot start yet', 'Cannot start yet'])
  await browser.get('/set-up/password')
  await browser.post('/set-up/password', { password: PASSWORD })
  expect(statuses((await browser.get('/set-up')).html)).toEqual(['Completed', 'Incomplete', 'Completed', 'Incomplete'])
  expect((await browser.post('/set-up/finish')).status).toBe(422)
  await browser.post('/set-up/code', { code: CODE })
  expect((await browser.post('/set-up/details', { phone: 'call Joan' })).html).toContain('value="call Joan"')
  await browser.post('/set-up/details', { phone: '01603 000001' })
  const last = await browser.get('/set-up')
  expect(statuses(last.html)).toEqual(['Completed', 'Completed', 'Completed', 'Completed'])
  expect((await browser.post('/set-up/finish')).location).toBe('/sign-in')
  expect((await signIn(aBrowser(app), { email: person.email, password: PASSWORD, code: CODE })).location).toBe(
    '/provider',
  )
  expect((await aBrowser(app).get(link)).status).toBe(410)
})

it('is left and gone on with by the same link and the password that was chosen, in another browser', async () => {
  const { person, link } = await invited(linked)
  const first = await begun(link)
  await first.post('/set-up/password', { password: PASSWORD })
  const later = await begun(link)
  expect((await later.get('/set-up')).html).toContain('Go on setting up your account')
  for (const page of ['password', 'second-step', 'code', 'policies', 'details'])
    expect((await later.get(`/set-up/${page}`)).location).toBe('/set-up')
  expect((await later.post('/set-up/password', { password: 'another kettle moon 9' })).location).toBe('/set-up')
  expect((await later.post('/set-up/code', { code: CODE })).location).toBe('/set-up')
  expect((await later.post('/set-up/resumption', { password: 'not this one 1' })).status).toBe(422)
  expect((await later.post('/set-up/resumption', { password: PASSWORD })).location).toBe('/set-up')
  expect(statuses((await later.get('/set-up')).html)[0]).toBe('Completed')
  expect((await first.get('/set-up')).status).toBe(410)
  expect(await statusOf(person.accountId)).toEqual({ status: 'invited' })
})

it('asks for the password again after an hour, and starts over after one in which none was chosen', async () => {
  const { link } = await invited(linked)
  const slow = await begun(link)
  clock.pass(3_600)
  expect((await slow.get('/set-up')).status).toBe(410)
  const browser = await begun(link)
  await browser.post('/set-up/password', { password: PASSWORD })
  clock.pass(3_600)
  expect((await browser.post('/set-up/code', { code: CODE })).location).toBe('/set-up')
  expect((await browser.get('/set-up')).html).toContain('Go on setting up your account')
})

it('lets nobody sign in with the password alone before a second step is chosen', async () => {
  const { person, link } = await invited(linked)
  const browser = await begun(link)
  await browser.post('/set-up/password', { password: PASSWORD })
  expect((await signIn(aBrowser(app), { email: person.email, password: PASSWORD, code: '000000' })).status).toBe(422)
})

it('says at its field what is wrong with a password and with a code', async () => {
  const { link } = await invited(linked)
  const browser = await begun(link)
  expect((await browser.post('/set-up/password', { password: 'short 1' })).html).toContain('12 characters or more')
  expect((await browser.post('/set-up/password', { password: '' })).html).toContain('Enter a new password')
  await browser.post('/set-up/password', { password: PASSWORD })
  expect((await browser.post('/set-up/code', { code: '123456' })).html).toContain('follow each other')
  expect((await browser.post('/set-up/second-step', {})).html).toContain('Select how you want to show that it is you')
})

it('takes a passkey for the second step, with which its owner comes in at once', async () => {
  const { person, link } = await invited(noDigits)
  const browser = await begun(link)
  await browser.post('/set-up/password', { password: 'three random kettles 7' })
  expect((await browser.post('/set-up/second-step', { way: 'passkey' })).location).toBe('/set-up/passkey')
  const passkey = aPasskey()
  const options = askedOfPasskey((await browser.get('/set-up/passkey')).html)
  expect((await browser.post('/set-up/passkey', { passkey: passkey.create(options) })).location).toBe('/set-up')
  expect(statuses((await browser.get('/set-up')).html)[1]).toBe('Completed')
  expect(await statusOf(person.accountId)).toEqual({ status: 'active' })
  const door = aBrowser(app)
  await door.get('/sign-in')
  await door.post('/sign-in/passkey', { return: '' })
  const asked = askedOfPasskey((await door.get('/sign-in/passkey')).html)
  expect((await door.post('/sign-in/passkey/answer', { passkey: passkey.get(asked) })).location).toBe('/provider')
})

it('takes an authenticator app for the second step', async () => {
  const { person, link } = await invited(linked)
  const browser = await begun(link)
  await browser.post('/set-up/password', { password: PASSWORD })
  expect((await browser.post('/set-up/second-step', { way: 'app' })).location).toBe('/set-up/app')
  const { html } = await browser.get('/set-up/app')
  const secret = /<code>([^<]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
  expect((await browser.post('/set-up/app', { app: '000000' })).status).toBe(422)
  const code = codeAt(secret, stepAt(clock.now()))
  expect((await browser.post('/set-up/app', { app: code })).location).toBe('/set-up')
  clock.pass(30)
  const app2 = codeAt(secret, stepAt(clock.now()))
  expect((await signIn(aBrowser(app), { email: person.email, password: PASSWORD, app: app2 })).location).toBe(
    '/provider',
  )
})

it('offers no digits, and takes none, where the council takes none', async () => {
  const { person, link } = await invited(noDigits)
  const browser = await begun(link)
  await browser.post('/set-up/password', { password: PASSWORD })
  expect((await browser.get('/set-up/second-step')).html).not.toContain('six-digit security code')
  expect((await browser.get('/set-up/code')).location).toBe('/set-up/second-step')
  expect((await browser.post('/set-up/code', { code: CODE })).location).toBe('/set-up/second-step')
  expect(statuses((await browser.get('/set-up')).html)[1]).toBe('Incomplete')
  expect(await statusOf(person.accountId)).toEqual({ status: 'invited' })
})

it('has the policies of every council of the person accepted, in the version that was shown', async () => {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  const staff = await aMember(stage.build, council.id, null, ['portal-administration'])
  const publish = (basedOn: number, body: string) =>
    workRunner(stage.db, clock).run(councilActor(council.id, staff.accountId), (work) =>
      publishPolicy(work, { kind: 'acceptable-use', body, changes: '', graceDays: 0, basedOn }),
    )
  await publish(0, 'Look only at what you need.')
  const { link, person } = await invited(provider)
  const browser = await begun(link)
  await browser.post('/set-up/password', { password: PASSWORD })
  const { html } = await browser.get('/set-up/policies')
  const shown = /name="shown" value="([^"]*)"/.exec(html)?.[1] ?? ''
  expect(html).toContain('Look only at what you need.')
  expect((await browser.post('/set-up/policies', { shown })).status).toBe(422)
  await publish(1, 'Look only at what you need.\n\nLock your screen.')
  const stale = await browser.post('/set-up/policies', { shown, accepted: 'yes' })
  expect([stale.status, stale.html.includes('Lock your screen.')]).toEqual([422, true])
  const newest = /name="shown" value="([^"]*)"/.exec(stale.html)?.[1] ?? ''
  expect((await browser.post('/set-up/policies', { shown: newest, accepted: 'yes' })).location).toBe('/set-up')
  await browser.post('/set-up/code', { code: CODE })
  await browser.post('/set-up/details', { phone: '' })
  await browser.post('/set-up/finish')
  expect((await signIn(aBrowser(app), { email: person.email, password: PASSWORD, code: CODE })).location).toBe(
    '/provider',
  )
})

it('sends no password by mail unless the council keeps the classic way', async () => {
  const { body } = await invited(linked)
  expect(body).not.toContain('temporary password')
  expect(body).toContain('http://localhost/set-up/')
})

it('sends none either to a person one of whose councils sends links only', async () => {
  const person = await aMember(stage.build, linked.councilId, linked.id)
  const membershipId = randomUUID()
  await stage.build.insert('access.membership', {
    council_id: classic.councilId,
    id: membershipId,
    account_id: person.accountId,
    provider_id: classic.id,
    name: 'Person of two councils',
    email: person.email,
  })
  expect((await send(classic, { ...person, membershipId })).body).toContain('http://localhost/set-up/')
})

it('takes a temporary password at the door, which must be changed before anything else', async () => {
  const { person, body, link } = await invited(classic)
  expect(link).toBe('no link')
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  const credentials = { email: person.email, password: temporaryIn(body) }
  expect((await browser.post('/sign-in', credentials)).location).toBe('/set-up')
  expect(statuses((await browser.get('/set-up')).html)[0]).toBe('Incomplete')
  expect((await browser.get('/set-up/second-step')).location).toBe('/set-up')
  expect((await setUpFrom(browser, { password: PASSWORD, code: CODE })).location).toBe('/sign-in')
  expect((await signIn(aBrowser(app), { email: person.email, password: PASSWORD, code: CODE })).location).toBe(
    '/provider',
  )
  const again = aBrowser(app)
  await again.get('/sign-in')
  expect((await again.post('/sign-in', credentials)).location).toBe('/sign-in/code')
})

it('opens nothing by a temporary password once an own one was chosen, but the way back to it', async () => {
  const { person, body } = await invited(classic)
  const credentials = { email: person.email, password: temporaryIn(body) }
  const enter = async () => {
    const browser = aBrowser(app)
    await browser.get('/sign-in')
    return { browser, answer: await browser.post('/sign-in', credentials) }
  }
  const { browser: first } = await enter()
  await first.get('/set-up/password')
  await first.post('/set-up/password', { password: PASSWORD })
  const { browser: second } = await enter()
  expect((await second.get('/set-up')).html).toContain('Go on setting up your account')
  expect((await second.post('/set-up/code', { code: CODE })).location).toBe('/set-up')
})

it('forgets a temporary password after 48 hours, when a newer one was sent, and for another address', async () => {
  const { person, body } = await invited(classic)
  const attempt = async (email: string, password: string) => {
    const browser = aBrowser(app)
    await browser.get('/sign-in')
    return (await browser.post('/sign-in', { email, password })).location
  }
  const newer = await send(classic, person)
  expect(await attempt(person.email, temporaryIn(body))).toBe('/sign-in/code')
  expect(await attempt('somebody-else@example.org', temporaryIn(newer.body))).toBe('/sign-in/code')
  expect(await attempt(person.email, temporaryIn(newer.body).replaceAll('-', ' ').toUpperCase())).toBe('/set-up')
  clock.pass(48 * 3_600)
  expect(await attempt(person.email, temporaryIn(newer.body))).toBe('/sign-in/code')
})

it('ends a lock and what was open, and refuses an old password, for who forgot everything', async () => {
  const person = await aPerson(stage, access, { councilId: linked.councilId, providerId: linked.id })
  const open = aBrowser(app)
  await signIn(open, { email: person.email })
  for (const code of ['000000', '000001', '000002']) await signIn(aBrowser(app), { email: person.email, code })
  const { link } = await send(linked, person)
  const browser = await begun(link)
  expect((await browser.post('/set-up/password', { password: 'three random words 7' })).html).toContain('last 12')
  expect((await setUpByLink(aBrowser(app), link, { password: PASSWORD, code: CODE })).location).toBe('/sign-in')
  expect((await open.get('/account')).location).toContain('/sign-in')
  expect((await signIn(aBrowser(app), { email: person.email, password: PASSWORD, code: CODE })).status).toBe(303)
})

it('lets one of two choose who open the link at once', async () => {
  const { link } = await invited(linked)
  const [one, other] = [aBrowser(app), aBrowser(app)]
  await Promise.all([one.get(link), other.get(link)])
  await Promise.all([one.post(link), other.post(link)])
  const answers = await Promise.all([
    one.post('/set-up/password', { password: 'gravel kettle moon 1' }),
    other.post('/set-up/password', { password: 'gravel kettle moon 2' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  const pages = await Promise.all([one.get('/set-up'), other.get('/set-up')])
  expect(pages.map(({ status }) => status).sort()).toEqual([200, 410])
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import { hashToken } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  askedIn,
  mailsTo,
  RIGHT_CODE,
  signIn,
  testClock,
  type APerson,
  type TestClock,
} from '../../../testing/an-access.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access, ({ provider: pages, council: offices }, web) => {
    pages.get('/', { config: { permission: 'home.view' } }, (request) => ({
      at: web.visitor(request).workplace,
      role: web.visitor(request).scope.role,
    }))
    offices.get('/', { config: { permission: 'home.view' } }, (request) => web.visitor(request).workplace)
  })
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

function somebody(): Promise<APerson> {
  return aPerson(stage, access, { councilId: council.id, providerId: provider.id })
}

it('lets a provider’s person in by password and digits of the code', async () => {
  const browser = aBrowser(app)
  const { email } = await somebody()
  const signedIn = await signIn(browser, { email: ` ${email.toUpperCase()} ` })
  expect([signedIn.status, signedIn.location]).toEqual([303, '/provider'])
  const home = await browser.get('/provider')
  expect(JSON.parse(home.html)).toMatchObject({ role: 'portal_provider' })
  expect(home.html).toContain(`with Council ${council.code}`)
})

it('lets council staff in on the other face', async () => {
  const browser = aBrowser(app)
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles: ['brokerage'] })
  expect((await signIn(browser, { email })).location).toBe('/council')
  expect((await browser.get('/council')).html).toBe(`Council ${council.code}`)
  expect((await browser.get('/provider')).status).toBe(404)
})

it('asks for three digits in boxes of their own, and the same ones until they are answered rightly', async () => {
  const { email } = await somebody()
  const asked = async (code?: string) => {
    const browser = aBrowser(app)
    await browser.get('/sign-in')
    await browser.post('/sign-in', { email, password: 'wrong' })
    const page = await browser.get('/sign-in/code')
    if (code !== undefined) await signIn(aBrowser(app), { email, code })
    return askedIn(page.html)
  }
  const first = await asked('000000')
  expect(first).toHaveLength(3)
  expect(await asked()).toEqual(first)
  expect(await asked()).toEqual(first)
})

it('asks an address that nobody has for the same digits each time', async () => {
  const asked = async () => {
    const browser = aBrowser(app)
    await browser.get('/sign-in')
    await browser.post('/sign-in', { email: 'nobody@example.org', password: 'x' })
    return askedIn((await browser.get('/sign-in/code')).html)
  }
  const first = await asked()
  expect(first).toHaveLength(3)
  expect(await asked()).toEqual(first)
})

it('says the same words and status for an unknown address, a wrong password, a wrong code and a locked account', async () => {
  const [locked, person, disabled] = await Promise.all([somebody(), somebody(), somebody()])
  for (const code of ['000000', '000001', '000002']) await signIn(aBrowser(app), { email: locked.email, code })
  await disable(disabled.accountId)
  const answers = [
    await signIn(aBrowser(app), { email: 'nobody@example.org' }),
    await signIn(aBrowser(app), { email: person.email, password: 'wrong password' }),
    await signIn(aBrowser(app), { email: person.email, code: '000000' }),
    await signIn(aBrowser(app), { email: locked.email }),
    await signIn(aBrowser(app), { email: disabled.email }),
    await signIn(aBrowser(app), { email: (await aMember(stage.build, council.id, provider.id)).email }),
  ]
  const said = answers.map(({ status, html }) => [
    status,
    html.replaceAll(/(nonce|name="_(csrf|key)" value)="[^"]*"/g, '').replaceAll(/value="[^"]*@example.org"/g, ''),
  ])
  for (const one of said) expect(one).toEqual(said[0])
  expect(said[0]?.[0]).toBe(422)
})

it('X06 locks at the third failure in a row of either step, whatever browser it came from', async () => {
  const { email } = await somebody()
  await signIn(aBrowser(app), { email, password: 'wrong password' })
  await signIn(aBrowser(app), { email, code: '000000' })
  await signIn(aBrowser(app), { email, password: 'wrong again 1' })
  expect((await signIn(aBrowser(app), { email })).status).toBe(422)
  expect(await eventsOf(email)).toEqual([
    'sign-in-refused',
    'sign-in-refused',
    'sign-in-refused',
    'locked',
    'sign-in-refused',
  ])
})

it('X06 starts the count again after a correct log-in', async () => {
  const { email } = await somebody()
  for (const code of ['000000', '000000', RIGHT_CODE, '000000', '000000', RIGHT_CODE])
    await signIn(aBrowser(app), { email, code })
  expect((await signIn(aBrowser(app), { email })).location).toBe('/provider')
})

it('counts guesses that are sent side by side one after the other', async () => {
  const { email } = await somebody()
  await Promise.all([1, 2, 3, 4].map(() => signIn(aBrowser(app), { email, code: '000000' })))
  expect((await signIn(aBrowser(app), { email })).status).toBe(422)
  expect((await eventsOf(email)).filter((kind) => kind === 'locked')).toHaveLength(1)
})

it('does not count an empty box or a letter, and keeps the other digits', async () => {
  const { email } = await somebody()
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email, password: 'three random words 7' })
  const [first, second, third] = askedIn((await browser.get('/sign-in/code')).html)
  const answer = await browser.post('/sign-in/code', {
    [`digit-${String(first)}`]: '4',
    [`digit-${String(third)}`]: 'x',
  })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(`href="#digit-${String(second)}"`)
  expect(answer.html).toContain('value="4"')
  expect(await eventsOf(email)).toEqual([])
})

it('asks for what is missing in the first step', async () => {
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  const answer = await browser.post('/sign-in', { email: '', password: '' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('Enter your email address')
  expect(answer.html).toContain('Enter your password')
})

it('starts again when the second step took ten minutes', async () => {
  const { email } = await somebody()
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email, password: 'three random words 7' })
  clock.pass(600)
  const answer = await browser.post('/sign-in/code', { 'digit-1': '1' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('not finished within ten minutes')
})

it('answers an attempt once: the same second step sent twice signs in once', async () => {
  const { email } = await somebody()
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email, password: 'three random words 7' })
  const positions = askedIn((await browser.get('/sign-in/code')).html)
  const fields = Object.fromEntries(positions.map((at) => [`digit-${String(at)}`, RIGHT_CODE[at - 1] ?? '']))
  const answers = await Promise.all([browser.post('/sign-in/code', fields), browser.post('/sign-in/code', fields)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('gives a new token at sign-in and ends the session the browser had', async () => {
  const [mine, planted] = [await somebody(), await somebody()]
  const thief = aBrowser(app)
  await signIn(thief, { email: planted.email })
  const token = thief.cookies.get('portal') ?? ''
  const victim = aBrowser(app)
  victim.cookies.set('portal', token)
  await victim.post('/sign-out')
  victim.cookies.set('portal', token)
  await signIn(victim, { email: mine.email })
  expect(victim.cookies.get('portal')).not.toBe(token)
  expect((await thief.get('/provider')).status).toBe(303)
})

it('refuses a cookie that was signed out, and clears the browser', async () => {
  const browser = aBrowser(app)
  await signIn(browser, { email: (await somebody()).email })
  const token = browser.cookies.get('portal') ?? ''
  const out = await browser.post('/sign-out')
  expect([out.status, out.location, out.headers['clear-site-data']]).toEqual([303, '/signed-out', '"cache", "storage"'])
  browser.cookies.set('portal', token)
  expect((await browser.get('/provider')).location).toBe('/sign-in?return=%2Fprovider')
})

it('goes back to the address that was asked for, of our own only', async () => {
  const { email } = await somebody()
  expect((await signIn(aBrowser(app), { email, returnTo: '/provider/packages?after=1' })).location).toBe(
    '/provider/packages?after=1',
  )
  for (const returnTo of ['//evil.example', 'https://evil.example', '/\\evil.example', '/council/runs', '/sign-out'])
    expect((await signIn(aBrowser(app), { email, returnTo })).location).toBe('/provider')
})

it('keeps only the hash of the token', async () => {
  const browser = aBrowser(app)
  await signIn(browser, { email: (await somebody()).email })
  const token = browser.cookies.get('portal') ?? ''
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const { n } = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    tx
      .selectFrom('access.session')
      .select(({ fn }) => fn.countAll<bigint>().as('n'))
      .where('token_hash', '=', hashToken(token))
      .executeTakeFirstOrThrow(),
  )
  expect(n).toBe(1n)
})

it('makes an address that guesses too often wait, whoever it guesses', async () => {
  const strict = await aDoor(stage, anAccess(stage, { clock, triesPerAddress: 3 }))
  clock.pass(400)
  const guess = () => signIn(aBrowser(strict), { email: 'nobody@example.org' })
  expect([await guess(), await guess(), await guess(), await guess()].map(({ status }) => status)).toEqual([
    422, 422, 422, 429,
  ])
  clock.pass(301)
  expect((await guess()).status).toBe(422)
  await strict.close()
})

async function eventsOf(email: string): Promise<readonly string[]> {
  const rows = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    tx
      .selectFrom('access.account_event as e')
      .innerJoin('access.account as a', 'a.id', 'e.account_id')
      .select('e.kind')
      .where('a.email', '=', email)
      .orderBy('e.id')
      .execute(),
  )
  return rows.map(({ kind }) => kind)
}

async function disable(accountId: string): Promise<void> {
  await stage.db.write({ role: 'portal_gate' }, (tx) =>
    tx.updateTable('access.account').set({ status: 'disabled' }).where('id', '=', accountId).execute(),
  )
}

it('tells the owner of a browser that was never used before, but not of the first, nor of an update', async () => {
  const { email } = await somebody()
  const comeWith = (agent: string) => signIn(aBrowser(app, agent), { email })
  await comeWith('Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36')
  await comeWith('Mozilla/5.0 (Windows NT 10.0) Chrome/121.0 Safari/537.36')
  expect(await mailsTo(stage, { councilId: council.id, email })).toEqual([])
  await comeWith('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1')
  await comeWith('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1')
  const mails = await mailsTo(stage, { councilId: council.id, email })
  expect(mails.map(({ subject }) => subject)).toEqual(['Your Provider Portal account was opened in a new browser'])
  expect(mails[0]?.body).toContain('Safari on iPhone or iPad')
})

it('offers a passkey first, then an app, then digits, on one page that is the same for everybody', async () => {
  const { email } = await aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })
  const pages: string[] = []
  for (const address of [email, 'nobody-at-all@example.org']) {
    const browser = aBrowser(app)
    await browser.get('/sign-in')
    await browser.post('/sign-in', { email: address, password: 'whatever it is' })
    pages.push((await browser.get('/sign-in/code')).html)
  }
  for (const html of pages) {
    const places = ['data-passkey="get"', 'name="app"', 'name="digit-', 'name="recovery"'].map((part) =>
      html.indexOf(part),
    )
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(places[0]).toBeGreaterThan(0)
  }
})

it('takes no digits of a person one of whose councils takes none, and says what it says of wrong ones', async () => {
  const strict = await aProvider(stage.build, (await aCouncil(stage.build, { security_code: 'not-allowed' })).id)
  const { email } = await aPerson(stage, access, { councilId: strict.councilId, providerId: strict.id })
  const right = await signIn(aBrowser(app), { email })
  const other = await signIn(aBrowser(app), { email: 'somebody-unknown@example.org' })
  expect([right.status, other.status]).toEqual([422, 422])
  expect(faultOf(right.html)).toBe(faultOf(other.html))
})
const faultOf = (html: string) => /govuk-error-summary__list">(.*?)<\/ul>/s.exec(html)?.[1] ?? 'none'

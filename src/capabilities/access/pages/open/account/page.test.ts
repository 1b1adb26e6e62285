import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  RIGHT_CODE,
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
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock, denyList: new Set(['blickling hall 1616']) })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  app = await aDoor(stage, access, (faces) => {
    faces.provider.get('/', { config: { permission: 'home.view' } }, () => 'home')
  })
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function someoneIn(): Promise<{ person: APerson; browser: Browser }> {
  const person = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  return { person, browser }
}

it('says who one is, what one may do and where one is signed in', async () => {
  const { person, browser } = await someoneIn()
  const { html, status } = await browser.get('/account')
  expect(status).toBe(200)
  expect(html).toContain(person.email)
  expect(html).toContain('Elm House with Council')
  expect(html).toContain('See and change everything, without signing, for the whole organisation')
  expect(html).toContain('(this one)')
  expect(html).toContain('Signed in')
})

it('says what is set up for signing in, and what is not', async () => {
  const { person, browser } = await someoneIn()
  const before = (await browser.get('/account')).html
  expect(before).toContain('Changed on 10 April 2025')
  expect(before).toMatch(/Authenticator app\s*<\/dt>\s*<dd[^>]*>\s*Not set up/)
  expect(before).toMatch(/Recovery codes\s*<\/dt>\s*<dd[^>]*>\s*None\s*</)
  await stage.build.insert('access.passkey', {
    account_id: person.accountId,
    credential_id: person.accountId,
    public_key: Buffer.from('key'),
    name: 'My telephone',
    added_at: clock.now(),
  })
  const after = (await browser.get('/account')).html
  expect(after).toMatch(/Passkeys\s*<\/dt>\s*<dd[^>]*>\s*1 passkey\s*</)
  expect(after).toContain('None: make some, for when you lose your phone')
})

it('says that a security code is of no use where a council takes none', async () => {
  const strict = await aCouncil(stage.build, { security_code: 'not-allowed' })
  const { person, browser } = await someoneIn()
  await stage.build.insert('access.membership', {
    council_id: strict.id,
    account_id: person.accountId,
    name: 'At both',
    email: person.email,
  })
  expect((await browser.get('/account')).html).toContain('Not used: a council that you work with does not take it')
})

it('says what council staff may do', async () => {
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles: ['payments', 'auditor'] })
  const browser = aBrowser(app)
  await signIn(browser, { email })
  const { html } = await browser.get('/account')
  expect(html).toContain('Prepare payment runs')
  expect(html).toContain('See everything')
})

it('signs out everywhere else', async () => {
  const { person, browser } = await someoneIn()
  const other = aBrowser(app)
  await signIn(other, { email: person.email })
  await browser.get('/account')
  expect((await browser.post('/account/other-sessions')).location).toBe('/account')
  expect((await browser.get('/provider')).status).toBe(200)
  expect((await other.get('/provider')).status).toBe(303)
})

it('changes the password, ends the other sessions and lets the old one in no more', async () => {
  const { person, browser } = await someoneIn()
  const other = aBrowser(app)
  await signIn(other, { email: person.email })
  const password = 'gravel kettle moon 4'
  await browser.get('/account/password')
  const changed = await browser.post('/account/password', { current: RIGHT_PASSWORD, next: password })
  expect([changed.status, changed.location]).toEqual([303, '/account'])
  expect((await browser.get('/provider')).status).toBe(200)
  expect((await other.get('/provider')).status).toBe(303)
  expect((await signIn(aBrowser(app), { email: person.email })).status).toBe(422)
  expect((await signIn(aBrowser(app), { email: person.email, password })).location).toBe('/provider')
})

it.each([
  ['', 'Enter a new password'],
  ['short 1', 'must be 12 characters or more'],
  ['lettersonlyhere', 'at least one number, space or symbol'],
  ['Password2025!!', 'too easy to guess'],
  ['elm house 2025', 'too easy to guess'],
  ['Blickling Hall 1616', 'too easy to guess'],
  [RIGHT_PASSWORD, 'one of your last 12 passwords'],
])('refuses the new password %j and says which rule', async (next, words) => {
  const { browser } = await someoneIn()
  await browser.get('/account/password')
  const answer = await browser.post('/account/password', { current: RIGHT_PASSWORD, next })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(words)
  if (next !== '') expect(answer.html).not.toContain(`value="${next}"`)
})

it('X02 refuses each of the last twelve passwords and takes the thirteenth-last', async () => {
  const { browser } = await someoneIn()
  let current = RIGHT_PASSWORD
  const change = async (next: string) => {
    clock.pass(20)
    await browser.get('/account/password')
    const { status } = await browser.post('/account/password', { current, next })
    if (status === 303) current = next
    return status
  }
  const names = Array.from({ length: 12 }, (_, index) => `gravel kettle moon ${String(index)}`)
  for (const next of names) expect(await change(next)).toBe(303)
  for (const next of names) expect(await change(next)).toBe(422)
  expect(await change(RIGHT_PASSWORD)).toBe(303)
})

it('locks after three wrong current passwords, as at the door', async () => {
  const { person, browser } = await someoneIn()
  const wrong = () => browser.post('/account/password', { current: 'wrong', next: 'gravel kettle moon 4' })
  await browser.get('/account/password')
  expect((await wrong()).html).toContain('The current password is wrong')
  await wrong()
  expect((await wrong()).html).toContain('The account is locked')
  expect((await signIn(aBrowser(app), { email: person.email })).status).toBe(422)
})

it('changes the security code, with the password', async () => {
  const { person, browser } = await someoneIn()
  await browser.get('/account/security-code')
  const send = (password: string, code: string) => browser.post('/account/security-code', { password, code })
  expect((await send('wrong', '918273')).html).toContain('The password is wrong')
  expect((await send(RIGHT_PASSWORD, '123456')).html).toContain('follow each other')
  expect((await send(RIGHT_PASSWORD, RIGHT_CODE)).html).toContain('the one you have now')
  expect((await send(RIGHT_PASSWORD, ' 918 273 ')).location).toBe('/account')
  expect((await signIn(aBrowser(app), { email: person.email })).status).toBe(422)
  expect((await signIn(aBrowser(app), { email: person.email, code: '918273' })).location).toBe('/provider')
})

it('X07 lets nobody in with a password of ninety days before a new one is chosen', async () => {
  const { person } = await someoneIn()
  clock.pass(90 * 86_400)
  const browser = aBrowser(app)
  expect((await signIn(browser, { email: person.email })).location).toBe('/sign-in/new-password')
  expect((await browser.get('/provider')).status).toBe(303)
  expect((await browser.post('/places', { place: person.membershipId })).location).toBe('/sign-in/new-password')
  await browser.get('/sign-in/new-password')
  const next = 'gravel kettle moon 5'
  expect((await browser.post('/sign-in/new-password', { current: RIGHT_PASSWORD, next })).location).toBe('/provider')
  expect((await browser.get('/provider')).status).toBe(200)
})

it('keeps the change of a password to those who are signed in', async () => {
  const browser = aBrowser(app)
  for (const address of ['/sign-in/new-password', '/account/password', '/account/security-code', '/account', '/places'])
    expect((await browser.get(address)).location).toContain('/sign-in?return=')
})

it.each(['/help', '/accessibility', '/privacy', '/cookies', '/signed-out'])(
  'shows %s to everybody',
  async (address) => {
    expect((await aBrowser(app).get(address)).status).toBe(200)
  },
)

it('writes nothing personal into a page that could be kept, and forbids keeping any', async () => {
  const { browser } = await someoneIn()
  expect((await browser.get('/account')).headers['cache-control']).toBe('no-store')
})

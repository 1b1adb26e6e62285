import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  signIn,
  testClock,
  type Browser,
  type TestClock,
} from '../../../testing/an-access.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider
let administrator: Browser

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})
beforeEach(async () => {
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  administrator = await staff('portal-administration')
})

async function staff(...staffRoles: string[]): Promise<Browser> {
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles })
  const browser = aBrowser(app)
  await signIn(browser, { email })
  return browser
}
function somebody() {
  return aPerson(stage, access, { councilId: council.id, providerId: provider.id })
}
const address = '/council/people/policies/acceptable-use'

async function publish(body: string, over: Record<string, string> = {}, browser = administrator) {
  const { html } = await browser.get(address)
  const basedOn = /name="basedOn" value="(\d+)"/.exec(html)?.[1] ?? ''
  const key = /name="_key" value="([^"]+)"/.exec(html)?.[1] ?? ''
  return browser.post(address, { _key: key, basedOn, body, changes: '', grace: '0', ...over })
}
function shownIn(html: string): string {
  return /name="shown" value="([^"]+)"/.exec(html)?.[1] ?? ''
}
async function accept(browser: Browser, at: string, over: Record<string, string> = {}) {
  const { html } = await browser.get(at)
  return browser.post(at, { shown: shownIn(html), accepted: 'yes', return: '/provider/actuals', ...over })
}

it('lets nobody in before the policy is accepted, and leads on to the page asked for', async () => {
  await publish('Keep your password to yourself.')
  const { email, membershipId } = await somebody()
  const browser = aBrowser(app)
  const came = await signIn(browser, { email, returnTo: '/provider/actuals' })
  expect(came.location).toBe(`/policies/${membershipId}?return=%2Fprovider%2Factuals`)
  expect((await browser.get('/account')).location).toContain('/sign-in')
  expect((await browser.get(came.location)).html).toContain('Keep your password to yourself.')
  expect((await accept(browser, came.location)).location).toBe('/provider/actuals')
  expect((await browser.get('/account')).status).toBe(200)
  expect((await signIn(aBrowser(app), { email })).location).toBe('/provider')
})

it('shows what changed since the version accepted', async () => {
  await publish('Keep it safe.\n\nTell nobody.')
  const { email } = await somebody()
  const first = aBrowser(app)
  await accept(first, (await signIn(first, { email })).location)
  await publish('Keep it safe.\n\nLock <your> screen.', { changes: 'Screens must lock.' })
  const browser = aBrowser(app)
  const { html } = await browser.get((await signIn(browser, { email })).location)
  expect(html).toContain('You accepted version 1. This is version 2.')
  expect(html).toContain('<ins>Lock &lt;your> screen.</ins>')
  expect(html).toContain('<del>Tell nobody.</del>')
  expect(html).toContain('Screens must lock.')
})

it('asks again until the box is ticked', async () => {
  await publish('Keep it safe.')
  const { email } = await somebody()
  const browser = aBrowser(app)
  const { location } = await signIn(browser, { email })
  const { html } = await browser.get(location)
  const refused = await browser.post(location, { shown: shownIn(html) })
  expect([refused.status, refused.html.includes('Select that you have read it')]).toEqual([422, true])
  expect((await browser.post(location, { shown: shownIn(html), later: 'yes' })).status).toBe(422)
})

it('lets people wait until the day on which it is required', async () => {
  await publish('Keep it safe.', { grace: '7' })
  const { email } = await somebody()
  const early = aBrowser(app)
  const { location } = await signIn(early, { email })
  expect((await early.get(location)).html).toContain('Decide later')
  expect((await early.post(location, { later: 'yes' })).location).toBe('/provider')
  clock.pass(7 * 86_400)
  const late = aBrowser(app)
  await signIn(late, { email })
  expect((await late.get(location)).html).not.toContain('Decide later')
  expect((await late.post(location, { later: 'yes' })).status).toBe(422)
})

it('gives no time for a new version to whoever never accepted the one before, which is required', async () => {
  await publish('Keep it safe.')
  const [known, fresh] = await Promise.all([somebody(), somebody()])
  const first = aBrowser(app)
  await accept(first, (await signIn(first, { email: known.email })).location)
  await publish('Keep it very safe.', { grace: '7' })
  const came = aBrowser(app)
  const { location } = await signIn(came, { email: fresh.email })
  const { html } = await came.get(location)
  expect([html.includes('Keep it very safe.'), html.includes('Decide later')]).toEqual([true, false])
  expect((await came.post(location, { later: 'yes' })).status).toBe(422)
  const again = aBrowser(app)
  const back = await signIn(again, { email: known.email })
  expect((await again.post(back.location, { later: 'yes' })).location).toBe('/provider')
})

it('takes no acceptance of a version that was not shown', async () => {
  await publish('Keep it safe.')
  const { email } = await somebody()
  const browser = aBrowser(app)
  const { location } = await signIn(browser, { email })
  const { html } = await browser.get(location)
  await publish('Keep it very safe.')
  const refused = await browser.post(location, { shown: shownIn(html), accepted: 'yes' })
  expect([refused.status, refused.html.includes('A newer version was published')]).toEqual([422, true])
})

it('stands before a place that was chosen from several, and before no other council’s', async () => {
  await publish('Keep it safe.')
  const elsewhere = await aCouncil(stage.build)
  const other = await aProvider(stage.build, elsewhere.id)
  const person = await somebody()
  const second = randomUUID()
  await stage.build.insert('access.membership', {
    id: second,
    council_id: elsewhere.id,
    account_id: person.accountId,
    provider_id: other.id,
    name: 'The same person',
    email: person.email,
  })
  const browser = aBrowser(app)
  expect((await signIn(browser, { email: person.email })).location).toBe('/places')
  await browser.get('/places')
  expect((await browser.post('/places', { place: person.membershipId })).location).toBe(
    `/policies/${person.membershipId}`,
  )
  expect((await browser.post('/places', { place: second })).location).toBe('/provider')
})

it('keeps another person’s place and a malformed one out of reach', async () => {
  await publish('Keep it safe.')
  const [one, other] = await Promise.all([somebody(), somebody()])
  const browser = aBrowser(app)
  await signIn(browser, { email: one.email })
  expect((await browser.get(`/policies/${other.membershipId}`)).status).toBe(404)
  expect((await browser.get('/policies/nowhere')).status).toBe(404)
  expect((await aBrowser(app).get(`/policies/${one.membershipId}`)).location).toContain('/sign-in')
})

it('reports who accepted which version, on the page and as CSV', async () => {
  await publish('Keep it safe.')
  const [one, other] = await Promise.all([somebody(), somebody()])
  const browser = aBrowser(app)
  await accept(browser, (await signIn(browser, { email: one.email })).location)
  const report = (await administrator.get('/council/people/policies')).html
  expect(report).toContain('Accepted on 17 April 2025')
  const missing = (await administrator.get('/council/people/policies?missing=yes')).html
  expect([missing.includes(one.membershipId), missing.includes(other.membershipId)]).toEqual([false, true])
  const csv = (await administrator.get('/council/people/policies.csv')).html.split('\r\n')
  expect(csv.find((line) => line.includes(one.email))).toMatch(/,1,1,2025-04-1\dT/)
  expect(csv.find((line) => line.includes(other.email))).toMatch(/,1,,$/)
})

it('refuses an empty text, a missing choice, no change, and a kind that is none', async () => {
  expect((await publish(' ')).html).toContain('Enter the text of the policy')
  expect((await publish('x', { grace: '3' })).html).toContain('Select when people must have accepted it')
  expect((await publish('x'.repeat(50_001))).html).toContain('50,000 characters or less')
  await publish('Keep it safe.')
  expect((await publish('Keep it safe.\n')).html).toContain('The text is the same')
  expect((await administrator.get('/council/people/policies/other')).status).toBe(404)
})

it('refuses a version based on one that is no longer the newest, and keeps what was typed', async () => {
  await publish('Keep it safe.')
  const stale = await publish('Mine instead', { basedOn: '0' })
  expect([stale.status, stale.html.includes('Somebody published a newer version')]).toEqual([422, true])
  expect(stale.html).toContain('Mine instead')
})

it('lets one of two publish who write the same version at once', async () => {
  const second = await staff('portal-administration')
  const answers = await Promise.all([
    publish('One text', { basedOn: '0' }),
    publish('Another text', { basedOn: '0' }, second),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('lets only people who manage people publish', async () => {
  const auditor = await staff('auditor')
  expect((await auditor.get('/council/people/policies')).status).toBe(200)
  expect((await auditor.get(address)).status).toBe(403)
})

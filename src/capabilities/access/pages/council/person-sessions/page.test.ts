import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
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
} from '../../../testing/an-access.ts'
import { auditOf } from '../../../testing/contacts.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider
let office: Browser

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access)
  office = await inAs(await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] }))
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function inAs({ email }: { readonly email: string }): Promise<Browser> {
  const browser = aBrowser(app)
  await signIn(browser, { email })
  return browser
}
function somebody() {
  return aPerson(stage, access, { councilId: council.id, providerId: provider.id })
}
/** Two browsers of one person, the second opened a minute later. */
async function twice(person: { readonly email: string }) {
  const first = await inAs(person)
  clock.pass(60)
  return [first, await inAs(person)] as const
}
const startedIn = (html: string) => [...html.matchAll(/name="started" value="(\d+)"/g)].map(([, ms]) => ms ?? '')
const isIn = async (browser: Browser) => (await browser.get('/account')).status === 200

it('shows where somebody is signed in, and ends one session or all, and tells the person', async () => {
  const person = await somebody()
  const [first, second] = await twice(person)
  const address = `/council/people/${person.membershipId}/sessions`
  const [, oldest = ''] = startedIn((await office.get(address)).html)
  expect((await office.post(address, { started: oldest })).location).toBe(address)
  expect([await isIn(first), await isIn(second)]).toEqual([false, true])
  const again = await office.post(address, { started: oldest })
  expect([again.status, again.html.includes('This is over already')]).toEqual([422, true])
  const third = await inAs(person)
  expect((await office.post(address)).status).toBe(303)
  expect([await isIn(second), await isIn(third)]).toEqual([false, false])
  expect((await office.get(address)).html).toContain('Nowhere at present')
  expect(await auditOf(stage, council.id, person.accountId)).toEqual(['people.sessions-ended', 'people.sessions-ended'])
  const mails = await mailsTo(stage, { councilId: council.id, email: person.email })
  expect(mails.filter(({ subject }) => subject.includes('signed you out'))).toHaveLength(2)
})

it('shows and ends nothing of what somebody does at another council', async () => {
  const elsewhere = await aCouncil(stage.build)
  const person = await aPerson(stage, access, { councilId: elsewhere.id, staffRoles: ['auditor'] })
  const there = await inAs(person)
  await stage.build.insert('access.membership', {
    council_id: council.id,
    id: person.accountId,
    account_id: person.accountId,
    provider_id: provider.id,
    name: 'Here Too',
    email: person.email,
  })
  const address = `/council/people/${person.accountId}/sessions`
  expect((await office.get(address)).html).toContain('Nowhere at present')
  expect((await office.post(address)).status).toBe(422)
  expect(await isIn(there)).toBe(true)
  const stranger = await aMember(stage.build, elsewhere.id, null)
  expect((await office.get(`/council/people/${stranger.membershipId}/sessions`)).status).toBe(404)
  expect((await office.post(`/council/people/${stranger.membershipId}/sessions`)).status).toBe(404)
})

it('is closed to whoever only looks', async () => {
  const person = await somebody()
  const auditor = await inAs(await aPerson(stage, access, { councilId: council.id, staffRoles: ['auditor'] }))
  expect((await auditor.get(`/council/people/${person.membershipId}/sessions`)).status).toBe(403)
  expect((await auditor.post(`/council/people/${person.membershipId}/sessions`)).status).toBe(403)
})

it('lets the owner end one other session, and never the one that asks', async () => {
  const person = await somebody()
  const [first, second] = await twice(person)
  clock.pass(60)
  const third = await inAs(person)
  const started = startedIn((await third.get('/account')).html)
  expect(started).toHaveLength(2)
  await third.post('/account/other-sessions', { started: started[1] ?? '' })
  expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([false, true, true])
  const mine = String(clock.now().getTime())
  await third.post('/account/other-sessions', { started: mine })
  expect([await isIn(second), await isIn(third)]).toEqual([true, true])
  const account = await third.get('/account')
  expect(account.html).toContain('Signed out in one other place')
  await third.post('/account/other-sessions')
  expect([await isIn(second), await isIn(third)]).toEqual([false, true])
})

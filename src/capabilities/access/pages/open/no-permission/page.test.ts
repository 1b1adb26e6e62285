import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import { giveDemonstrationSecrets } from '../../../commands/accounts.ts'
import { countPeopleTasks } from '../../../store/counts.ts'
import { askColleagues } from '../../../store/help.ts'
import { newsOf } from '../../../../../testing/news.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  RIGHT_CODE,
  RIGHT_PASSWORD,
  signIn,
  testClock,
  type Browser,
} from '../../../testing/an-access.ts'

let stage: Stage
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: testClock() })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

/** Somebody in finance, who may not see people. */
async function inFinance() {
  const person = await aMember(stage.build, council.id, null)
  await stage.build.insert('access.membership', {
    council_id: council.id,
    id: person.accountId,
    account_id: person.accountId,
    provider_id: provider.id,
    name: 'Fay Finance',
    email: person.email,
  })
  await stage.build.insert('access.access_grant', {
    council_id: council.id,
    membership_id: person.accountId,
    provider_id: provider.id,
    scope: 'organisation',
    role: 'finance',
    mode: 'edit',
  })
  await giveDemonstrationSecrets(access, { accountIds: [person.accountId], password: RIGHT_PASSWORD, code: RIGHT_CODE })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  await browser.get('/places')
  await browser.post('/places', { place: person.accountId })
  return { ...person, browser, membershipId: person.accountId }
}
async function administrator(): Promise<Browser> {
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  const browser = aBrowser(app)
  await signIn(browser, { email })
  return browser
}
async function ask(browser: Browser) {
  await browser.get('/no-permission/people.view')
  return browser.post('/no-permission/people.view')
}

it('leads from a refused page to what is missing and who can give it', async () => {
  const colleague = await aMember(stage.build, council.id, provider.id)
  const { browser } = await inFinance()
  const refused = await browser.get('/provider/people')
  expect([refused.status, refused.html.includes('href="/no-permission/people.view"')]).toEqual([403, true])
  const { html } = await browser.get('/no-permission/people.view')
  expect(html).toContain('see who has an account and what they may do')
  expect(html).toContain(`Person ${colleague.accountId.slice(0, 4)}`)
  expect(html).not.toContain('<li>Fay Finance</li>')
})

it('names nobody of another organisation', async () => {
  const other = await aProvider(stage.build, council.id)
  const stranger = await aMember(stage.build, council.id, other.id)
  const { browser } = await inFinance()
  expect((await browser.get('/no-permission/people.view')).html).not.toContain(
    `Person ${stranger.accountId.slice(0, 4)}<`,
  )
})

it('puts the request in the council’s queue and tells those who can answer, once', async () => {
  const colleague = await aMember(stage.build, council.id, provider.id)
  const { browser, accountId, membershipId } = await inFinance()
  const asked = await ask(browser)
  expect((await browser.get(asked.location)).html).toContain('Your request is sent')
  await Promise.all([ask(browser), ask(browser)])
  const news = (await newsOf(stage, council.id, 'permission.asked')).filter(({ key }) => key.includes(accountId))
  expect(news.map(({ text }) => text)).toEqual([
    'Fay Finance asks to be allowed to see who has an account and what they may do.',
  ])
  expect(news[0]?.to).toMatchObject({ accountIds: expect.arrayContaining([colleague.accountId]) as unknown })
  const officers = (await newsOf(stage, council.id, 'help.asked')).filter(({ key }) => key.includes(accountId))
  expect(officers.map(({ to }) => to)).toEqual([{ kind: 'staff', roles: ['portal-administration'] }])
  const office = await administrator()
  expect((await office.get('/council/people?asking=yes')).html).toContain('Fay Finance')
  const page = (await office.get(`/council/people/${membershipId}`)).html
  expect(page).toContain('to be allowed to see who has an account and what they may do')
})

/** An administrator of the organisation, signed in. */
async function lookingAfter(): Promise<Browser> {
  const { email } = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email })
  return browser
}
async function toldTo(accountId: string): Promise<readonly string[]> {
  const news = await newsOf(stage, council.id, 'permissions.changed')
  return news.filter(({ to }) => to.kind === 'people' && to.accountIds.includes(accountId)).map(({ text }) => text)
}
/** A change of what somebody may do, with one kind of work more, as far as the page before it is sent. */
async function withMore(browser: Browser, membershipId: string, role: string): Promise<string> {
  await browser.get(`/provider/people/${membershipId}`)
  const { location } = await browser.post(`/provider/people/${membershipId}/change`)
  await browser.post(`${location}/grants`, { scope: 'organisation', role, mode: 'edit' })
  return location
}

it('is listed with the name and the wish where the organisation looks after people, and answered by giving it', async () => {
  const { browser, accountId, membershipId } = await inFinance()
  await ask(browser)
  const chief = await lookingAfter()
  const list = await chief.get('/provider/people')
  expect(list.html).toContain(`${membershipId}">Fay Finance</a>, to be allowed`)
  expect(list.html).toContain('to be allowed to see who has an account and what they may do')
  expect((await chief.get(`/provider/people/${membershipId}`)).html).toContain('comes with Admin or Full')
  const request = await withMore(chief, membershipId, 'admin')
  expect((await chief.get(request)).html).toContain('The council decides')
  await chief.post(`${request}/submission`)
  const office = await administrator()
  const decided = request.replace('/provider/people/requests', '/council/contact-requests')
  const version = /name="version" value="(\d+)"/.exec((await office.get(decided)).html)?.[1] ?? ''
  expect((await office.post(`${decided}/approval`, { version })).status).toBe(303)
  expect(await toldTo(accountId)).toEqual(['As you asked, you may now see who has an account and what they may do.'])
  expect((await chief.get('/provider/people')).html).not.toContain(`${membershipId}">Fay Finance</a>, to be allowed`)
  expect((await office.get('/council/people?asking=yes')).html).not.toContain(membershipId)
  expect((await browser.get('/provider/people')).status).toBe(200)
})

it('stays when something else is given, until somebody says no', async () => {
  const { browser, accountId, membershipId } = await inFinance()
  await ask(browser)
  const office = await administrator()
  const { html } = await office.get(`/council/people/${membershipId}/grants?scope=organisation`)
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  const given = { version, scope: 'organisation', role: 'care-management', mode: 'edit' }
  expect((await office.post(`/council/people/${membershipId}/grants`, given)).status).toBe(303)
  expect((await office.get('/council/people?asking=yes')).html).toContain(membershipId)
  const chief = await lookingAfter()
  await chief.get(`/provider/people/${membershipId}`)
  expect((await chief.post(`/provider/people/${membershipId}/wish-refusal`)).status).toBe(303)
  expect((await chief.get('/provider/people')).html).not.toContain(`${membershipId}">Fay Finance</a>, to be allowed`)
  expect((await office.get('/council/people?asking=yes')).html).not.toContain(membershipId)
  expect((await toldTo(accountId)).at(-1)).toMatch(/said no to what you asked for, to see who has an account/)
  expect((await office.post(`/council/people/${membershipId}/wish-refusal`)).status).toBe(422)
})

it('reaches the council though colleagues helped with signing in before, and is counted once', async () => {
  const { browser, accountId, membershipId } = await inFinance()
  const at = { councilId: council.id, providerId: provider.id, accountId, now: access.clock.now() }
  const counted = () => stage.db.read(councilActor(council.id, accountId).scope, countPeopleTasks)
  const before = await counted()
  await stage.db.write({ role: 'portal_gate' }, (tx) => askColleagues(tx, at))
  expect(await counted()).toEqual(before)
  await ask(browser)
  expect((await counted()).asking).toBe(before.asking + 1)
  const office = await administrator()
  expect((await office.get('/council/people?asking=yes')).html).toContain(membershipId)
  const page = (await office.get(`/council/people/${membershipId}`)).html
  expect(page).toContain('to be allowed to see who has an account')
  expect(page).not.toContain('with signing in<')
})

it('knows no permission of the other face, and none that does not exist', async () => {
  const { browser } = await inFinance()
  for (const permission of ['runs.release', 'made.up', '..%2F..', 'people'])
    expect((await browser.get(`/no-permission/${permission}`)).status).toBe(404)
  expect((await aBrowser(app).get('/no-permission/people.view')).location).toContain('/sign-in')
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  signIn,
  testClock,
  type APerson,
  type Browser,
} from '../../../testing/an-access.ts'
import * as providers from '../../../../providers/routes.ts'
import type { FastifyInstance } from 'fastify'

const clock = testClock()
let stage: Stage
let app: FastifyInstance
let council: ACouncil
let provider: AProvider
let officer: APerson
let colleague: APerson
let owner: APerson

beforeAll(async () => {
  stage = await aStage()
  const access = anAccess(stage, { clock })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { name: 'Elm Care' })
  officer = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  colleague = await aPerson(stage, access, { councilId: council.id, staffRoles: ['payments'] })
  owner = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  app = await aDoor(stage, access, (faces, web) => {
    providers.routes(faces, web, { secrets: access.secrets })
    for (const [method, url, permission] of doors)
      faces.provider.route({ method, url, config: { permission }, handler: (request) => request.visitor?.name ?? '' })
  })
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

/** Stand-ins for pages of other capabilities: only their doors matter here. */
const doors = [
  ['GET', '/', 'home.view'],
  ['GET', '/weeks', 'actuals.record'],
  ['GET', '/signing', 'agreements.respond'],
  ['GET', '/hidden', 'restricted.view'],
] as const

async function asOfficer(): Promise<Browser> {
  const browser = aBrowser(app)
  await signIn(browser, officer)
  return browser
}
const start = (browser: Browser, fields: Record<string, string> = { reason: 'Joan telephoned', hours: '1' }) =>
  browser.post(`/council/organisations/${provider.id}/acting`, fields)

it('opens the provider’s pages to this session, under a name that says whose', async () => {
  const browser = await asOfficer()
  const before = new Map(browser.cookies)
  expect((await start(browser)).location).toBe('/provider')
  expect(browser.cookies.get('portal')).not.toBe(before.get('portal'))
  expect((await browser.get('/provider/weeks')).html).toBe(
    `Person ${officer.accountId.slice(0, 4)} of Council ${council.code}`,
  )
  const page = await browser.get('/provider/organisation')
  expect(page.html).toContain('You are acting for Elm Care')
  expect(page.html).toContain('Elm Care with Council')
  expect((await browser.get('/council/organisations')).status).toBe(404)
})

it('keeps what binds, who works there and restricted people closed', async () => {
  const browser = await asOfficer()
  await start(browser)
  expect((await browser.get('/provider/signing')).status).toBe(403)
  expect((await browser.get('/provider/hidden')).status).toBe(403)
  expect((await browser.get('/provider/people/requests/new')).status).toBe(403)
})

it('acts in no other session of the same officer', async () => {
  const [one, other] = [await asOfficer(), await asOfficer()]
  await start(one)
  expect((await other.get('/provider/weeks')).status).toBe(404)
  expect((await other.get('/council/organisations')).status).toBe(200)
})

it('ends by the button and by the clock', async () => {
  const browser = await asOfficer()
  await start(browser)
  await browser.get('/provider/organisation')
  expect((await browser.post('/acting/end')).location).toBe('/council')
  expect((await browser.get('/council/organisations')).status).toBe(200)
  await browser.get(`/council/organisations/${provider.id}/acting`)
  await start(browser)
  for (let minutes = 0; minutes < 56; minutes += 8) {
    clock.pass(8 * 60)
    expect((await browser.post('/session/extension')).status).toBe(204)
  }
  clock.pass(5 * 60)
  expect((await browser.get('/provider/weeks')).status).toBe(404)
  expect((await browser.get('/council/organisations')).status).toBe(200)
})

it('shows the provider who acted, why, and what was done', async () => {
  const browser = await asOfficer()
  await start(browser, { reason: 'Change our telephone, please', hours: '1' })
  await browser.get('/provider/organisation/changes/phone')
  const changed = await browser.post('/provider/organisation/changes/phone', {
    version: '1',
    value: '01632 960123',
    'effective-day': '10',
    'effective-month': '4',
    'effective-year': '2025',
    evidence: 'Joan telephoned',
  })
  expect([changed.status, changed.html]).toEqual([303, ''])
  await browser.get('/provider/organisation')
  await browser.post('/acting/end')
  const own = aBrowser(app)
  await signIn(own, owner)
  const list = await own.get('/provider/acting')
  expect(list.html).toContain('Change our telephone, please')
  const address = /\/provider\/acting\/[0-9a-f-]{36}/.exec(list.html)?.[0] ?? ''
  const page = await own.get(address)
  expect(page.html).toContain('details')
  expect(page.html).toContain('Stopped acting for the organisation')
  const { rows } = await stage.db.read(systemScope(council.id), (tx) =>
    sql<{ actor_name: string; account_id: string }>`select actor_name, account_id from platform.audit_entry
      where council_id = ${tx.councilId} and action like 'organisation.change%'`.execute(tx),
  )
  expect(rows).toEqual([
    { actor_name: `Person ${officer.accountId.slice(0, 4)} of Council ${council.code}`, account_id: officer.accountId },
  ])
})

it('lets an administrator of the provider stop it', async () => {
  const browser = await asOfficer()
  await start(browser, { reason: 'Nobody asked', hours: '4' })
  const own = aBrowser(app)
  await signIn(own, owner)
  const list = await own.get('/provider/acting')
  const address = /\/provider\/acting\/[0-9a-f-]{36}/.exec(list.html)?.[0] ?? ''
  await own.get(address)
  expect((await own.post(`${address}/end`)).location).toBe(address)
  expect((await browser.get('/provider/weeks')).status).toBe(404)
})

it.each([
  [{ reason: ' ' }, 'Enter what they asked you to do'],
  [{ reason: 'x'.repeat(2_001) }, 'must be 2,000 characters or fewer'],
])('is refused without a fitting reason', async (fields, words) => {
  const answer = await start(await asOfficer(), { hours: '1', ...fields })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(words)
})

it('is not for other staff, and not for providers of other councils', async () => {
  const browser = aBrowser(app)
  await signIn(browser, colleague)
  expect((await start(browser)).status).toBe(403)
  const elsewhere = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  const answer = await (
    await asOfficer()
  ).post(`/council/organisations/${elsewhere.id}/acting`, { reason: 'x', hours: '1' })
  expect(answer.status).toBe(404)
})

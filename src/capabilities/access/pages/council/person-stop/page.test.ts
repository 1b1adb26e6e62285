import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newsOf } from '../../../../../testing/news.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  RIGHT_CODE,
  signIn,
  testClock,
  type APerson,
  type Browser,
} from '../../../testing/an-access.ts'
import { auditOf } from '../../../testing/contacts.ts'

const clock = testClock()
let stage: Stage
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider
let officer: APerson
let carer: APerson
let browser: Browser

beforeAll(async () => {
  stage = await aStage(clock.now().toISOString())
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
  officer = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  carer = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  browser = aBrowser(app)
  await signIn(browser, officer)
})

async function asOwner(statement: string, id: string): Promise<void> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  await client.query(statement, [id])
  await client.end()
}
const at = ({ membershipId }: APerson) => `/council/people/${membershipId}`
async function stop(how: string, reason = 'Lost telephone, says Asha', person = carer, by = browser) {
  await by.get(`${at(person)}/stopping`)
  return by.post(`${at(person)}/stopping`, { how, reason })
}
async function open(reason = 'Found again') {
  await browser.get(`${at(carer)}/stopping`)
  return browser.post(`${at(carer)}/opening`, { reason })
}
async function leave(day: string, person = carer) {
  const [year = '', month = '', date = ''] = day.split('-')
  await browser.get(`${at(person)}/stopping`)
  return browser.post(`${at(person)}/last-day`, { 'last-day': date, 'last-month': month, 'last-year': year })
}
async function signedIn(person = carer): Promise<Browser> {
  const own = aBrowser(app)
  await signIn(own, { email: person.email, code: RIGHT_CODE })
  return own
}

it.each(['locking', 'disabling'])('%s ends every session at once and lets nobody in', async (how) => {
  const own = await signedIn()
  expect((await own.get('/account')).status).toBe(200)
  expect((await stop(how)).location).toBe(at(carer))
  expect((await own.get('/account')).location).toContain('/sign-in')
  expect((await (await signedIn()).get('/account')).location).toContain('/sign-in')
  const { html } = await browser.get(`${at(carer)}/stopping`)
  expect(html).toContain('Lost telephone, says Asha')
  const [mail] = await mailsTo(stage, { councilId: council.id, email: carer.email })
  expect(mail?.body).toContain('The council made it so')
  expect(mail?.body).not.toContain('Lost telephone')
})

it('lets a locked person in again after unlocking, and a disabled one after opening', async () => {
  await stop('locking')
  await browser.get(at(carer))
  await browser.post(`${at(carer)}/unlocking`)
  expect((await (await signedIn()).get('/account')).status).toBe(200)
  await stop('disabling')
  expect((await open()).location).toBe(at(carer))
  expect((await (await signedIn()).get('/account')).status).toBe(200)
  const again = await open()
  expect([again.status, again.html.includes('not disabled')]).toEqual([422, true])
  expect(await auditOf(stage, council.id, carer.accountId)).toEqual([
    'people.locked',
    'people.unlocked',
    'people.disabled',
    'people.enabled',
  ])
})

it('makes links that are on their way worthless', async () => {
  await browser.get(at(carer))
  await browser.post(`${at(carer)}/set-up-link`)
  const [mail] = await mailsTo(stage, { councilId: council.id, email: carer.email })
  const link = /http:\/\/localhost(\/set-up\/[\w-]+)/.exec(mail?.body ?? '')?.[1] ?? 'no link'
  expect((await aBrowser(app).get(link)).status).toBe(200)
  await stop('disabling')
  expect((await aBrowser(app).get(link)).status).toBe(410)
})

it('disables nobody who also works for another council, and locks them', async () => {
  const elsewhere = await aCouncil(stage.build)
  const other = await aProvider(stage.build, elsewhere.id)
  await stage.build.insert('access.membership', {
    ...{ id: randomUUID(), council_id: elsewhere.id, account_id: carer.accountId, provider_id: other.id },
    ...{ name: 'The same person', email: carer.email },
  })
  const refused = await stop('disabling')
  expect([refused.status, refused.html.includes('also works for another council')]).toEqual([422, true])
  expect((await stop('locking')).status).toBe(303)
})

it.each([
  ['nothing chosen', '', 'A reason', 'Select what should happen'],
  ['no reason', 'locking', '  ', 'Enter why'],
  ['too long a reason', 'disabling', 'x'.repeat(501), '500 characters or fewer'],
])('refuses %s at the field, and keeps what was typed', async (_, how, reason, text) => {
  const refused = await stop(how, reason)
  expect([refused.status, refused.html.includes(text), refused.html.includes(reason.trim())]).toEqual([422, true, true])
  expect(await auditOf(stage, council.id, carer.accountId)).toEqual([])
})

it('keeps nobody out who does it themselves, and not twice', async () => {
  const own = await stop('locking', 'Me', officer)
  expect([own.status, own.html.includes('Somebody else must do this for you')]).toEqual([422, true])
  await stop('locking')
  expect((await stop('locking')).status).toBe(422)
})

it('is locked once by two who do it at the same moment', async () => {
  const second = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  const other = aBrowser(app)
  await signIn(other, second)
  const both = await Promise.all([stop('locking'), stop('locking', 'Both', carer, other)])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('is not there for another council’s person, nor for who may only look', async () => {
  const elsewhere = await aCouncil(stage.build)
  const stranger = await aPerson(stage, access, { councilId: elsewhere.id, staffRoles: ['auditor'] })
  expect((await browser.get(`${at(stranger)}/stopping`)).status).toBe(404)
  const auditor = await aPerson(stage, access, { councilId: council.id, staffRoles: ['auditor'] })
  expect((await (await signedIn(auditor)).get(`${at(carer)}/stopping`)).status).toBe(403)
})

it('ends a place after the last day, and says so when nobody else looks after the organisation', async () => {
  await asOwner(`update access.membership set ends_on = '2025-01-01' where account_id = $1`, provider.accountId)
  expect((await leave('2025-04-30')).location).toBe(at(carer))
  expect((await browser.get(`${at(carer)}/stopping`)).html).toContain('Now it is 30 April 2025')
  expect(await auditOf(stage, council.id, provider.id)).toEqual(['people.last-administrator-leaves'])
  expect(await newsOf(stage, council.id, 'administrator.missing')).toHaveLength(1)
  expect((await (await signedIn()).get('/account')).status).toBe(200)
  expect((await leave('2025-04-09')).html).toContain('must be today or later')
  expect((await leave('2025-02-31')).html).toContain('real date')
  expect((await leave('')).html).toContain('Enter the last day of work')
})

it('says the same when the place of the last one ends at once', async () => {
  await browser.get(`/council/people/${provider.membershipId}`)
  await browser.post(`/council/people/${carer.membershipId}/end`)
  expect(await auditOf(stage, council.id, provider.id)).toEqual([])
  await browser.post(`/council/people/${provider.membershipId}/end`)
  expect(await auditOf(stage, council.id, provider.id)).toEqual(['people.last-administrator-leaves'])
})

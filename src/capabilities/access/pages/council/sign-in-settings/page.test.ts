import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
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
} from '../../../testing/an-access.ts'
import { auditOf } from '../../../testing/contacts.ts'

const page = '/council/people/sign-in'
const clock = testClock()
let stage: Stage
let access: Access
let app: FastifyInstance
let council: ACouncil
let officer: APerson
let carer: APerson

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock })
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})
/** An officer with an app, and one person of a provider who has digits alone. */
beforeEach(async () => {
  council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  officer = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  carer = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  await giveApp(officer)
  await change("update access.membership set ends_on = '2025-01-01' where id = $1", provider.membershipId)
})

/** As the owner of the tables: what other pages would have done. */
async function change(statement: string, id: string): Promise<void> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  await client.query(statement, [id])
  await client.end()
}
const giveApp = ({ accountId }: APerson) =>
  change('update access.account set app_confirmed_at = now() where id = $1', accountId)

async function asOfficer(): Promise<Browser> {
  const browser = aBrowser(app)
  await signIn(browser, officer)
  return browser
}
const choice = {
  policy: 'classic',
  securityCode: 'allowed',
  firstAccess: 'link',
  linkHours: '48',
  idleMinutes: '10',
  dormantDays: '30',
}
const check = (over: Partial<typeof choice>) =>
  `${page}/check?${new URLSearchParams({ ...choice, ...over }).toString()}`
const settings = () =>
  stage.db.read(systemScope(council.id), (tx) =>
    tx
      .selectFrom('platform.council')
      .select(['sign_in_policy as policy', 'security_code as securityCode', 'first_access as firstAccess'])
      .where('council_id', '=', tx.councilId)
      .executeTakeFirstOrThrow(),
  )

it('says what each choice means with the numbers of the rules, and changes nothing by looking', async () => {
  const browser = await asOfficer()
  const { html } = await browser.get(page)
  expect(html).toContain('changed every 90 days')
  expect(html).toContain('15 without an app or a passkey')
  expect(html).toContain('warning by email on days 21 and 28')
  const checked = await browser.get(check({ policy: 'ncsc' }))
  expect(checked.html).toContain('2 people with a place at your council')
  expect(choice).toMatchObject(await settings())
  expect((await browser.get(check({}))).html).toContain('nothing to change')
  expect((await browser.get(`${page}/check?policy=none`)).status).toBe(400)
})

it('is changed after the check, once, and is in the audit', async () => {
  const browser = await asOfficer()
  await browser.get(check({ policy: 'ncsc' }))
  const wanted = { ...choice, policy: 'ncsc', firstAccess: 'temporary-password' }
  expect((await browser.post(page, { ...wanted, version: '1' })).location).toBe(page)
  expect(await settings()).toEqual({
    policy: 'ncsc',
    securityCode: 'allowed',
    firstAccess: 'temporary-password',
  })
  expect(await auditOf(stage, council.id, council.id)).toEqual(['people.sign-in-changed'])
  const again = await browser.post(page, { ...choice, version: '1' })
  expect(again.status).toBe(422)
  expect(again.html).toContain('Somebody changed how people sign in just now')
  const same = await browser.post(page, { ...wanted, version: '2' })
  expect([same.status, same.html.includes('already')]).toEqual([422, true])
})

it('sends a link to everybody who had digits alone when digits are taken no more', async () => {
  const browser = await asOfficer()
  const checked = await browser.get(check({ securityCode: 'not-allowed' }))
  expect(checked.html).toContain('1 person with neither an authenticator app nor a passkey')
  expect(checked.html).toContain('They are each sent a link now')
  await browser.post(page, { ...choice, securityCode: 'not-allowed', version: '1' })
  expect((await settings()).securityCode).toBe('not-allowed')
  const [mail] = await mailsTo(stage, { councilId: council.id, email: carer.email })
  expect(mail?.body).toContain('/set-up/')
  expect(await mailsTo(stage, { councilId: council.id, email: officer.email })).toEqual([])
})

it('locks nobody out of their own change', async () => {
  const browser = await asOfficer()
  await browser.get(page)
  await change('update access.account set app_confirmed_at = null where id = $1', officer.accountId)
  const refused = await browser.post(page, { ...choice, securityCode: 'not-allowed', version: '1' })
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('You have neither an authenticator app nor a passkey yourself')
  expect((await settings()).securityCode).toBe('allowed')
  expect(await mailsTo(stage, { councilId: council.id, email: carer.email })).toEqual([])
})

it('counts those for whom another council’s stricter rules stay, and passwords that the classic rules end', async () => {
  const other = await aCouncil(stage.build)
  await stage.build.insert('access.membership', {
    council_id: other.id,
    account_id: carer.accountId,
    name: 'At both',
    email: carer.email,
  })
  const browser = await asOfficer()
  expect((await browser.get(check({ policy: 'ncsc' }))).html).toContain('1 person also working for a council')
  await browser.post(page, { ...choice, policy: 'ncsc', version: '1' })
  await change("update access.account set password_changed_at = '2025-01-01' where id = $1", carer.accountId)
  expect((await browser.get(check({}))).html).toContain('1 person whose password is older than 90 days')
})

it('asks again who is there, and is closed to who may only look and to providers', async () => {
  const browser = await asOfficer()
  await browser.get(page)
  for (let times = 0; times < 2; times += 1) {
    clock.pass(400)
    await browser.post('/session/extension')
  }
  const asked = await browser.post(page, { ...choice, policy: 'ncsc', version: '1' })
  expect(asked.html).toContain('hange who may come in or what they may do')
  expect((await settings()).policy).toBe('classic')
  const auditor = aBrowser(app)
  await signIn(auditor, await aPerson(stage, access, { councilId: council.id, staffRoles: ['auditor'] }))
  expect((await auditor.get(page)).html).not.toContain('<form method="get"')
  expect((await auditor.get(check({}))).status).toBe(403)
  const provider = aBrowser(app)
  await signIn(provider, carer)
  expect((await provider.get(page)).status).toBe(404)
})

it('says how long links work and after how many days an account is suspended', async () => {
  const browser = await asOfficer()
  const shown = await browser.get(page)
  expect(shown.html).toContain('Suspended after 30 days without signing in')
  const asked = await browser.get(check({ linkHours: '24', dormantDays: '60' }))
  expect(asked.html).toContain('warned or suspended tonight')
  const version = /name="version" value="(\d+)"/.exec(asked.html)?.[1] ?? ''
  expect((await browser.post(page, { ...choice, version, linkHours: '24', dormantDays: '60' })).status).toBe(303)
  expect((await browser.post(page, { ...choice, version: '2', dormantDays: '31' })).status).toBe(400)
  const staff = await browser.post('/council/staff', {
    name: 'Sam New',
    email: `sam.${council.code}@county.example`,
    roles: 'brokerage',
  })
  expect(staff.status).toBe(303)
  const [mail] = await mailsTo(stage, { councilId: council.id, email: `sam.${council.code}@county.example` })
  expect(mail?.body).toContain('The link works for 24 hours')
})

it('signs people out after the fewest minutes of their councils, and says how many', async () => {
  const browser = await asOfficer()
  expect((await browser.get(check({ idleMinutes: '5' }))).html).toContain('from the next page on')
  const { html } = await browser.get(page)
  expect(html).toContain('Two minutes before somebody is signed out they are warned')
  expect((await browser.post(page, { ...choice, version: '1', idleMinutes: '5' })).status).toBe(303)
  expect((await browser.post(page, { ...choice, version: '2', idleMinutes: '7' })).status).toBe(400)
  const own = aBrowser(app)
  await signIn(own, officer)
  expect((await own.get('/account')).html).toMatch(/data-idle-seconds="300".*signed out after 5 minutes/s)
  clock.pass(299)
  expect((await own.get('/account')).status).toBe(200)
  clock.pass(300)
  expect((await own.get('/account')).location).toContain('/sign-in')
})

it('lets the stricter of two councils sign out sooner', async () => {
  const elsewhere = await aCouncil(stage.build)
  const other = await aProvider(stage.build, elsewhere.id)
  await stage.build.insert('access.membership', {
    ...{ id: randomUUID(), council_id: elsewhere.id, account_id: officer.accountId, provider_id: other.id },
    ...{ name: 'The same person', email: officer.email },
  })
  await change('update platform.council set idle_minutes = 20 where council_id = $1', council.id)
  const own = aBrowser(app)
  await signIn(own, officer)
  expect((await own.get('/places')).status).toBe(200)
  clock.pass(599)
  expect((await own.get('/places')).status).toBe(200)
  await change('update platform.council set idle_minutes = 5 where council_id = $1', elsewhere.id)
  clock.pass(300)
  expect((await own.get('/places')).location).toContain('/sign-in')
})

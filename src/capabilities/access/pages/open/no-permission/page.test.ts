import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import { giveDemonstrationSecrets } from '../../../commands/accounts.ts'
import { countPeopleTasks } from '../../../store/counts.ts'
import { askColleagues } from '../../../store/help.ts'
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
  const { browser, membershipId } = await inFinance()
  const asked = await ask(browser)
  expect((await browser.get(asked.location)).html).toContain('Your request is sent')
  await Promise.all([ask(browser), ask(browser)])
  const mails = await mailsTo(stage, { councilId: council.id, email: colleague.email })
  expect(mails.map(({ subject }) => subject)).toEqual(['A colleague asks for a permission in Provider Portal'])
  expect(mails[0]?.body).not.toContain('Fay')
  const office = await administrator()
  expect((await office.get('/council/people?asking=yes')).html).toContain('Fay Finance')
  const page = (await office.get(`/council/people/${membershipId}`)).html
  expect(page).toContain('to be allowed to see who has an account and what they may do')
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

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { makeRecoveryCodes } from '../../../commands/recovery-codes.ts'
import { accessRoutes } from '../../../routes.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  RIGHT_PASSWORD,
  signIn,
  testClock,
  type APerson,
  type TestClock,
} from '../../../testing/an-access.ts'
import { auditOf } from '../../../testing/contacts.ts'

let stage: Stage
let clock: TestClock
let access: Access
let site: Site
let app: FastifyInstance
let modern: AProvider
let classic: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  site = await aSite(stage, [accessRoutes(access)])
  app = await aDoor(stage, access)
  modern = await aProvider(stage.build, (await aCouncil(stage.build, { sign_in_policy: 'ncsc' })).id)
  classic = await aProvider(stage.build, (await aCouncil(stage.build)).id)
})
afterAll(async () => {
  await app.close()
  await site.close()
  await stage.strike()
})

const somebody = (at = modern) => aPerson(stage, access, { councilId: at.councilId, providerId: at.id })
async function anAdministrator(at = modern): Promise<APerson> {
  const person = await somebody(at)
  await give(at, person, { scope: 'organisation', role: 'admin' })
  return person
}
function give(at: AProvider, { membershipId }: APerson, grant: Readonly<Record<string, string>>) {
  const own = { council_id: at.councilId, provider_id: at.id, membership_id: membershipId, mode: 'edit' }
  return stage.build.insert('access.access_grant', { ...own, ...grant })
}
/** In place of what everybody has here. */
async function giveOnly(at: AProvider, person: APerson, grant: Readonly<Record<string, string>>): Promise<void> {
  await stage.db.write(councilActor(at.councilId, at.accountId).scope, (tx) =>
    tx
      .deleteFrom('access.access_grant')
      .where('council_id', '=', tx.councilId)
      .where('membership_id', '=', person.membershipId)
      .execute(),
  )
  await give(at, person, grant)
}
function as({ accountId }: APerson, at = modern) {
  const visitor = aProviderVisitor(at)
  return { ...visitor, accountId, scope: { ...visitor.scope, accountId } }
}
async function lock(person: APerson) {
  for (let tries = 0; tries < 10; tries += 1) {
    await signIn(aBrowser(app), { email: person.email, password: 'wrong' })
    clock.pass(321)
  }
  clock.pass(-321)
}
let askers = 0
async function ask(email: string, loss: string) {
  askers += 1
  const browser = aBrowser(app, undefined, `192.0.2.${String(askers)}`)
  await browser.get('/forgotten')
  const answer = await browser.post('/forgotten', { email, loss })
  return (await browser.get(answer.location)).html
}
const subjects = async (email: string, councilId = modern.councilId) =>
  (await mailsTo(stage, { councilId, email })).map(({ subject }) => subject)
const waitsWith = (accountId: string) =>
  access.db.read(gate, (tx) =>
    tx
      .selectFrom('access.help_request')
      .select(['provider_id', 'answered_at'])
      .where('account_id', '=', accountId)
      .execute(),
  )

it('lets an administrator unlock a colleague at once, who is told; the open session never ended', async () => {
  const [admin, colleague] = [await anAdministrator(), await somebody()]
  await lock(colleague)
  const help = `/provider/people/${colleague.membershipId}/help`
  expect((await site.visit(as(admin), help)).text).toContain('Locked until')
  const done = await site.send(as(admin), `${help}/unlocking`, {})
  expect([done.status, done.location]).toEqual([303, `/provider/people/${colleague.membershipId}`])
  expect((await signIn(aBrowser(app), { email: colleague.email })).location).toBe('/provider')
  expect(await subjects(colleague.email)).toContain('Your Provider Portal account is unlocked')
  expect(await auditOf(stage, modern.councilId, colleague.accountId)).toContain('people.unlocked')
  const again = await site.send(as(admin), `${help}/unlocking`, {})
  expect([again.status, again.text.includes('not locked')]).toEqual([422, true])
})

it('sends a colleague a link for both steps, tells them who asked, and leaves the old way in until it is used', async () => {
  const [admin, colleague] = [await anAdministrator(), await somebody()]
  const sent = await site.send(as(admin), `/provider/people/${colleague.membershipId}/help/set-up-link`, {})
  expect(sent.status).toBe(303)
  const told = await subjects(colleague.email)
  expect(told).toContain('Set up your sign-in to Provider Portal')
  expect(told).toContain('A colleague started to set up your sign-in to Provider Portal again')
  expect((await signIn(aBrowser(app), { email: colleague.email })).location).toBe('/provider')
  expect(await auditOf(stage, modern.councilId, colleague.accountId)).toContain('people.set-up-link-sent')
})

it('helps nobody with their own account, with a council’s staff, or under the classic profile', async () => {
  const admin = await anAdministrator()
  const both = await somebody()
  await stage.build.insert('access.membership', {
    council_id: modern.councilId,
    account_id: both.accountId,
    provider_id: null,
    name: 'Works for both',
    email: both.email,
  })
  const [oldAdmin, oldColleague] = [await anAdministrator(classic), await somebody(classic)]
  const tries = [
    [as(admin), admin.membershipId, 'Somebody else must help you'],
    [as(admin), both.membershipId, 'works for a council as well'],
    [as(oldAdmin, classic), oldColleague.membershipId, 'The council helps with signing in'],
  ] as const
  for (const [visitor, membershipId, words] of tries)
    for (const act of ['unlocking', 'set-up-link']) {
      const answer = await site.send(visitor, `/provider/people/${membershipId}/help/${act}`, {})
      expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
    }
  expect(await subjects(both.email)).toEqual([])
})

it('helps only those whose work lies inside the administrator’s own scope, and nobody at another organisation', async () => {
  const narrow = await somebody()
  await giveOnly(modern, narrow, { scope: 'service', service_id: modern.serviceId, role: 'full' })
  const [same, wider] = [await somebody(), await somebody()]
  await giveOnly(modern, same, { scope: 'service', service_id: modern.serviceId, role: 'care-management' })
  await giveOnly(modern, wider, { scope: 'organisation', role: 'finance' })
  const send = ({ membershipId }: APerson) =>
    site.send(as(narrow), `/provider/people/${membershipId}/help/set-up-link`, {})
  expect((await send(same)).status).toBe(303)
  expect((await send(wider)).text).toContain('more than you look after')
  const foreign = await somebody(await aProvider(stage.build, modern.councilId))
  expect((await send(foreign)).status).toBe(404)
})

it('asks the other administrators, once, when a colleague has nothing left, and the council only for the last one', async () => {
  const provider = await aProvider(stage.build, modern.councilId)
  const [admin, colleague] = [await anAdministrator(provider), await somebody(provider)]
  const page = await ask(colleague.email, 'both')
  await ask(colleague.email, 'both')
  expect(await ask('nobody@nowhere.example', 'both')).toContain(/<h1[^>]*>.*?<\/h1>/s.exec(page)?.[0])
  expect(await subjects(admin.email)).toEqual(['A colleague asks for help with signing in to Provider Portal'])
  expect(await waitsWith(colleague.accountId)).toEqual([{ provider_id: provider.id, answered_at: null }])
  expect((await site.visit(as(admin, provider), '/provider/people')).text).toContain('Asked for help with signing in')
  await site.send(as(admin, provider), `/provider/people/${colleague.membershipId}/help/set-up-link`, {})
  expect((await waitsWith(colleague.accountId))[0]?.answered_at).not.toBeNull()
  const alone = await aProvider(stage.build, modern.councilId, {})
  const last = await anAdministrator(alone)
  await stage.db.write(gate, (tx) =>
    tx.updateTable('access.account').set({ status: 'disabled' }).where('id', '=', alone.accountId).execute(),
  )
  await ask(last.email, 'both')
  expect(await waitsWith(last.accountId)).toEqual([{ provider_id: null, answered_at: null }])
})

it('says to who lost the code how to get in by what is left, and then the code is chosen anew', async () => {
  const { email, accountId } = await somebody()
  const codes = await makeRecoveryCodes(access, { accountId, password: RIGHT_PASSWORD, address: '' })
  await ask(email, 'code')
  expect(await subjects(email)).toContain('How to sign in to Provider Portal without your security code')
  expect(await waitsWith(accountId)).toEqual([])
  const browser = aBrowser(app)
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email, password: RIGHT_PASSWORD })
  await browser.get('/sign-in/code')
  const [recovery = ''] = codes.ok ? codes.value : []
  expect((await browser.post('/sign-in/code', { recovery })).location).toBe('/provider')
  expect((await browser.get('/account/security-code')).status).toBe(200)
})

it('asks for help with the code where nothing else is left of the second step', async () => {
  const { email, accountId } = await somebody()
  await ask(email, 'code')
  expect(await waitsWith(accountId)).toEqual([{ provider_id: modern.id, answered_at: null }])
})

it('lets who is locked for a time choose a new password meanwhile, which opens nothing early', async () => {
  const person = await somebody()
  await lock(person)
  await ask(person.email, 'password')
  expect(await subjects(person.email)).toContain('Choose a new password for Provider Portal')
  expect((await signIn(aBrowser(app), { email: person.email })).status).toBe(422)
})

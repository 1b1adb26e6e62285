import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { councilActor, aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
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
  type TestClock,
} from '../../../testing/an-access.ts'
import { setUpByLink } from '../../../testing/set-up.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider
let administrator: APerson

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  administrator = await aPerson(stage, access, { councilId: council.id, staffRoles: ['portal-administration'] })
  app = await aDoor(stage, access, (faces) => {
    faces.provider.get('/', { config: { permission: 'home.view' } }, () => 'home')
    faces.council.get('/', { config: { permission: 'home.view' } }, () => 'home')
  })
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function inAs(person: { readonly email: string }): Promise<Browser> {
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  return browser
}
function somebody(): Promise<APerson> {
  return aPerson(stage, access, { councilId: council.id, providerId: provider.id })
}
async function act(browser: Browser, membershipId: string, name: string) {
  await browser.get(`/council/people/${membershipId}`)
  return browser.post(`/council/people/${membershipId}/${name}`)
}

it('finds people by a part of their address, and by their company', async () => {
  const person = await somebody()
  const browser = await inAs(administrator)
  const found = await browser.get(`/council/people?search=${person.email.slice(0, 9).toUpperCase()}`)
  expect(found.html).toContain(`/council/people/${person.membershipId}`)
  expect(found.html).not.toContain(administrator.membershipId)
  expect((await browser.get('/council/people?search=elm%20hou')).html).toContain(person.membershipId)
  expect((await browser.get('/council/people?search=100%25')).html).toContain('Nobody matches')
})

it('pages through everybody once, fifty at a time', async () => {
  for (let n = 0; n < 60; n += 1) await aMember(stage.build, council.id, provider.id)
  const browser = await inAs(administrator)
  const seen: string[] = []
  let address: string | undefined = '/council/people'
  while (address !== undefined) {
    const { html } = await browser.get(address)
    seen.push(...[...html.matchAll(/href="\/council\/people\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ''))
    address = /href="(\/council\/people\?[^"]+after=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(60)
})

it('unlocks an account, once', async () => {
  const person = await somebody()
  for (const code of ['000000', '000001', '000002']) await signIn(aBrowser(app), { email: person.email, code })
  const browser = await inAs(administrator)
  expect((await browser.get(`/council/people/${person.membershipId}`)).html).toContain('Locked')
  expect((await act(browser, person.membershipId, 'unlocking')).status).toBe(303)
  expect((await signIn(aBrowser(app), { email: person.email })).location).toBe('/provider')
  const again = await act(browser, person.membershipId, 'unlocking')
  expect([again.status, again.html.includes('not locked')]).toEqual([422, true])
  expect(await auditOf(person.accountId)).toEqual(['people.unlocked'])
})

it('says why an account is locked, so that sleep is not taken for an attack', async () => {
  const person = await somebody()
  await stage.db.write({ role: 'portal_gate' }, (tx) =>
    tx
      .updateTable('access.account')
      .set({ locked_at: stage.clock.now(), lock_reason: 'dormant' })
      .where('id', '=', person.accountId)
      .execute(),
  )
  const page = await (await inAs(administrator)).get(`/council/people/${person.membershipId}`)
  expect(page.html).toContain('Nobody signed in for too long')
  expect(page.html).not.toContain('Three wrong tries')
})

it('tells the owner by mail that the account is locked, once', async () => {
  const person = await somebody()
  for (const code of ['000000', '000001', '000002', '000003'])
    await signIn(aBrowser(app), { email: person.email, code })
  const mails = await stage.db.read(councilActor(council.id, administrator.accountId).scope, (tx) =>
    tx
      .selectFrom('platform.mail')
      .select('subject')
      .where('council_id', '=', tx.councilId)
      .where('recipient', '=', person.email)
      .execute(),
  )
  expect(mails).toEqual([{ subject: 'Your Provider Portal account is locked' }])
})

it('sends a link with which a new person sets up signing in, once', async () => {
  const person = await aMember(stage.build, council.id, provider.id)
  const browser = await inAs(administrator)
  expect((await act(browser, person.membershipId, 'set-up-link')).status).toBe(303)
  const link = await linkSentTo(person.email)
  const stranger = aBrowser(app)
  const chosen = { password: 'gravel kettle moon 8', code: '918273' }
  expect((await setUpByLink(stranger, link, chosen)).location).toBe('/sign-in')
  expect((await signIn(aBrowser(app), { email: person.email, ...chosen })).location).toBe('/provider')
  expect((await stranger.get(link)).status).toBe(410)
  expect((await stranger.post(link)).status).toBe(410)
})

it('makes a link worthless after 48 hours, and when a newer one is sent', async () => {
  const person = await aMember(stage.build, council.id, provider.id)
  await act(await inAs(administrator), person.membershipId, 'set-up-link')
  const first = await linkSentTo(person.email)
  clock.pass(1)
  await act(await inAs(administrator), person.membershipId, 'set-up-link')
  const second = await linkSentTo(person.email)
  const stranger = aBrowser(app)
  expect([(await stranger.get(first)).status, (await stranger.get(second)).status]).toEqual([410, 200])
  clock.pass(48 * 3_600)
  expect((await stranger.get(second)).status).toBe(410)
  expect((await stranger.get('/set-up/not-a-token')).status).toBe(404)
})

it('asks for a new password: everybody signed in as that person is out', async () => {
  const person = await somebody()
  const open = await inAs(person)
  await act(await inAs(administrator), person.membershipId, 'new-password')
  expect((await open.get('/provider')).status).toBe(303)
  expect((await signIn(aBrowser(app), { email: person.email })).location).toBe('/sign-in/new-password')
})

it('ends a place at once, and not twice', async () => {
  const person = await somebody()
  const open = await inAs(person)
  const browser = await inAs(administrator)
  await act(browser, person.membershipId, 'end')
  expect((await open.get('/provider')).status).toBe(303)
  expect((await browser.post(`/council/people/${person.membershipId}/end`)).status).toBe(422)
})

it('does not let administrators end or stop themselves', async () => {
  const browser = await inAs(administrator)
  for (const name of ['end', 'new-password'])
    expect((await act(browser, administrator.membershipId, name)).html).toContain('Somebody else must do this')
})

it('shows another council’s people to nobody, and lets nobody act on them', async () => {
  const elsewhere = await aCouncil(stage.build)
  const theirs = await aMember(stage.build, elsewhere.id, null)
  const browser = await inAs(administrator)
  expect((await browser.get(`/council/people/${theirs.membershipId}`)).status).toBe(404)
  for (const name of ['unlocking', 'set-up-link', 'new-password', 'end'])
    expect((await act(browser, theirs.membershipId, name)).status).toBe(404)
})

it('lets an auditor look and not act, and other staff neither', async () => {
  const person = await somebody()
  const auditor = await inAs(await aPerson(stage, access, { councilId: council.id, staffRoles: ['auditor'] }))
  const page = await auditor.get(`/council/people/${person.membershipId}`)
  expect(page.html).not.toContain('End this place')
  expect((await act(auditor, person.membershipId, 'unlocking')).status).toBe(403)
  const payments = await inAs(await aPerson(stage, access, { councilId: council.id, staffRoles: ['payments'] }))
  expect((await payments.get('/council/people')).status).toBe(403)
})

it('brings a call for help to the council, and says the same to an address that nobody has', async () => {
  const person = await somebody()
  const stranger = aBrowser(app)
  await stranger.get('/forgotten')
  const answers = [
    await stranger.post('/forgotten', { email: person.email.toUpperCase() }),
    await stranger.post('/forgotten', { email: 'nobody@example.org' }),
  ]
  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, '/forgotten/asked'],
    [303, '/forgotten/asked'],
  ])
  expect((await stranger.post('/forgotten', { email: ' ' })).status).toBe(422)
  expect((await stranger.get('/forgotten/asked')).status).toBe(200)
  const browser = await inAs(administrator)
  expect((await browser.get('/council/people?asking=yes')).html).toContain(person.membershipId)
  await act(browser, person.membershipId, 'set-up-link')
  expect((await browser.get('/council/people?asking=yes')).html).not.toContain(person.membershipId)
  expect((await signIn(aBrowser(app), { email: person.email, code: RIGHT_CODE })).location).toBe('/provider')
})

it('answers the call for help of somebody locked by unlocking, and says both until then', async () => {
  const person = await somebody()
  for (const code of ['000000', '000001', '000002']) await signIn(aBrowser(app), { email: person.email, code })
  const stranger = aBrowser(app)
  await stranger.get('/forgotten')
  await stranger.post('/forgotten', { email: person.email })
  const browser = await inAs(administrator)
  const { html } = await browser.get(`/council/people/${person.membershipId}`)
  expect([html.includes('Locked</strong>'), html.includes('Asked for help</strong>')]).toEqual([true, true])
  await act(browser, person.membershipId, 'unlocking')
  expect((await browser.get('/council/people?asking=yes')).html).not.toContain(person.membershipId)
})

it('helps somebody whose last day is still to come', async () => {
  const person = await somebody()
  const lastDay = await stage.db.write(councilActor(council.id, administrator.accountId).scope, (tx) =>
    tx
      .updateTable('access.membership')
      .set({ ends_on: localDate('2025-04-20') })
      .where('council_id', '=', tx.councilId)
      .where('id', '=', person.membershipId)
      .executeTakeFirstOrThrow(),
  )
  expect(lastDay.numUpdatedRows).toBe(1n)
  const browser = await inAs(administrator)
  const { html } = await browser.get(`/council/people/${person.membershipId}`)
  expect([html.includes('19 April 2025'), html.includes('Place ended')]).toEqual([true, false])
  expect((await act(browser, person.membershipId, 'set-up-link')).status).toBe(303)
  expect((await act(browser, person.membershipId, 'end')).status).toBe(303)
  const after = await browser.get(`/council/people/${person.membershipId}`)
  expect([after.html.includes('Place ended'), after.html.includes('End this place')]).toEqual([true, false])
})

it('tells the owner of each act on how they sign in, and the officers of a call for help, once', async () => {
  const person = await somebody()
  for (const code of ['000000', '000001', '000002']) await signIn(aBrowser(app), { email: person.email, code })
  const stranger = aBrowser(app)
  await stranger.get('/forgotten')
  await stranger.post('/forgotten', { email: person.email })
  await stranger.post('/forgotten', { email: person.email })
  const news = (await newsOf(stage, council.id, 'help.asked')).filter(({ key }) => key.includes(person.accountId))
  expect(news).toMatchObject([{ to: { kind: 'staff' }, text: 'Somebody asks for help with signing in.' }])
  const browser = await inAs(administrator)
  await act(browser, person.membershipId, 'unlocking')
  await act(browser, person.membershipId, 'new-password')
  await act(browser, person.membershipId, 'set-up-link')
  const link = await linkSentTo(person.email)
  await setUpByLink(aBrowser(app), link, { password: 'gravel kettle moon 8', code: '918273' })
  const subjects = (await mailsTo(stage, { councilId: council.id, email: person.email })).map(({ subject }) => subject)
  expect(subjects).toEqual(
    expect.arrayContaining([
      'Your Provider Portal account is unlocked',
      'You are asked for a new password in Provider Portal',
      'How you sign in to Provider Portal was changed',
    ]),
  )
})

async function linkSentTo(email: string): Promise<string> {
  const { body } = await stage.db.read(councilActor(council.id, administrator.accountId).scope, (tx) =>
    tx
      .selectFrom('platform.mail')
      .select('body')
      .where('council_id', '=', tx.councilId)
      .where('recipient', '=', email)
      .where('body', 'like', '%/set-up/%')
      .orderBy('queued_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
  )
  return /http:\/\/localhost(\/set-up\/[\w-]+)/.exec(body)?.[1] ?? ''
}

async function auditOf(subject: string): Promise<readonly string[]> {
  const rows = await stage.db.read(councilActor(council.id, administrator.accountId).scope, (tx) =>
    tx
      .selectFrom('platform.audit_entry')
      .select('action')
      .where('council_id', '=', tx.councilId)
      .where('subject_id', '=', subject)
      .orderBy('seq')
      .execute(),
  )
  return rows.map(({ action }) => action)
}

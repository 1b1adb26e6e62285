import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import { aBrowser, aDoor, anAccess, aPerson, mailsTo, signIn, testClock } from '../../../testing/an-access.ts'
import type { Browser } from '../../../testing/an-access.ts'
import { auditOf } from '../../../testing/contacts.ts'

let stage: Stage
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider
let office: Browser
let officer: string

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: testClock() })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access)
  const administrator = await aPerson(stage, access, {
    councilId: council.id,
    staffRoles: ['portal-administration'],
  })
  officer = administrator.membershipId
  office = aBrowser(app)
  await signIn(office, { email: administrator.email })
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

const page = (id: string) => `/council/people/${id}/details`
let people = 0

function somebody() {
  return aPerson(stage, access, { councilId: council.id, providerId: provider.id })
}
async function correct(id: string, over: Readonly<Record<string, string>>, by = office) {
  const { html } = await by.get(page(id))
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? '1'
  const email = /name="email"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? ''
  return by.post(page(id), { name: 'Nia Right', email, phone: '', jobTitle: '', address: '', version, ...over })
}
function newAddress(): string {
  people += 1
  return `nia.right${String(people)}@example.org`
}

it('corrects name, job title, address and telephone, and tells the person', async () => {
  const person = await somebody()
  const saved = await correct(person.membershipId, {
    phone: '07700 900123',
    jobTitle: 'Manager',
    address: '1 High Street',
  })
  expect([saved.status, saved.location]).toEqual([303, `/council/people/${person.membershipId}`])
  const { html } = await office.get(`/council/people/${person.membershipId}`)
  for (const text of ['Nia Right', '07700 900123', 'Manager', '1 High Street']) expect(html).toContain(text)
  const [mail] = await mailsTo(stage, { councilId: council.id, email: person.email })
  expect(mail?.body).toContain('The council changed: name, telephone, job title, work address.')
  expect(await auditOf(stage, council.id, person.membershipId)).toEqual(['people.details-changed'])
  const own = aBrowser(app)
  await signIn(own, { email: person.email })
  expect((await own.get('/account')).html).toContain('07700 900123')
})

it('moves the sign-in to another address: the old one is out, and both are told', async () => {
  const person = await somebody()
  const open = aBrowser(app)
  await signIn(open, { email: person.email })
  await office.get(`/council/people/${person.membershipId}`)
  await office.post(`/council/people/${person.membershipId}/set-up-link`)
  const [sent] = await mailsTo(stage, { councilId: council.id, email: person.email })
  const link = /http:\/\/localhost(\/set-up\/[\w-]+)/.exec(sent?.body ?? '')?.[1] ?? ''
  const email = newAddress()
  expect((await correct(person.membershipId, { email: email.toUpperCase() })).status).toBe(303)
  expect((await open.get('/account')).status).toBe(303)
  expect((await aBrowser(app).get(link)).status).toBe(410)
  expect((await signIn(aBrowser(app), { email })).location).toBe('/provider')
  expect((await signIn(aBrowser(app), { email: person.email })).location).not.toBe('/provider')
  for (const address of [email, person.email]) {
    const mails = await mailsTo(stage, { councilId: council.id, email: address })
    expect(mails.some(({ subject }) => subject === 'Your details in Provider Portal were changed')).toBe(true)
  }
})

it('sends a new link to somebody who was invited at a wrong address', async () => {
  const person = await aMember(stage.build, council.id, provider.id)
  await stage.db.write({ role: 'portal_gate' }, (tx) =>
    tx.updateTable('access.account').set({ status: 'invited' }).where('id', '=', person.accountId).execute(),
  )
  const email = newAddress()
  expect((await correct(person.membershipId, { email })).status).toBe(303)
  const mails = await mailsTo(stage, { councilId: council.id, email })
  expect(mails.some(({ body }) => /\/set-up\/[\w-]{43}/.test(body))).toBe(true)
})

it('takes nobody’s address, nobody of another council’s, and not oneself', async () => {
  const [person, other] = [await somebody(), await somebody()]
  const taken = await correct(person.membershipId, { email: other.email })
  expect([taken.status, taken.html.includes('Somebody else signs in with this email address')]).toEqual([422, true])
  const elsewhere = await aCouncil(stage.build)
  await stage.build.insert('access.membership', {
    council_id: elsewhere.id,
    account_id: person.accountId,
    name: 'Nia Elsewhere',
    email: person.email,
  })
  const shared = await correct(person.membershipId, { email: newAddress() })
  expect([shared.status, shared.html.includes('works with another council too')]).toEqual([422, true])
  expect((await correct(person.membershipId, { name: 'Nia Here Only' })).status).toBe(303)
  const own = await correct(officer, {})
  expect([own.status, own.html.includes('Somebody else must correct your details')]).toEqual([422, true])
  const stranger = await aMember(stage.build, elsewhere.id, null)
  expect((await office.get(page(stranger.membershipId))).status).toBe(404)
  expect((await office.post(page(stranger.membershipId), { version: '1' })).status).not.toBe(303)
})

it('says what is wrong at the box, keeps what was typed, and takes no page that is out of date', async () => {
  const person = await somebody()
  const wrong = await correct(person.membershipId, {
    name: ' ',
    email: 'info@example.org',
    phone: 'none',
    jobTitle: 'Typed',
  })
  expect(wrong.status).toBe(422)
  for (const text of ['Enter the name', 'looks shared', 'Enter a telephone number', 'Typed'])
    expect(wrong.html).toContain(text)
  await correct(person.membershipId, { name: 'First Come' })
  const stale = await correct(person.membershipId, { name: 'Second Come', version: '1' })
  expect([stale.status, stale.html.includes('Somebody changed this person just now')]).toEqual([422, true])
})

it('is open to nobody who only looks', async () => {
  const person = await somebody()
  const auditor = aBrowser(app)
  const { email } = await aPerson(stage, access, { councilId: council.id, staffRoles: ['auditor'] })
  await signIn(auditor, { email })
  expect((await auditor.get(page(person.membershipId))).status).toBe(403)
  expect((await auditor.post(page(person.membershipId), { version: '1' })).status).toBe(403)
})

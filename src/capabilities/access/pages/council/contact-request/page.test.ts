import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { aContact, aDraft, aSentRequest, auditOf, mailsTo } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let staff: Visitor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { name: 'Oak House' })
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['portal-administration'])).accountId)
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const page = (id: string) => `/council/contact-requests/${id}`

async function versionOf(id: string): Promise<string> {
  return /name="version" value="(\d+)"/.exec((await site.visit(staff, page(id))).html)?.[1] ?? ''
}
async function approve(id: string, by = staff) {
  return site.send(by, `${page(id)}/approval`, { version: await versionOf(id) })
}

it('waits in the queue with what it would open', async () => {
  await aPackage(stage.build, provider)
  const id = await aSentRequest(site, provider)
  expect((await site.visit(staff, '/council/contact-requests')).html).toContain(page(id))
  const { text } = await site.visit(staff, page(id))
  expect(text).toContain('1 person who receives care')
  expect(text).toContain('See and change packages, agreements and weeks of care for Oak House at home')
})

it('makes the place, gives the permissions and sends the link, once', async () => {
  const contact = aContact()
  const id = await aSentRequest(site, provider, { contact })
  expect((await approve(id)).location).toBe('/council/contact-requests')
  const [mail, ...others] = await mailsTo(stage, council.id, contact.email)
  expect(others).toEqual([])
  expect(mail?.body).toMatch(/http:\/\/localhost\/set-up\/[\w-]{43}/)
  expect(mail?.body).toContain('48 hours')
  const team = (await site.visit(aProviderVisitor(provider), '/provider/people')).text
  expect(team).toContain(contact.email)
  const again = await site.send(staff, `${page(id)}/approval`, { version: '3' })
  expect([again.status, again.text.includes('no longer open')]).toEqual([422, true])
  expect(await auditOf(stage, council.id, id)).toEqual([
    'people.request-begun',
    'people.requested',
    'people.request-approved',
  ])
  const seen = await site.visit(aProviderVisitor(provider), `/provider/people/requests/${id}`)
  expect(seen.text).toContain('Approved')
})

it('tells whoever asked, without saying about whom', async () => {
  const asking = await aProvider(stage.build, council.id)
  const own = await aMember(stage.build, council.id, asking.id)
  const id = await aSentRequest(site, { ...asking, accountId: own.accountId })
  await approve(id)
  const news = (await newsOf(stage, council.id, 'access-request.answered')).filter(({ href }) => href.endsWith(id))
  expect(news).toMatchObject([
    {
      to: { kind: 'people', providerId: asking.id, accountIds: [own.accountId] },
      text: 'The council has approved your request about a person of your organisation.',
    },
  ])
})

it('lets one of two decide', async () => {
  const id = await aSentRequest(site, provider)
  const second = aCouncilVisitor(
    council,
    (await aMember(stage.build, council.id, null, ['portal-administration'])).accountId,
  )
  const version = await versionOf(id)
  const answers = await Promise.all([
    site.send(staff, `${page(id)}/approval`, { version }),
    site.send(second, `${page(id)}/refusal`, { version, reason: 'Not known here' }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('asks for a reason to refuse, and shows it to the provider', async () => {
  const id = await aSentRequest(site, provider)
  const version = await versionOf(id)
  const none = await site.send(staff, `${page(id)}/refusal`, { version, reason: ' ' })
  expect([none.status, none.text.includes('Enter the reason')]).toEqual([422, true])
  await site.send(staff, `${page(id)}/refusal`, { version, reason: 'Nobody of that name answers' })
  const seen = await site.visit(aProviderVisitor(provider), `/provider/people/requests/${id}`)
  expect(seen.text).toContain('Nobody of that name answers')
})

it('is not decided from a page that was shown before it changed', async () => {
  const id = await aSentRequest(site, provider)
  const stale = await site.send(staff, `${page(id)}/approval`, { version: '1' })
  expect([stale.status, stale.text.includes('read it again')]).toEqual([422, true])
})

it('lets nobody approve what gives themselves access', async () => {
  const both = await aMember(stage.build, council.id, null, ['portal-administration'])
  const id = await aSentRequest(site, provider, { contact: aContact({ email: both.email }) })
  const refused = await approve(id, aCouncilVisitor(council, both.accountId))
  expect([refused.status, refused.text.includes('Somebody else must decide')]).toEqual([422, true])
  expect((await approve(id)).status).toBe(303)
  const [mail] = await mailsTo(stage, council.id, both.email)
  expect(mail?.body).toContain('Sign in as before')
})

it('changes what a person holds to what was asked, and leaves Main', async () => {
  const person = await aMember(stage.build, council.id, provider.id)
  await stage.build.insert('access.access_grant', {
    council_id: council.id,
    membership_id: person.membershipId,
    provider_id: provider.id,
    scope: 'organisation',
    role: 'main',
    mode: 'edit',
  })
  const visitor = aProviderVisitor(provider)
  const { location } = await site.send(visitor, `/provider/people/${person.membershipId}/change`, {})
  const drop = /action="([^"]+\/removal)"/.exec((await site.visit(visitor, location)).html)?.[1] ?? ''
  await site.send(visitor, drop, {})
  await site.send(visitor, `${location}/grants`, { scope: 'organisation', role: 'finance', mode: 'read-only' })
  await site.send(visitor, `${location}/submission`, {})
  const id = location.split('/').at(-1) ?? ''
  const shown = await site.visit(staff, page(id))
  expect(shown.text).toContain('Holds today')
  expect((await approve(id)).status).toBe(303)
  const { text } = await site.visit(visitor, `/provider/people/${person.membershipId}`)
  expect(text).toContain('everything, as the main contact')
  expect(text).toContain('See, without changing, invoices and payments for the whole organisation')
  expect(text).not.toContain('See and change everything, without signing')
})

/** Somebody who may see invoices and payments until the day before. */
async function forATime(endsOn: string) {
  const person = await aMember(stage.build, council.id, provider.id)
  await stage.build.insert('access.access_grant', {
    council_id: council.id,
    membership_id: person.membershipId,
    provider_id: provider.id,
    scope: 'organisation',
    role: 'finance',
    mode: 'edit',
    ends_on: endsOn,
  })
  return person
}

it('keeps the last day of what was given for a time, whatever else is changed', async () => {
  const person = await forATime('2025-05-02')
  const visitor = aProviderVisitor(provider)
  const { location } = await site.send(visitor, `/provider/people/${person.membershipId}/change`, {})
  const until = 'See and change invoices and payments for the whole organisation, until 1 May 2025'
  expect((await site.visit(visitor, location)).text).toContain(until)
  const again = { scope: 'organisation', role: 'finance', mode: 'read-only' }
  await site.send(visitor, `${location}/grants`, again)
  await site.send(visitor, `${location}/submission`, {})
  const id = location.split('/').at(-1) ?? ''
  const readOnly = 'See, without changing, invoices and payments for the whole organisation, until 1 May 2025'
  expect((await site.visit(staff, page(id))).text).toContain(readOnly)
  expect((await approve(id)).status).toBe(303)
  expect((await site.visit(visitor, `/provider/people/${person.membershipId}`)).text).toContain(readOnly)
})

it('gives nothing again that ran out, or was cut short, while the request waited', async () => {
  const person = await forATime('2025-05-02')
  const visitor = aProviderVisitor(provider)
  const { location } = await site.send(visitor, `/provider/people/${person.membershipId}/change`, {})
  await site.send(visitor, `${location}/submission`, {})
  const id = location.split('/').at(-1) ?? ''
  await stage.db.write(staff.scope, (tx) =>
    tx
      .updateTable('access.access_grant')
      .set({ ends_on: localDate('2025-04-12') })
      .where('council_id', '=', tx.councilId)
      .where('membership_id', '=', person.membershipId)
      .where('role', '=', 'finance')
      .execute(),
  )
  expect((await approve(id)).status).toBe(303)
  expect((await site.visit(visitor, `/provider/people/${person.membershipId}`)).text).toContain(
    'invoices and payments for the whole organisation, until 11 April 2025',
  )
})

it('gives who comes back what was asked for now, and nothing of what was held before', async () => {
  const person = await aMember(stage.build, council.id, provider.id)
  const visitor = aProviderVisitor(provider)
  await site.send(visitor, `/provider/people/${person.membershipId}/removal`, { when: 'now' })
  const id = await aSentRequest(site, provider, { contact: aContact({ email: person.email }) })
  expect((await approve(id)).status).toBe(303)
  const { text } = await site.visit(visitor, `/provider/people/${person.membershipId}`)
  expect(text).toContain('packages, agreements and weeks of care for Oak House at home')
  expect(text).not.toContain('for the whole organisation')
})

it('is not shown while a draft, nor to another council, nor decided by those who only look', async () => {
  const draft = await aDraft(site, provider)
  expect((await site.visit(staff, page(draft))).status).toBe(404)
  const id = await aSentRequest(site, provider)
  const elsewhere = await aCouncil(stage.build)
  const stranger = aCouncilVisitor(elsewhere, (await aMember(stage.build, elsewhere.id, null)).accountId)
  expect((await site.visit(stranger, page(id))).status).toBe(404)
  expect((await site.send(stranger, `${page(id)}/approval`, { version: '2' })).status).toBe(404)
  const reader = aCouncilVisitor(council, staff.accountId, { permissions: ['people.view'] })
  expect((await site.send(reader, `${page(id)}/approval`, { version: '2' })).status).toBe(403)
})

it('pages through the queue once, and names organisations that nobody looks after', async () => {
  const busy = await aCouncil(stage.build)
  const here = await aProvider(stage.build, busy.id)
  for (let n = 0; n < 53; n += 1)
    await stage.build.insert('access.contact_request', {
      council_id: busy.id,
      provider_id: here.id,
      kind: 'new',
      given_name: 'Nia',
      family_name: `No ${String(n)}`,
      email: `n${String(n)}x@example.org`,
      status: 'requested',
      requested_by: here.accountId,
      requester_name: 'Asha',
      requested_at: `2025-04-0${String(1 + (n % 3))}T09:00:00Z`,
    })
  const own = aCouncilVisitor(busy, (await aMember(stage.build, busy.id, null)).accountId)
  const seen: string[] = []
  let address: string | undefined = '/council/contact-requests'
  while (address !== undefined) {
    const { html } = await site.visit(own, address)
    seen.push(...[...html.matchAll(/href="\/council\/contact-requests\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ''))
    address = /href="(\/council\/contact-requests\?[^"]+after=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect([seen.length, new Set(seen).size]).toEqual([53, 53])
  expect((await site.visit(own, '/council/contact-requests')).text).not.toContain(
    'Organisations without an administrator',
  )
  await site.send(aProviderVisitor(here), `/provider/people/${here.membershipId}/removal`, { when: 'now' })
  expect((await site.visit(own, '/council/contact-requests')).text).toContain('Nobody looks after people there today')
})

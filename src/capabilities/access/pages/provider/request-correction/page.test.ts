import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { aContact, aSentRequest } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let staff: Visitor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['portal-administration'])).accountId)
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function begun() {
  const person = await aMember(stage.build, council.id, provider.id)
  const { location } = await site.send(aProviderVisitor(provider), `/provider/people/${person.membershipId}/change`, {})
  const queue = location.replace('/provider/people/requests', '/council/contact-requests')
  const details = { name: 'Person As Typed', email: person.email, phone: '', jobTitle: '', address: '', note: '' }
  return { person, location, queue, details }
}
async function approve(queue: string) {
  const version = /name="version" value="(\d+)"/.exec((await site.visit(staff, queue)).html)?.[1] ?? ''
  return site.send(staff, `${queue}/approval`, { version })
}

it('shows the council old and new, and changes what was asked for and nothing else', async () => {
  const { person, location, queue, details } = await begun()
  const visitor = aProviderVisitor(provider)
  const corrected = { ...details, name: 'Nia Right', phone: '07700 900123', note: 'She married' }
  expect((await site.send(visitor, `${location}/correction`, corrected)).location).toBe(location)
  expect((await site.visit(visitor, location)).text).toContain('The council decides')
  await site.send(visitor, `${location}/submission`, {})
  const { text } = await site.visit(staff, queue)
  expect(text).toMatch(/Nia Right \(now: Person \w{4}\)/)
  expect(text).toContain('07700 900123 (now: Not given)')
  expect(text).toContain('She married')
  expect((await approve(queue)).status).toBe(303)
  const seen = (await site.visit(staff, `/council/people/${person.membershipId}`)).text
  for (const value of ['Nia Right', '07700 900123', person.email]) expect(seen).toContain(value)
  expect((await site.visit(visitor, '/provider/people')).text).toContain('Nia Right')
  // No permission was asked for, so none is said to have changed.
  const told = (await newsOf(stage, council.id, 'permissions.changed')).filter(
    ({ to }) => to.kind === 'people' && to.accountIds.includes(person.accountId),
  )
  expect(told).toEqual([])
})

it('refuses at approval what may not be, and leaves the request open', async () => {
  const { location, queue, details } = await begun()
  const visitor = aProviderVisitor(provider)
  const other = await aMember(stage.build, council.id, provider.id)
  await site.send(visitor, `${location}/correction`, { ...details, email: other.email })
  await site.send(visitor, `${location}/submission`, {})
  const refused = await approve(queue)
  expect([refused.status, refused.text.includes('Somebody else signs in with this email address')]).toEqual([422, true])
  expect((await site.visit(staff, queue)).text).toContain('Waiting for the council')
})

it('says what is wrong at the box and keeps what was typed', async () => {
  const { location, details } = await begun()
  const wrong = { ...details, name: '', email: 'admin@example.org', phone: 'none', note: 'x'.repeat(1_001) }
  const { status, text, html } = await site.send(aProviderVisitor(provider), `${location}/correction`, wrong)
  expect(status).toBe(422)
  for (const words of ['Enter the name', 'looks shared', 'Enter a telephone number', '1,000 characters'])
    expect(text).toContain(words)
  expect(html).toContain('admin@example.org')
})

it('is nobody else’s to see or to correct, and closed once it is sent', async () => {
  const { location, details } = await begun()
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.visit(stranger, `${location}/correction`)).status).toBe(404)
  expect((await site.send(stranger, `${location}/correction`, details)).status).toBe(404)
  await site.send(aProviderVisitor(provider), `${location}/submission`, {})
  expect((await site.visit(aProviderVisitor(provider), `${location}/correction`)).status).toBe(404)
})

it('carries telephone and address of a new contact through approval', async () => {
  const contact = aContact({ phone: '01632 960 001', address: '1 High Street' })
  const id = await aSentRequest(site, provider, { contact })
  expect((await approve(`/council/contact-requests/${id}`)).status).toBe(303)
  const found = await site.visit(staff, `/council/people?search=${encodeURIComponent(contact.email)}`)
  const href = /href="(\/council\/people\/[0-9a-f-]{36})"/.exec(found.html)?.[1] ?? ''
  const { text } = await site.visit(staff, href)
  expect([text.includes('01632 960 001'), text.includes('1 High Street')]).toEqual([true, true])
})

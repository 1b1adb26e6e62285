import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { aContact, aDraft, aSentRequest, auditOf, mailsTo } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build, { support_email: 'portal@council.example' })
  provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const form = '/provider/people/requests'
function page(id: string): string {
  return `${form}/${id}`
}

it('asks for a new contact in three pages and tells the council without saying who', async () => {
  const visitor = aProviderVisitor(provider)
  expect((await site.visit(visitor, `${form}/new`)).status).toBe(200)
  const contact = aContact()
  const started = await site.send(visitor, form, contact)
  expect(started.location).toMatch(/\/grants$/)
  const scopes = await site.visit(visitor, started.location)
  expect(scopes.text).toContain('Some services')
  const services = await site.visit(visitor, `${started.location}?scope=service`)
  expect(services.text).toContain('Elm House at home')
  expect(services.text).not.toContain('Admin')
  const id = await aSentRequest(site, provider)
  const sent = await site.visit(visitor, page(id))
  expect(sent.text).toContain('Waiting for the council')
  expect(sent.text).toContain('See and change packages, agreements and weeks of care for Elm House at home')
  const mails = await mailsTo(stage, council.id, 'portal@council.example')
  expect(mails).toHaveLength(1)
  expect(JSON.stringify(mails)).not.toContain('Nia')
  expect(mails[0]?.body).toContain(`/council/contact-requests/${id}`)
  expect(await auditOf(stage, council.id, id)).toEqual(['people.request-begun', 'people.requested'])
})

it('shows before sending what the permissions would open', async () => {
  const own = await aProvider(stage.build, council.id)
  await aPackage(stage.build, own)
  await aPackage(stage.build, own)
  const id = await aDraft(site, own)
  const { text } = await site.visit(aProviderVisitor(own), page(id))
  expect(text).toContain('2 people who receive care')
  expect(text).toContain('2 care packages')
  expect(text).not.toContain('invoice')
})

it.each([
  [{ email: 'info@elm-care.example' }, 'This one looks shared'],
  [{ email: 'admin@nhs.net' }, 'This one looks shared'],
  [{ email: 'nia' }, 'Enter an email address in the correct format'],
  [{ email: '' }, 'Enter the email address the person signs in with'],
  [{ givenName: ' ' }, 'Enter the forename'],
  [{ familyName: '' }, 'Enter the surname'],
  [{ phone: '' }, 'Enter a mobile or telephone number'],
  [{ phone: 'none' }, 'Enter a telephone number'],
  [{ jobTitle: '' }, 'Enter the job title'],
  [{ note: 'x'.repeat(1_001) }, 'The note must be 1,000 characters or fewer'],
])('keeps what was typed and says what is wrong with %o', async (over, words) => {
  const { status, text, html } = await site.send(
    aProviderVisitor(provider),
    form,
    aContact({ address: '9 Kept Road', ...over }),
  )
  expect(status).toBe(422)
  expect(text).toContain(words)
  expect(html).toContain('9 Kept Road')
})

it('recognises secure email', async () => {
  const id = await aDraft(site, provider, { contact: aContact({ email: 'Nia.Secure@NHS.net' }) })
  const { text } = await site.visit(aProviderVisitor(provider), page(id))
  expect(text).toContain('nia.secure@nhs.net Secure email')
})

it('takes no Main, no admin for one service, no stranger’s service and no empty choice', async () => {
  const visitor = aProviderVisitor(provider)
  const other = await aProvider(stage.build, council.id)
  const id = await aDraft(site, provider)
  const add = (fields: Readonly<Record<string, string>>) => site.send(visitor, `${page(id)}/grants`, fields)
  const main = await add({ scope: 'organisation', role: 'main', mode: 'edit' })
  expect([main.status, main.text.includes('Only the council gives Main')]).toEqual([422, true])
  const admin = await add({ scope: 'service', targets: provider.serviceId, role: 'admin', mode: 'edit' })
  expect([admin.status, admin.text.includes('Select the kind of work')]).toEqual([422, true])
  const strange = await add({ scope: 'service', targets: other.serviceId, role: 'finance', mode: 'edit' })
  expect([strange.status, strange.text.includes('Select one or more services')]).toEqual([422, true])
  const empty = await add({ scope: 'contract' })
  expect(empty.status).toBe(422)
  for (const words of ['Select one or more contracts', 'Select the kind of work', 'Select whether the person may'])
    expect(empty.text).toContain(words)
  expect((await add({ scope: 'everything' })).status).toBe(400)
})

it('adds several permissions, changes one by adding it again, and takes one out', async () => {
  const visitor = aProviderVisitor(provider)
  const id = await aDraft(site, provider)
  await site.send(visitor, `${page(id)}/grants`, { scope: 'organisation', role: 'finance', mode: 'edit' })
  await site.send(visitor, `${page(id)}/grants`, { scope: 'organisation', role: 'finance', mode: 'read-only' })
  const both = await site.visit(visitor, page(id))
  expect(both.text).toContain('See, without changing, invoices and payments for the whole organisation')
  const removals = [...both.html.matchAll(/action="([^"]+\/removal)"/g)].map(([, action]) => action ?? '')
  expect(removals).toHaveLength(2)
  for (const action of removals) expect((await site.send(visitor, action, {})).status).toBe(303)
  const none = await site.send(visitor, `${page(id)}/submission`, {})
  expect([none.status, none.text.includes('Add a permission')]).toEqual([422, true])
})

it('is corrected until it is sent, and not after', async () => {
  const visitor = aProviderVisitor(provider)
  const id = await aDraft(site, provider)
  expect((await site.visit(visitor, `${page(id)}/details`)).html).toContain('Nia')
  expect(
    (await site.send(visitor, `${page(id)}/details`, aContact({ givenName: 'Mia', familyName: 'Right' }))).status,
  ).toBe(303)
  expect((await site.visit(visitor, page(id))).text).toContain('Mia Right')
  await site.send(visitor, `${page(id)}/submission`, {})
  await site.send(visitor, `${page(id)}/details`, aContact({ givenName: 'Late' }))
  await site.send(visitor, `${page(id)}/grants`, { scope: 'organisation', role: 'full', mode: 'edit' })
  const { text } = await site.visit(visitor, page(id))
  expect(text).toContain('Mia Right')
  expect(text).not.toContain('everything, without signing')
  expect((await site.visit(visitor, `${page(id)}/details`)).status).toBe(404)
  expect((await site.visit(visitor, `${page(id)}/grants`)).status).toBe(404)
})

it('is sent once by a double click, and by one of two who send at once', async () => {
  const visitor = aProviderVisitor(provider)
  const id = await aDraft(site, provider)
  const once = { _key: 'the same key twice' }
  const first = await site.send(visitor, `${page(id)}/submission`, once)
  const second = await site.send(visitor, `${page(id)}/submission`, once)
  expect([first.status, second.status]).toEqual([303, 303])
  const other = await aDraft(site, provider)
  const answers = await Promise.all([1, 2].map(() => site.send(visitor, `${page(other)}/submission`, {})))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('is asked once for one person, when two colleagues ask at once', async () => {
  const contact = aContact()
  const drafts = [await aDraft(site, provider, { contact }), await aDraft(site, provider, { contact })]
  const visitor = aProviderVisitor(provider)
  const answers = await Promise.all(drafts.map((id) => site.send(visitor, `${page(id)}/submission`, {})))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('is withdrawn until it is decided, and then asked anew', async () => {
  const visitor = aProviderVisitor(provider)
  const contact = aContact()
  const id = await aSentRequest(site, provider, { contact })
  const again = await aDraft(site, provider, { contact })
  expect((await site.send(visitor, `${page(again)}/submission`, {})).text).toContain(
    'has asked for this person already',
  )
  expect((await site.send(visitor, `${page(id)}/withdrawal`, {})).status).toBe(303)
  expect((await site.send(visitor, `${page(id)}/withdrawal`, {})).status).toBe(422)
  expect((await site.send(visitor, `${page(again)}/submission`, {})).status).toBe(303)
})

it('is not for somebody who is here already', async () => {
  const { email } = await aMember(stage.build, council.id, provider.id)
  const id = await aDraft(site, provider, { contact: aContact({ email }) })
  const { status, text } = await site.send(aProviderVisitor(provider), `${page(id)}/submission`, {})
  expect([status, text.includes('has a place with you already')]).toEqual([422, true])
})

it('is nobody else’s to see, to change or to send', async () => {
  const id = await aDraft(site, provider)
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.visit(stranger, page(id))).status).toBe(404)
  for (const act of ['submission', 'withdrawal'])
    expect((await site.send(stranger, `${page(id)}/${act}`, {})).status).toBe(404)
  expect((await site.send(stranger, `${page(id)}/details`, aContact())).status).toBe(404)
  const reader = aProviderVisitor(provider, { permissions: ['home.view', 'people.view'] })
  expect((await site.send(reader, form, aContact())).status).toBe(403)
})

it('is open to an administrator of one service, who is offered that service only', async () => {
  const second = crypto.randomUUID()
  const place = { council_id: council.id, provider_id: provider.id }
  await stage.build.insert('providers.service', {
    ...place,
    id: second,
    reference: `S${second.slice(0, 8)}`,
    name: 'Beech House',
    sector: 'residential',
  })
  const narrow = aProviderVisitor(provider, { narrow: true })
  const { location } = await site.send(narrow, form, aContact())
  const services = await site.visit(narrow, `${location}?scope=service`)
  expect(services.text).toContain('Elm House at home')
  expect(services.text).not.toContain('Beech House')
  const beyond = { scope: 'service', targets: second, role: 'finance', mode: 'edit' }
  expect((await site.send(narrow, location, beyond)).status).toBe(422)
  expect((await site.send(narrow, location, { ...beyond, targets: provider.serviceId })).status).toBe(303)
  const id = location.split('/').at(-2) ?? ''
  expect((await site.send(narrow, `${page(id)}/submission`, {})).status).toBe(303)
})

it('goes out at once under the council’s ceiling, and to the council above it', async () => {
  const open = await aCouncil(stage.build)
  const here = await aProvider(stage.build, open.id)
  await stage.build.insert('platform.council_setting', {
    council_id: open.id,
    key: 'people.invite-directly',
    valid: '[2024-01-01,)',
    value: '"care-management"',
  })
  const contact = aContact()
  const id = await aDraft(site, here, { contact })
  const visitor = aProviderVisitor(here)
  const shown = await site.visit(visitor, page(id))
  expect(shown.text).toContain('lets you invite people')
  expect(shown.text).toContain('What this opens today Menu:')
  expect(await auditOf(stage, open.id, id)).toContain('people.previewed')
  await site.send(visitor, `${page(id)}/submission`, {})
  expect((await site.visit(visitor, page(id))).text).toContain('Approved')
  const [mail] = await mailsTo(stage, open.id, contact.email)
  expect(mail?.body).toMatch(/\/set-up\/[\w-]{43}/)
  expect((await site.visit(visitor, '/provider/people')).text).toContain(contact.email)
  const above = await aDraft(site, here, { grant: { role: 'finance' } })
  expect((await site.visit(visitor, page(above))).text).toContain('The council decides')
  expect(await auditOf(stage, open.id, above)).not.toContain('people.previewed')
  await site.send(visitor, `${page(above)}/submission`, {})
  expect((await site.visit(visitor, page(above))).text).toContain('Waiting for the council')
})

it('adds to what a colleague holds at once under the ceiling, and asks the council for everything else', async () => {
  const open = await aCouncil(stage.build)
  const here = await aProvider(stage.build, open.id)
  await stage.build.insert('platform.council_setting', {
    council_id: open.id,
    key: 'people.invite-directly',
    valid: '[2024-01-01,)',
    value: '"finance"',
  })
  const visitor = aProviderVisitor(here)
  const person = await aMember(stage.build, open.id, here.id)
  const begun = async () => (await site.send(visitor, `/provider/people/${person.membershipId}/change`, {})).location
  const more = { scope: 'organisation', role: 'finance', mode: 'edit' }
  const adding = await begun()
  expect((await site.visit(visitor, adding)).text).toContain('The council decides')
  await site.send(visitor, `${adding}/grants`, more)
  expect((await site.visit(visitor, adding)).text).toContain('They hold at once, and the person is told')
  const twice = await Promise.all([1, 2].map(() => site.send(visitor, `${adding}/submission`, {})))
  expect(twice.map(({ status }) => status).sort()).toEqual([303, 422])
  expect((await site.visit(visitor, `/provider/people/${person.membershipId}`)).text).toContain('invoices and payments')
  const told = await newsOf(stage, open.id, 'permissions.changed')
  expect(told.map(({ to }) => to)).toEqual([{ kind: 'people', providerId: here.id, accountIds: [person.accountId] }])
  // What is held would change, so it is the council's to decide.
  const changing = await begun()
  await site.send(visitor, `${changing}/grants`, { ...more, mode: 'read-only' })
  expect((await site.visit(visitor, changing)).text).toContain('The council decides')
  await site.send(visitor, `${changing}/submission`, {})
  expect((await site.visit(visitor, changing)).text).toContain('Waiting for the council')
})

it('sends who was here before to the council, whatever the ceiling', async () => {
  const open = await aCouncil(stage.build)
  const here = await aProvider(stage.build, open.id)
  await stage.build.insert('platform.council_setting', {
    council_id: open.id,
    key: 'people.invite-directly',
    valid: '[2024-01-01,)',
    value: '"full"',
  })
  const visitor = aProviderVisitor(here)
  const person = await aMember(stage.build, open.id, here.id)
  await site.send(visitor, `/provider/people/${person.membershipId}/removal`, { when: 'now' })
  const id = await aDraft(site, here, { contact: aContact({ email: person.email }) })
  await site.send(visitor, `${page(id)}/submission`, {})
  expect((await site.visit(visitor, page(id))).text).toContain('Waiting for the council')
})

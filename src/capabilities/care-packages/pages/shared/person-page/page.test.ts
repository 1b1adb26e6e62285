import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import {
  aCouncil,
  aMember,
  aPackage,
  aProvider,
  type ACouncil,
  type APackage,
  type AProvider,
} from '../../../../../testing/world.ts'
import { restrict } from '../../../../service-users/testing/restricted.ts'
import { countWarnings } from '../../../store/package-warnings.ts'
import { packageRoutes as routes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let care: APackage
let asha: Visitor
const own = { council_id: '', provider_id: '', service_id: '', contract_id: '', person_id: '' }

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  care = await aPackage(stage.build, provider, { endsOn: '2025-04-20' })
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [routes])
  Object.assign(own, {
    council_id: council.id,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
    person_id: care.personId,
  })
  await aWeek()
  await aLine()
  await aMessage('Late visits on Sunday')
  await aDocument('Plan of the spring')
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const page = (visitor = asha, id = care.personId) => site.visit(visitor, `/provider/service-users/${id}`)

async function aWeek(): Promise<void> {
  const { council_id, provider_id, service_id, contract_id } = own
  await stage.build.insert('actuals.week', {
    ...{ council_id, provider_id, service_id, contract_id },
    package_id: care.id,
    week_start: '2025-03-31',
    status: 'confirmed',
    planned: 14n * 30_000n,
    actual: 13n * 30_000n,
    missed: 30_000n,
    source: 'screen',
    recorded_at: '2025-04-07T09:00:00Z',
    confirmed_at: '2025-04-07T09:00:00Z',
  })
}

async function aLine(): Promise<void> {
  await stage.build.insert('payments.payment_line', {
    ...own,
    package_id: care.id,
    package_version: 1,
    rule_version: 1,
    kind: 'care',
    from_on: '2025-03-31',
    covers_from: '2025-03-31',
    to_on: '2025-04-06',
    quantity: 13n * 30_000n,
    unit: 'hour',
    amount_pence: 27_300n,
    trace: '{}',
    priced_at: '2025-04-07T09:00:00Z',
  })
}

async function aMessage(title: string): Promise<void> {
  await stage.build.insert('conversations.conversation', {
    ...own,
    key: randomUUID(),
    type: 'brokerage',
    type_name: 'Brokerage message',
    team: 'brokerage',
    target_days: 3,
    title,
    about_type: 'package',
    about_id: care.id,
    about_text: care.reference,
    state: 'awaiting-provider',
    opened_at: '2025-04-02T09:00:00Z',
    last_at: '2025-04-03T09:00:00Z',
  })
}

async function aDocument(title: string): Promise<void> {
  await stage.build.insert('documents.document', {
    ...own,
    type: 'care-plan',
    title,
    dated_on: '2025-03-20',
    side: 'council',
    filed_at: '2025-03-21T09:00:00Z',
    first_filed_by: 'council',
  })
}

it('shows packages, weeks, payments, messages, documents and what happened, on one page', async () => {
  const { status, text, html } = await page()
  expect(status).toBe(200)
  expect(text).toContain(care.reference)
  expect(text).toContain('14 hours £21.00 an hour £294.00')
  expect(text).toMatch(/31 Mar 2025 P-[0-9a-f]{8} 14 13 Confirmed/)
  expect(text).toContain('13 hours £273.00 Waits for payment')
  expect(text).toContain('Late visits on Sunday')
  expect(text).toContain('Plan of the spring')
  expect(html).toContain(`/provider/messages/new?package=${care.id}`)
  const happened = text.slice(text.indexOf('What happened'))
  expect(happened.indexOf('Message: Brokerage')).toBeLessThan(happened.indexOf('Filed: Care plan'))
  expect(happened.indexOf('Filed: Care plan')).toBeLessThan(happened.indexOf('Care began'))
})

it('tells what was told, asked and decided, when care stood still, and what was paid, newest first', async () => {
  const sick = await aPackage(stage.build, provider)
  const { council_id, provider_id, service_id, contract_id } = own
  const about = { council_id, provider_id, service_id, contract_id, package_id: sick.id }
  const by = { told_by: provider.accountId, teller_name: 'Asha Test', told_at: '2025-02-11T09:00:00Z' }
  const [event, asked] = [randomUUID(), randomUUID()]
  await stage.build.insert('care_packages.life_event', {
    ...{ ...about, ...by, id: event, kind: 'hospital', happened_on: '2025-02-10', back_on: '2025-02-17' },
    effect: '{}',
  })
  await stage.build.insert('care_packages.variation', {
    ...{ ...about, id: asked, package_version: 1, kind: 'permanent', from_on: '2025-03-03', planned: 16n * 30_000n },
    ...{ reason: 'Needs more', status: 'refused', answer_by: '2025-03-10', asked_by: provider.accountId },
    ...{ asker_name: 'Asha Test', asked_at: '2025-03-02T23:30:00Z', answer: 'Not needed' },
    ...{ answered_by: provider.accountId, answerer_name: 'Cara Test', answered_at: '2025-03-05T09:00:00Z' },
  })
  await stage.build.insert('care_packages.suspension', {
    ...{ ...about, reason: 'A safeguarding enquiry', since: '2025-03-12', waiting_for: 'council' },
    ...{ suspended_by: provider.accountId, suspender_name: 'Cara Test', suspended_at: '2025-03-12T09:00:00Z' },
    ...{ released_at: '2025-03-14T09:00:00Z', releaser_name: 'Cara Test' },
  })
  const { text, html } = await page(asha, sick.personId)
  const happened = text.slice(text.indexOf('What happened'))
  const order = [
    'Care released',
    'Care suspended',
    'The change was refused',
    'A change was asked for',
    'Back from hospital',
  ]
  const places = [...order, 'In hospital', 'Care began'].map((title) => happened.indexOf(title))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
  expect(happened).toContain('A change was asked for 2 March 2025')
  expect(happened).not.toContain('safeguarding')
  expect(html).toContain(`/provider/variations/${asked}`)
  const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
  const staff = await site.visit(aCouncilVisitor(council, accountId), `/council/service-users/${sick.personId}`)
  expect(staff.html).toContain(`/council/life-events/${event}`)
  expect((await page()).text).not.toContain('In hospital')
})

it('warns that care ends soon and nothing follows', async () => {
  expect((await page()).text).toContain(`${care.reference} ends in 10 days, on 20 April 2025, and nothing follows.`)
  const count = (of: AProvider) =>
    stage.work.run(providerActor(of), ({ tx, today }) => countWarnings(tx, { providerId: tx.providerId }, today))
  expect((await count(provider)).packages).toBe(1)
  expect((await count(await aProvider(stage.build, council.id))).packages).toBe(0)
})

it('leaves out what the reader may not see', async () => {
  const { text } = await page(aProviderVisitor(provider, { permissions: ['packages.view'] }))
  expect(text).toContain(care.reference)
  for (const part of ['Weeks', 'Payments', 'Messages', 'Documents', 'Late visits', 'Plan of the spring', '£273.00'])
    expect([part, text.includes(part)]).toEqual([part, false])
})

it('knows nobody whose care is another provider’s, another service’s, or of no one', async () => {
  const other = await aProvider(stage.build, council.id)
  expect((await page(aProviderVisitor(other))).status).toBe(404)
  const elsewhere = await aPackage(stage.build, { ...provider, serviceId: other.serviceId })
  expect((await page(aProviderVisitor(provider, { narrow: true }), elsewhere.personId)).status).toBe(404)
  expect((await page(aProviderVisitor(provider, { narrow: true }))).status).toBe(200)
  expect((await page(asha, randomUUID())).status).toBe(404)
  expect((await page(asha, 'x')).status).toBe(404)
})

it('shows the council the same person with every provider’s care, and a payment only to those who see runs', async () => {
  const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
  const staff = aCouncilVisitor(council, accountId)
  const { text } = await site.visit(staff, `/council/service-users/${care.personId}`)
  expect(text).toContain(care.reference)
  expect(text).toContain('£273.00')
  const { text: without } = await site.visit(
    aCouncilVisitor(council, accountId, { permissions: ['packages.view'] }),
    `/council/service-users/${care.personId}`,
  )
  expect(without).not.toContain('£273.00')
})

it('says of a restricted person to those who know of them of what kind each paper is, and to others that there is none', async () => {
  const { accountId } = await aMember(stage.build, council.id, null, ['data-guardian'])
  await restrict(stage, council, accountId, care.personId)
  const { text } = await page()
  expect(text).toContain('Restricted person')
  for (const hidden of ['Brokerage message', 'Late visits', 'Plan of the spring', 'Test Person', '9990000018'])
    expect([hidden, text.includes(hidden)]).toEqual([hidden, false])
  await stage.build.insert('service_users.need_to_know', {
    ...{ council_id: council.id, person_id: care.personId, account_id: provider.accountId, provider_id: provider.id },
    ...{ name: 'Asha Test', kind: 'named', reason: 'Key worker', given_by: accountId, giver_name: 'Meera Test' },
    given_at: new Date('2025-04-01'),
  })
  const known = await page()
  expect(known.text).toContain('Brokerage message')
  for (const hidden of ['Late visits', 'Plan of the spring', 'Test Person', '9990000018'])
    expect([hidden, known.text.includes(hidden)]).toEqual([hidden, false])
})

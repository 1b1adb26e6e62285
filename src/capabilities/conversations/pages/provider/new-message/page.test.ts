import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aProvider } from '../../../../../testing/world.ts'
import { bothSides, type Both } from '../../../testing/site.ts'

let both: Both
let agreementId: string
let lineId: string
let upliftId: string

beforeAll(async () => {
  both = await bothSides()
  agreementId = randomUUID()
  lineId = randomUUID()
  const { councilId, id, serviceId, contractId } = both.provider
  const place = { council_id: councilId, provider_id: id, service_id: serviceId, contract_id: contractId }
  const of = { ...place, person_id: both.care.personId }
  const published = { status: 'published', published_at: '2025-01-01T09:00:00Z', starts_on: '2025-01-06' }
  await both.stage.build.insert('agreements.agreement', { ...of, id: agreementId, reference: 'ISA-77', ...published })
  await both.stage.build.insert('payments.payment_line', {
    ...of,
    id: lineId,
    package_id: both.care.id,
    from_on: '2025-03-03',
    covers_from: '2025-03-03',
    to_on: '2025-03-09',
    package_version: 1,
    rule_version: 1,
    kind: 'care',
    quantity: 30_000n,
    unit: 'hour',
    amount_pence: 2_100n,
    trace: '[]',
    priced_at: '2025-03-10T09:00:00Z',
  })
  upliftId = randomUUID()
  await both.stage.build.insert('contracts.uplift', {
    ...{
      council_id: councilId,
      id: upliftId,
      name: 'April 2025',
      starts: 'on-day',
      effective_on: '2025-04-01',
      round_to: 100n,
    },
    ...{
      outlier_percent: '10',
      renews_agreements: false,
      status: 'applied',
      created_by: randomUUID(),
      creator_name: 'Ann',
    },
    ...{ created_at: '2025-03-01T09:00:00Z', simulated_at: '2025-03-01T09:00:00Z', submitted_by: randomUUID() },
    ...{ submitter_name: 'Ann', decided_by: randomUUID(), decider_name: 'Ben', decided_at: '2025-03-02T09:00:00Z' },
  })
  await both.stage.build.insert('contracts.uplift_letter', {
    ...{ council_id: councilId, uplift_id: upliftId, provider_id: id, name: 'April 2025', lines: 1, extra_pence: 100n },
    ...{ sent_at: '2025-03-02T09:00:00Z', renews_agreements: false },
  })
})
afterAll(() => both.close())

const message = { type: 'payments', related: 'organisation', title: 'March payment', text: 'One week is missing.' }
const send = (over: Record<string, string>, visitor = both.provides) =>
  both.site.send(visitor, '/provider/messages', { ...message, ...over })

it('offers the types with team and time, and the services', async () => {
  const { text } = await both.site.visit(both.provides, '/provider/messages/new')
  expect(text).toContain('Notification of death Brokerage, answers within 1 working day')
  expect(text).toContain('Elm House at home')
  expect(text).toContain('Your whole organisation')
  expect(text).toContain('You can enter up to 10000 characters')
})

it('sends to the team of the type and leads to the thread', async () => {
  const { status, location } = await send({})
  expect(status).toBe(303)
  const { text } = await both.site.visit(both.provides, location)
  expect(text).toContain('March payment')
  expect(text).toContain('Payments')
  expect(text).toContain('Answer due 17 April 2025')
})

it.each([
  ['package', () => `package=${both.care.id}`, () => both.care.reference],
  ['agreement', () => `agreement=${agreementId}`, () => 'ISA-77'],
  ['uplift', () => `uplift=${upliftId}`, () => 'Letter about prices: April 2025'],
  ['payment-line', () => `line=${lineId}&from=2025-03-03`, () => both.care.reference],
])('is filled in from a %s and keeps it through a mistake', async (subjectType, query, reference) => {
  const asked = await both.site.visit(both.provides, `/provider/messages/new?${query()}`)
  expect(asked.text).toContain(reference())
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(asked.html)?.[1] ?? ''
  const about = {
    subjectType: hidden('subjectType'),
    subjectId: hidden('subjectId'),
    subjectFrom: hidden('subjectFrom'),
  }
  expect(about.subjectType).toBe(subjectType)
  const refused = await send({ ...about, related: 'subject', title: '' })
  expect([refused.status, refused.text.includes(reference())]).toEqual([422, true])
  const sent = await send({ ...about, related: 'subject' })
  expect((await both.site.visit(both.provides, sent.location)).text).toContain(reference())
})

it('finds a package by its reference', async () => {
  const { location } = await send({ related: 'package', packageReference: ` ${both.care.reference} ` })
  expect((await both.site.visit(both.provides, location)).text).toContain(`Package ${both.care.reference}`)
  const unknown = await send({ related: 'package', packageReference: 'P-nobody' })
  expect([unknown.status, unknown.text.includes('You have no package with this reference')]).toEqual([422, true])
  expect(unknown.html).toContain('One week is missing.')
})

it('names every fault at once and keeps what was typed', async () => {
  const empty = await send({ type: '', related: '', title: ' ', text: '' })
  for (const words of ['Select what kind', 'Select what it is about', 'Enter a title', 'Enter your message'])
    expect(empty.text).toContain(words)
  const halves = await send({ related: 'service', title: 'x'.repeat(201) })
  expect(halves.text).toContain('Select the service')
  expect(halves.text).toContain('The title must be 200 characters or fewer')
  expect((await send({ related: 'package' })).text).toContain('Enter the package reference')
  expect((await send({ type: 'gossip' })).text).toContain('no longer has this kind of message')
})

it('does not find what is another’s, draft or nobody’s', async () => {
  const stranger = aProviderVisitor(await aProvider(both.stage.build, both.provider.councilId))
  for (const query of [
    `package=${both.care.id}`,
    `agreement=${agreementId}`,
    `uplift=${upliftId}`,
    `line=${lineId}&from=2025-03-03`,
  ]) {
    expect((await both.site.visit(stranger, `/provider/messages/new?${query}`)).status).toBe(404)
  }
  const foreign = { related: 'subject', subjectType: 'package', subjectId: both.care.id }
  expect((await send(foreign, stranger)).status).toBe(404)
  expect((await send({ related: 'service', serviceId: both.provider.serviceId }, stranger)).status).toBe(404)
  for (const query of ['package=1', 'line=x', `line=${lineId}&from=2025-02-30`])
    expect((await both.site.visit(both.provides, `/provider/messages/new?${query}`)).status).toBe(404)
})

it('is refused when no form of ours could have sent it', async () => {
  for (const over of [{ related: 'everything' }, { serviceId: 'x' }, { subjectType: 'organisation' }])
    expect((await send(over)).status).toBe(400)
})

it('offers a narrower grant its services only, and refuses the whole organisation', async () => {
  const narrow = { ...aProviderVisitor(both.provider, { narrow: true }), accountId: randomUUID() }
  const { text } = await both.site.visit(narrow, '/provider/messages/new')
  expect(text).not.toContain('Your whole organisation')
  const refused = await send({}, narrow)
  expect([refused.status, refused.text.includes('does not cover the whole organisation')]).toEqual([422, true])
  expect((await send({ related: 'subject', subjectType: 'uplift', subjectId: upliftId }, narrow)).status).toBe(422)
  expect((await send({ related: 'service', serviceId: both.provider.serviceId }, narrow)).status).toBe(303)
})

it('opens one conversation for a double click', async () => {
  const twice = await Promise.all([send({ _key: 'new-message-1' }), send({ _key: 'new-message-1' })])
  expect(new Set(twice.map(({ location }) => location)).size).toBe(1)
})

it('keeps a draft apart for each thing that is written about', async () => {
  const visit = async (query = '') => (await both.site.visit(both.provides, `/provider/messages/new${query}`)).html
  const page = (query = '') => ({ _draft: `/provider/messages/new${query}`, _form: '/provider/messages' })
  const keep = (title: string, query = '') => both.site.send(both.provides, '/drafts', { ...page(query), title })
  expect((await keep('A plain draft')).status).toBe(204)
  await keep('About the package', `?package=${both.care.id}`)
  expect(await visit()).toContain('A plain draft')
  expect(await visit(`?package=${both.care.id}`)).toContain('About the package')
  await send(page())
  expect(await visit()).not.toContain('A plain draft')
  expect(await visit(`?package=${both.care.id}`)).toContain('About the package')
})

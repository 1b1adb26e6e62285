import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { systemScope } from '../../../../../platform/db/scope.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let staff: Visitor
let asha: Visitor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [agreementRoutes(stage)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

async function aDraft(over: Parameters<typeof aPackage>[2] = {}, of = provider) {
  const care = await aPackage(stage.build, of, { recordableFrom: null, startsOn: '2025-05-05', ...over })
  const { status, location } = await site.send(staff, `/council/packages/${care.id}/agreement`, {})
  expect(status).toBe(303)
  return { care, address: location, id: location.split('/').at(-1) ?? '' }
}
async function publish(address: string) {
  const { html } = await site.visit(staff, address)
  return site.send(staff, `${address}/publication`, { hash: fieldOf(html, 'hash') })
}
async function sign(id: string) {
  const { html } = await site.visit(asha, `/provider/agreements/${id}/signature`)
  return site.send(asha, `/provider/agreements/${id}/signature`, {
    revision: fieldOf(html, 'revision'),
    hash: fieldOf(html, 'hash'),
    statements: ['read', 'right', 'authority'],
    signedName: 'Asha Test',
  })
}
async function reject(id: string) {
  const { html } = await site.visit(asha, `/provider/agreements/${id}/rejection`)
  return site.send(asha, `/provider/agreements/${id}/rejection`, {
    revision: fieldOf(html, 'revision'),
    hash: fieldOf(html, 'hash'),
    reason: 'wrong-rate',
    comment: 'We arranged £22.40',
    expectedPrice: '22.40',
  })
}

it('goes from a new package to a signed agreement', async () => {
  const { care, address, id } = await aDraft({ package: { status: 'authorised' } })
  const draft = await site.visit(staff, address)
  expect(draft.text).toContain('Nothing found: there is a price, the contract runs and no other care overlaps')
  expect((await site.visit(asha, `/provider/agreements/${id}`)).status).toBe(404)

  expect((await publish(address)).status).toBe(303)
  expect((await site.visit(asha, '/provider/agreements')).text).toContain(`${care.reference}-A1`)
  expect((await sign(id)).location).toBe(`/provider/agreements/${id}/response`)
  expect((await site.visit(staff, address)).text).toContain('Signed “Asha Test”')
  const stands = await stage.db.read(systemScope(council.id), (tx) =>
    tx
      .selectFrom('care_packages.package')
      .where('council_id', '=', tx.councilId)
      .where('id', '=', care.id)
      .select(['status', 'recordable_from'])
      .executeTakeFirstOrThrow(),
  )
  expect(stands).toEqual({ status: 'active', recordable_from: '2025-05-05' })
})

it('tells the provider by e-mail without naming anyone', async () => {
  const other = await aProvider(stage.build, council.id)
  await stage.db.write(systemScope(council.id), (tx) =>
    tx
      .updateTable('providers.organisation')
      .set({ email: 'office@example.org' })
      .where('council_id', '=', tx.councilId)
      .where('id', '=', other.id)
      .execute(),
  )
  const { care, address } = await aDraft({}, other)
  await publish(address)
  const mail = await stage.db.read(systemScope(council.id), (tx) =>
    tx.selectFrom('platform.mail').selectAll().where('council_id', '=', tx.councilId).execute(),
  )
  expect(mail).toMatchObject([{ recipient: 'office@example.org', subject: 'An agreement needs your decision' }])
  expect(mail[0]?.body).not.toContain(care.reference)
})

it('corrects and republishes what a provider rejected, and supersedes nothing that was answered', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const agreement = await anAgreement(stage.build, provider, care, { price: rate(205_000n) })
  const address = `/council/agreements/${agreement.id}`
  await reject(agreement.id)
  expect((await site.visit(staff, '/council/agreements?status=rejected')).text).toContain('The price is wrong')

  const rejected = await site.visit(staff, address)
  expect(rejected.text).toMatch(/What a correction would change.*Price £20\.50 an hour £21\.00 an hour/)
  const corrected = await site.send(staff, `${address}/correction`, { hash: fieldOf(rejected.html, 'hash') })
  expect(corrected.status).toBe(303)

  const { text } = await site.visit(asha, `/provider/agreements/${agreement.id}`)
  expect(text).toContain('Why: Correction')
  expect(text).toMatch(/Changes since revision 1.*Price £20\.50 an hour £21\.00 an hour/)
  expect((await site.visit(asha, `/provider/agreements/${agreement.id}/revisions/1`)).text).toContain(
    'has been replaced and cannot be answered',
  )
  expect((await sign(agreement.id)).status).toBe(303)
})

it('withdraws what nobody has agreed, and nothing else', async () => {
  const { address, id } = await aDraft()
  await publish(address)
  expect((await site.send(staff, `${address}/withdrawal`, { reason: 'Published by mistake' })).status).toBe(303)
  expect((await site.visit(asha, `/provider/agreements/${id}`)).text).toContain('can no longer be answered')
  expect((await site.visit(asha, `/provider/agreements/${id}/signature`)).text).toContain('does not need an answer')

  const other = await aDraft()
  await publish(other.address)
  await sign(other.id)
  const { status, text } = await site.send(staff, `${other.address}/withdrawal`, { reason: 'Too late' })
  expect(status).toBe(422)
  expect(text).toContain('cannot be withdrawn')
})

it('does not publish what changed since it was read', async () => {
  const { care, address } = await aDraft()
  const { html } = await site.visit(staff, address)
  await stage.db.write(systemScope(council.id), (tx) =>
    tx
      .updateTable('care_packages.package')
      .set({ ends_on: localDate('2025-12-31') })
      .where('council_id', '=', tx.councilId)
      .where('id', '=', care.id)
      .execute(),
  )
  const { status, text } = await site.send(staff, `${address}/publication`, { hash: fieldOf(html, 'hash') })
  expect(status).toBe(422)
  expect(text).toContain('changed since you opened this page')
  expect((await publish(address)).status).toBe(303)
})

it('publishes a draft once, whoever presses first', async () => {
  const { address } = await aDraft()
  const { html } = await site.visit(staff, address)
  const fields = { hash: fieldOf(html, 'hash') }
  const send = (key: string) => site.send(staff, `${address}/publication`, { ...fields, _key: key })
  const [one, two] = [randomUUID(), randomUUID()]
  const answers = await Promise.all([send(one), send(two), send(one)])
  const statuses = answers.map(({ status }) => status)
  expect(statuses).toContain(303)
  expect(statuses).toContain(422)
})

it('drafts one agreement for a package, however often the button is pressed', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const send = () => site.send(staff, `/council/packages/${care.id}/agreement`, {})
  const answers = await Promise.all([send(), send(), send()])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422])
  expect(answers.find(({ status }) => status === 422)?.text).toContain('There is already a draft for this package')
})

it('stops at a missing price and warns of a start in the past and an overlap', async () => {
  const priceless = await aProvider(stage.build, council.id, { rates: [{ from: '2030-01-01', price: rate(1n) }] })
  const { address } = await aDraft({ startsOn: '2025-01-06' }, priceless)
  const { text, html } = await site.visit(staff, address)
  expect(text).toContain('Must be put right: The price book has no price')
  expect(text).toContain('Please check: Care starts in the past')
  expect(html).not.toContain(`${address}/publication`)
  const hash = '0'.repeat(64)
  expect((await site.send(staff, `${address}/publication`, { hash })).text).toContain('Put right what is listed')
  expect((await site.visit(staff, '/council/agreements')).text).toContain('The price book has no price')
})

it('keeps staff without the right to publish, other councils and providers out', async () => {
  const { address } = await aDraft()
  const auditor = { ...staff, permissions: new Set(['agreements.view'] as const) }
  expect((await site.visit(auditor, address)).html).not.toContain('Publish to the provider')
  expect((await site.send(auditor, `${address}/withdrawal`, {})).status).toBe(403)
  const elsewhere = await aCouncil(stage.build)
  const stranger = aCouncilVisitor(elsewhere, (await aMember(stage.build, elsewhere.id, null, ['brokerage'])).accountId)
  expect((await site.visit(stranger, address)).status).toBe(404)
  expect((await site.visit(asha, address)).status).toBe(404)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import {
  addUpliftRule,
  decideUplift,
  draftUplift,
  getUplift,
  simulateUplift,
  submitUplift,
} from '../../../../contracts/index.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let asha: Visitor
let broker: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  asha = aProviderVisitor(provider)
  broker = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  site = await aSite(stage, [packageRoutes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const reason = 'The person is with family until May'
const suspend = (id: string, over: Readonly<Record<string, string>> = {}) =>
  site.send(broker, `/council/packages/${id}/suspension`, { reason, waitingFor: 'provider', ...over })

it('says why care is suspended, since when and whose move it is, until it is released', async () => {
  const { id } = await aPackage(stage.build, provider)
  expect((await suspend(id)).status).toBe(303)
  const { text } = await site.visit(asha, `/provider/packages/${id}`)
  expect(text).toContain(`Reason ${reason} Since 10 April 2025, by Cara Test Whose move it is The provider`)

  const empty = await site.send(asha, `/provider/packages/${id}/release-request`, { text: ' ' })
  expect([empty.status, empty.text.includes('Enter why it should be released')]).toEqual([422, true])
  await site.send(asha, `/provider/packages/${id}/release-request`, { text: 'Home again' })
  const asked = await site.visit(broker, `/council/packages/${id}`)
  expect(asked.text).toContain('Whose move it is The council')
  expect(asked.text).toContain('by Asha Test: Home again')

  await site.send(broker, `/council/packages/${id}/release`, {})
  expect((await site.visit(asha, `/provider/packages/${id}`)).text).not.toContain('Why it is suspended')
  const late = await site.send(asha, `/provider/packages/${id}/release-request`, { text: 'Again' })
  expect(late.status).toBe(303)
})

it('keeps what was asked first where two people ask to release it', async () => {
  const { id } = await aPackage(stage.build, provider)
  await suspend(id)
  const ask = (text: string) => site.send(asha, `/provider/packages/${id}/release-request`, { text })
  expect((await ask('Home again')).status).toBe(303)
  const second = await ask('Back since Monday')
  expect(second.status).toBe(422)
  expect(second.text).toContain('Its release is asked for already, as it is shown here')
  expect(second.text).toContain('by Asha Test: Home again')
  expect(second.text).toContain('What you wrote was not sent: Back since Monday')
  expect((await site.visit(broker, `/council/packages/${id}`)).text).toContain('by Asha Test: Home again')
})

it('is suspended with a reason and a side, and once', async () => {
  const { id } = await aPackage(stage.build, provider)
  const wrong = await suspend(id, { reason: '', waitingFor: '' })
  expect([wrong.status, wrong.text.includes('Enter why it is suspended')]).toEqual([422, true])
  expect(wrong.text).toContain('Select whose move it is')
  await Promise.all([suspend(id), suspend(id)])
  await suspend(id)
  expect((await site.visit(asha, `/provider/packages/${id}`)).text.match(/Why it is suspended/g)).toHaveLength(1)
})

it('cannot be released by strangers', async () => {
  const theirs = await aPackage(stage.build, await aProvider(stage.build, council.id))
  await suspend(theirs.id)
  expect((await site.send(asha, `/provider/packages/${theirs.id}/release-request`, { text: 'x' })).status).toBe(404)
})

it('draws what was planned and delivered week by week, with the figures beneath, for whoever sees weeks', async () => {
  const { id } = await aPackage(stage.build, provider)
  for (const [weekStart, status, actual] of [
    ['2025-03-24', 'confirmed', 12],
    ['2025-03-31', 'draft', 3],
    ['2024-12-30', 'confirmed', 9],
  ] as const)
    await stage.build.insert('actuals.week', {
      council_id: council.id,
      provider_id: provider.id,
      service_id: provider.serviceId,
      contract_id: provider.contractId,
      package_id: id,
      week_start: weekStart,
      status,
      planned: 14n * 30_000n,
      actual: BigInt(actual) * 30_000n,
      frustrated: 0,
      missed: BigInt(14 - actual) * 30_000n,
      extra: 0,
      source: 'screen',
      recorded_at: '2025-04-01T09:00:00Z',
      confirmed_at: status === 'draft' ? null : '2025-04-01T09:00:00Z',
    })
  for (const visitor of [asha, broker]) {
    const page = await site.visit(visitor, `/${visitor.face}/packages/${id}`)
    expect(page.html).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby="delivered-hour-title"/)
    expect(page.text).toMatch(/Week from Planned Delivered 24 Mar 2025 14 12/)
    expect(page.text).not.toMatch(/31 Mar 2025 14 3|30 Dec 2024 14 9/)
  }
  const blind = aProviderVisitor(provider, { permissions: ['packages.view'] })
  expect((await site.visit(blind, `/provider/packages/${id}`)).html).not.toContain('delivered-title')
})

/** Two people of procurement raise every price by 4 % from 1 May. */
async function uplifted(): Promise<string> {
  const people = await Promise.all(['Ann', 'Ben'].map(() => aMember(stage.build, council.id, null, ['procurement'])))
  const [ann, ben] = people.map(({ accountId }) => councilActor(council.id, accountId, 'Procurement'))
  if (ann === undefined || ben === undefined) throw new Error('nobody')
  const id = await stage.work.run(ann, async (work) => {
    const drafted = await draftUplift(work, {
      ...{ name: 'Uplift of May', starts: 'on-day', effectiveOn: localDate('2025-05-01'), roundTo: rate(100n) },
      ...{ recentSince: null, overPence: null, outlierPercent: '10', renewsAgreements: false },
    })
    const upliftId = drafted.ok ? drafted.value : ''
    const all = { sector: null, contractNumber: null, contractKind: null, serviceLevel: null, band: null, unit: null }
    await addUpliftRule(work, upliftId, { ...all, change: 'percent', amount: 40_000n, cap: null })
    await simulateUplift(work, upliftId)
    return upliftId
  })
  const versionOf = async () => (await stage.work.run(ann, ({ tx }) => getUplift(tx, id))).version
  const sent = { upliftId: id, shownVersion: await versionOf(), outliersSeen: undefined, outliersReason: '' }
  await stage.work.run(ann, (work) => submitUplift(work, sent))
  const decided = { upliftId: id, shownVersion: await versionOf(), decision: { kind: 'approve' as const, note: '' } }
  await stage.work.run(ben, (work) =>
    decideUplift(work, decided, { renew: () => Promise.resolve(), withdraw: () => Promise.resolve() }),
  )
  return id
}

it('leads from a price that is to come to its uplift: the letter for the provider, the batch for the council', async () => {
  const { id } = await aPackage(stage.build, provider)
  const upliftId = await uplifted()
  const ours = await site.visit(asha, `/provider/packages/${id}`)
  expect(ours.text).toContain('From 1 May 2025 £21.00 → £21.84 an hour: a week costs £305.76. Part of Uplift of May')
  expect(ours.html).toContain(`href="/provider/price-changes/${upliftId}"`)
  const { accountId } = await aMember(stage.build, council.id, null, ['procurement'])
  const buyer = aCouncilVisitor(council, accountId, { permissions: ['packages.view', 'prices.view'] })
  expect((await site.visit(buyer, `/council/packages/${id}`)).html).toContain(`href="/council/uplifts/${upliftId}"`)
  const carer = aProviderVisitor(provider, { permissions: ['packages.view'] })
  const named = await site.visit(carer, `/provider/packages/${id}`)
  expect([named.text.includes('Uplift of May'), named.html.includes(upliftId)]).toEqual([true, false])
})

it('says on both faces how visits are paid where their time or length decides', async () => {
  const own = await aProvider(stage.build, council.id)
  const { id } = await aPackage(stage.build, own)
  await stage.build.insert('contracts.visit_price', {
    ...{ council_id: council.id, rate_line_id: own.rateLineId, contract_id: own.contractId },
    ...{ provider_id: own.id, valid: '[2025-01-01,)', split: true, bands: '[]' },
    fixed: JSON.stringify([{ minutes: 30, price: 160_000 }]),
  })
  for (const { text } of [
    await site.visit(aProviderVisitor(own), `/provider/packages/${id}`),
    await site.visit(broker, `/council/packages/${id}`),
  ]) {
    expect(text).toContain('How visits are paid')
    expect(text).toContain('A visit of 30 minutes: £16.00')
  }
})

it('is found by the reference that its provider gave it, which no other package has', async () => {
  const [first, other] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const name = (id: string, fields: Readonly<Record<string, string>>, who = asha) =>
    site.send(who, `/provider/packages/${id}/own-reference`, { shown: '', ownReference: 'RO-77', ...fields })
  expect((await name(first.id, {})).status).toBe(303)
  expect((await site.visit(asha, '/provider/packages?q=RO-77')).text).toContain(first.reference)
  expect((await site.visit(broker, `/council/packages/${first.id}`)).text).toContain('RO-77')
  const taken = await name(other.id, {})
  expect([taken.status, taken.text.includes(`Package ${first.reference} has this reference already`)]).toEqual([
    422,
    true,
  ])
  expect((await name(first.id, { ownReference: 'RO-78' })).text).toContain('Somebody changed your reference')
  expect((await name(other.id, { ownReference: 'x'.repeat(41) })).text).toContain('40 characters or fewer')
  expect((await name(first.id, { shown: 'RO-77', ownReference: ' ' })).status).toBe(303)
  expect((await name(other.id, {})).status).toBe(303)
  const stranger = await aProvider(stage.build, council.id)
  expect((await name(first.id, {}, aProviderVisitor(stranger))).status).toBe(404)
})

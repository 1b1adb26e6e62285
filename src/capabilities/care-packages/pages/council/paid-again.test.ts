import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pounds } from '../../../../core/decimal.ts'
import { rate } from '../../../../core/money.ts'
import type { Visitor } from '../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../../testing/world.ts'
import { agreementRoutes } from '../../../agreements/testing/mount.ts'
import { aDesk, APRIL, MARCH, WEEKS, type Desk } from '../../../payments/testing/desk.ts'
import { aPayer } from '../../../payments/testing/payers.ts'
import { aPackageWithWeeks, asOwner } from '../../../payments/testing/world.ts'
import { packageRoutes } from '../../testing/mount.ts'

let stage: Stage
let site: Site
let desk: Desk
let company: AProvider
let home: AProvider
let broker: Visitor
let second: Visitor
let cared: Awaited<ReturnType<typeof aPackageWithWeeks>>
let resident: Awaited<ReturnType<typeof aPackage>>

beforeAll(async () => {
  stage = await aStage('2025-04-03T09:00:00Z')
  site = await aSite(stage, [packageRoutes, agreementRoutes(stage)])
  desk = await aDesk(stage)
  const staff = async (role: string) =>
    aCouncilVisitor(desk.council, (await aMember(stage.build, desk.council.id, null, [role])).accountId)
  ;[broker, second] = [await staff('brokerage'), await staff('procurement')]
  company = await aProvider(stage.build, desk.council.id, {
    rates: [{ from: '2024-01-01', price: pounds('21.00') }],
    rule: { paid_by: 'schedule', valid: '[2024-01-01,)' },
  })
  cared = await aPackageWithWeeks(stage.build, company, { weeks: WEEKS })
  home = await aProvider(stage.build, desk.council.id, {
    ...{ sector: 'nursing', unit: 'week', rates: [{ from: '2019-04-01', price: rate(8_260_000n) }] },
    rule: { paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)', payer_terms: 'net' },
  })
  resident = await aPackage(stage.build, home, { unit: 'week', startsOn: '2025-03-05' })
  await aPayer(stage.build, home, resident, { payer: 'contribution', weekly: 16_015n })
  await desk.released(await desk.prepared(MARCH))
  await aPeriod(stage.build, desk.council.id, APRIL)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const aStranger = async (): Promise<Visitor> => {
  const other = await aCouncil(stage.build)
  return aCouncilVisitor(other, (await aMember(stage.build, other.id, null, ['brokerage', 'procurement'])).accountId)
}
const change = (over: Readonly<Record<string, string>> = {}) => ({
  ...{ version: '1', cause: 'correction', line: company.rateLineId, planned: '14' },
  ...{ 'from-day': '10', 'from-month': '3', 'from-year': '2025', ...over },
})
const shown = (over: Readonly<Record<string, string>> = {}) =>
  `/council/packages/${cared.id}/change?${new URLSearchParams({ ...change(over), show: 'check' }).toString()}`

/** Three weeks of 14 hours at £2.00 more, and how each is worked out. */
function expectThreeWeeks(text: string): void {
  expect(text).toContain('the next payment has £84.00 more for the days below')
  expect(text).toContain('10 to 16 March 2025 £294.00 £322.00 £28.00')
  expect(text).toContain('14 hours at £23.00 is £322.00')
}

describe('before care is changed from a past day', () => {
  it('a price of its own is shown line by line to whoever asks and to whoever approves', async () => {
    const first = await site.visit(broker, shown({ price: '23' }))
    expectThreeWeeks(first.text)
    const file = /href="([^"]*effect\.csv[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await site.visit(broker, file)).html).toContain('2025-03-10,2025-03-16,294.00,322.00,28.00')
    const sent = await site.send(
      broker,
      `/council/packages/${cared.id}/change`,
      change({ price: '23', priceReason: 'Two carers' }),
    )
    const asked = await site.visit(second, sent.location)
    expectThreeWeeks(asked.text)
    expect((await site.visit(second, `${sent.location}/effect.csv`)).html).toContain('28.00')
    expect((await site.visit(second, `${sent.location}/effect.xlsx`)).status).toBe(200)
    expect((await site.visit(await aStranger(), `${sent.location}/effect.csv`)).status).toBe(404)
    await asOwner(stage, `update care_packages.package set status = 'suspended' where id = '${cared.id}'`)
    expect((await site.visit(second, sent.location)).text).toContain('this no longer fits')
    await asOwner(stage, `update care_packages.package set status = 'active' where id = '${cared.id}'`)
    await site.send(broker, `${sent.location}/withdrawal`, { version: '1' })
    expect((await site.visit(second, sent.location)).text).not.toContain('the next payment')
  })

  it('another plan is shown week by week, and posts nothing by itself', async () => {
    const { text } = await site.visit(broker, shown({ planned: '16' }))
    expect(text).not.toContain('the next payment has')
    expect(text).toContain('The weeks below were recorded by another plan')
    expect(text).toContain('17 March 2025 14 hours 16 hours 14 hours £294.00 £294.00 Paid for what was delivered')
  })

  it('another line is shown at its prices, and nothing is said of a day to come', async () => {
    const dearer = await aLine('23.00')
    expectThreeWeeks((await site.visit(broker, shown({ line: dearer }))).text)
    const later = await site.visit(broker, shown({ line: dearer, 'from-month': '5' }))
    expect(later.text).not.toContain('What it changes in what was recorded and paid')
    const nowhere = shown().replace('/change?', '/change/effect.csv?')
    expect((await site.visit(await aStranger(), nowhere)).status).toBe(404)
    expect((await site.visit(broker, `/council/packages/${cared.id}/change/effect.csv`)).html).not.toContain('2025-')
  })
})

async function aLine(price: string): Promise<string> {
  const { rateLineId } = await aProvider(stage.build, desk.council.id, {
    rates: [{ from: '2024-01-01', price: pounds(price) }],
  })
  await asOwner(
    stage,
    `update contracts.rate set contract_id = '${company.contractId}', provider_id = '${company.id}' where rate_line_id = '${rateLineId}';
     update contracts.rate_line set contract_id = '${company.contractId}', provider_id = '${company.id}' where id = '${rateLineId}'`,
  )
  return rateLineId
}

describe('before other dates of a stay', () => {
  const dates = (over: Readonly<Record<string, string>> = {}) => ({
    ...{ version: '1', 'start-day': '10', 'start-month': '3', 'start-year': '2025', show: 'check', ...over },
  })

  it('the nights that are taken back are shown, with what the person paid of them, and nothing is changed', async () => {
    const address = `/council/packages/${resident.id}/dates`
    const { status, text, html } = await site.send(broker, address, dates())
    expect(status).toBe(200)
    // Five nights of £118.00 back, less five sevenths of the £160.15 that the home collects.
    expect(text).toContain('the next payment has £475.61 less for the days below')
    expect(text).toContain('5 to 9 March 2025')
    expect(html).toMatch(/name="start-day"[^>]*value="10"|value="10"[^>]*name="start-day"/)
    expect((await site.visit(broker, `/council/packages/${resident.id}`)).text).toContain('5 March 2025')
    const wrong = await site.send(broker, address, dates({ 'end-day': '1', 'end-month': '1', 'end-year': '2025' }))
    expect([wrong.status, wrong.text.includes('The last day must not be before')]).toEqual([422, true])
  })
})

describe('before the council accepts what a provider expects', () => {
  it('the price is shown with what it posts for weeks that were paid', async () => {
    const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
    const provider = aProviderVisitor(company)
    const { location } = await site.send(broker, `/council/packages/${cared.id}/agreement`, {})
    const { html } = await site.visit(broker, location)
    await site.send(broker, `${location}/publication`, { hash: fieldOf(html, 'hash') })
    const answer = location.replace('/council/', '/provider/')
    const form = await site.visit(provider, `${answer}/rejection`)
    const sent = await site.send(provider, `${answer}/rejection`, {
      ...{ revision: fieldOf(form.html, 'revision'), hash: fieldOf(form.html, 'hash') },
      ...{ reason: 'wrong-rate', comment: 'We arranged otherwise', expectedPrice: '23.00' },
    })
    expect(sent.status).toBe(303)
    const { text } = await site.visit(broker, `${location}/acceptance`)
    // All four weeks of March: it was wrong from the beginning.
    expect(text).toContain(`Once this is accepted for ${cared.reference}, the next payment has £112.00 more`)
  })
})

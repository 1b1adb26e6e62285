import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pounds } from '../../../../../core/decimal.ts'
import { quantity } from '../../../../../core/money.ts'
import { refused } from '../../../../../core/outcome.ts'
import { installedCompiler } from '../../../../../platform/pdf/compiler.ts'
import type { PdfDocument } from '../../../../../platform/pdf/document.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes as routes } from '../../../testing/mount.ts'
import { mountPackagePaper } from './route.tsx'

let stage: Stage
let site: Site
let council: ACouncil
let home: AProvider
let asha: Visitor
let staff: Visitor

beforeAll(async () => {
  stage = await aStage('2025-06-10T09:00:00Z')
  council = await aCouncil(stage.build)
  home = await aProvider(stage.build, council.id, {
    ...{ unit: 'week', rule: { recording: 'none' }, rates: [{ from: '2024-01-01', price: pounds('826.00') }] },
  })
  asha = aProviderVisitor(home)
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  site = await aSite(stage, [routes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aStay() {
  const stay = await aPackage(stage.build, home, { unit: 'week', planned: quantity(30_000n) })
  await stage.build.insert('care_packages.payer', {
    ...{ council_id: council.id, provider_id: home.id, service_id: home.serviceId, contract_id: home.contractId },
    ...{ package_id: stay.id, payer: 'top-up', from_on: '2025-05-05', weekly_pence: 7_500n },
  })
  return stay
}

/** An uplift of £22.10 to £23.06, told to the provider. */
async function anUpliftOf(raised: AProvider, day: string): Promise<void> {
  const [id, by, at] = [randomUUID(), randomUUID(), `${day}T09:00:00Z`]
  await stage.build.insert('contracts.uplift', {
    ...{ council_id: council.id, id, name: 'Uplift of April', starts: 'on-day', effective_on: day, round_to: 1n },
    ...{ outlier_percent: '10', status: 'draft', created_by: by, creator_name: 'Ann', created_at: at },
  })
  const told = { council_id: council.id, uplift_id: id, provider_id: raised.id, extra_pence: 0n }
  await stage.build.insert('contracts.uplift_letter', { ...told, name: 'Uplift of April', lines: 1, sent_at: at })
  await stage.build.insert('contracts.uplift_line', {
    ...{ ...told, rate_line_id: raised.rateLineId, contract_id: raised.contractId, outcome: 'changes', from_on: day },
    ...{ old_price: 221_000n, new_price: 230_600n, is_outlier: false, packages: 1, units: 0n, last_year_pence: 0n },
  })
}

/** What the maker of papers was given. */
async function paperOf(id: string): Promise<PdfDocument | undefined> {
  let given: PdfDocument | undefined
  const catching = await aSite(stage, [
    (faces, web) => {
      mountPackagePaper(faces.provider, web, 'provider', (document) => {
        given = document
        return Promise.resolve(refused({ code: 'busy' }))
      })
    },
  ])
  const { status, html } = await catching.visit(asha, `/provider/packages/${id}.pdf`)
  expect([status, html.includes(`/provider/packages/${id}"`)]).toEqual([503, true])
  await catching.close()
  return given
}

it('says what a package is, what it costs by date and who pays what', async () => {
  const { id, reference } = await aStay()
  const paper = await paperOf(id)
  expect(paper?.title).toBe(`Care package ${reference}`)
  expect(paper?.facts).toContainEqual({ name: 'A week costs', value: '1 week × £826.00 a week = £826.00 a week' })
  const [cost, payers] = paper?.sections ?? []
  expect(cost?.rows).toEqual([
    ['6 January 2025', '4 May 2025', 'New care', '1 week', '£826.00 a week', '£826.00', '£826.00'],
    ['5 May 2025', 'No end is set', 'Top-up changed', '1 week', '£826.00 a week', '£826.00', '£751.00'],
  ])
  expect(payers?.rows).toEqual([['A third party: top-up', '5 May 2025', 'No end is set', '£75.00']])
})

it('says why a price changed as the page and the breakdown do', async () => {
  const rates = [
    { from: '2024-01-01', to: '2025-04-01', price: pounds('22.10') },
    { from: '2025-04-01', to: '2025-05-01', price: pounds('23.06') },
    { from: '2025-05-01', price: pounds('23.50') },
  ]
  const priced = await aProvider(stage.build, council.id, { rates })
  const { id, reference } = await aPackage(stage.build, priced)
  await anUpliftOf(priced, '2025-04-01')
  asha = aProviderVisitor(priced)
  const paper = await paperOf(id)
  const page = await site.visit(asha, `/provider/packages/${id}`)
  const breakdown = await site.visit(asha, `/provider/packages-breakdown.csv?q=${reference}`)
  asha = aProviderVisitor(home)
  const whys = ['New care', 'Uplift of April', 'New price']
  expect(paper?.sections[0]?.rows.map((row) => row[2])).toEqual(whys)
  expect(page.text).toMatch(/£309\.40 New care.*£322\.84 Uplift of April.*£329\.00 New price/su)
  const [, ...lines] = breakdown.html.trim().split('\r\n')
  expect(lines.map((line) => line.split(',')[4])).toEqual(whys)
})

it('has the plan by day, where there is one', async () => {
  const hourly = await aProvider(stage.build, council.id)
  const byDay = [2n, 2n, 2n, 2n, 2n, 2n, 2n].map((hours) => hours * 30_000n)
  const { id } = await aPackage(stage.build, hourly, { plannedByDay: byDay })
  asha = aProviderVisitor(hourly)
  const paper = await paperOf(id)
  asha = aProviderVisitor(home)
  expect(paper?.sections.map(({ heading }) => heading)).toEqual(['Cost and breakdown of care', 'Planned by day'])
})

it.runIf(installedCompiler() !== undefined)('is a tagged PDF on both faces, and nobody else’s', async () => {
  const { id } = await aStay()
  for (const [visitor, face] of [[asha, 'provider'] as const, [staff, 'council'] as const]) {
    const { status, html, headers } = await site.visit(visitor, `/${face}/packages/${id}.pdf`)
    expect([face, status, html.slice(0, 5), html.includes('/StructTreeRoot')]).toEqual([face, 200, '%PDF-', true])
    expect(headers['content-disposition']).toMatch(/attachment; filename="P-[0-9a-f]{8}\.pdf"/)
    expect((await site.visit(visitor, `/${face}/packages/${id}`)).html).toContain(`/${face}/packages/${id}.pdf`)
  }
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.visit(stranger, `/provider/packages/${id}.pdf`)).status).toBe(404)
})

it('X47 gives the unit cost without the top-up, in every file and to programs', async () => {
  const { reference } = await aStay()
  const list = await site.visit(asha, `/provider/packages.csv?q=${reference}`)
  expect(list.html.split('\r\n')[0]).toMatch(/,Unit cost$/)
  expect(list.html.split('\r\n')[1]).toMatch(/,826\.0000,826\.00,.*,751\.0000$/)
  const json = await site.visit(staff, `/council/packages.json?q=${reference}`)
  expect(JSON.parse(json.html)).toMatchObject([{ price: '826.0000', unitCost: '751.0000' }])
  const breakdown = await site.visit(asha, `/provider/packages-breakdown.csv?q=${reference}`)
  expect(breakdown.html).toContain(`${reference},2025-01-06,2025-05-05,1,New care,1,week,826.0000,826.00,826.0000`)
  expect(breakdown.html).toContain(`${reference},2025-05-05,,1,Top-up changed,1,week,826.0000,826.00,751.0000`)
  const answer = await site.app.inject({
    ...{ method: 'GET' as const, url: `/api/v1/packages?reference=${reference}` },
    headers: { 'x-test-visitor': asha.accountId },
  })
  expect(answer.json()).toMatchObject({ packages: [{ price: '826.0000', unitCost: '751.0000' }] })
})

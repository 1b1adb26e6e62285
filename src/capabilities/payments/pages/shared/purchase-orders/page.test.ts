import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { navigation, routes } from '../../../routes.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let orders: readonly [string, string]

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  site = await aSite(stage, [routes], navigation)
  const [care, other] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  orders = [await anOrder('PO-1', 80_000n, care.id), await anOrder('PO-2', 520_000n, null)]
  for (const week of ['2025-04-07', '2025-04-14', '2025-04-21', '2025-04-28'])
    for (const { id, personId } of [care, other]) await aLine(week, id, personId)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function anOrder(number: string, ordered: bigint, packageId: string | null): Promise<string> {
  const id = randomUUID()
  await stage.build.insert('payments.purchase_order', {
    ...{ council_id: council.id, provider_id: provider.id, contract_id: provider.contractId, package_id: packageId },
    ...{ id, number, ordered_pence: ordered, starts_on: '2025-04-07', ends_on: '2026-04-05' },
  })
  return id
}
async function aLine(week: string, packageId: string, personId: string): Promise<void> {
  const last =
    { '2025-04-07': '2025-04-13', '2025-04-14': '2025-04-20', '2025-04-21': '2025-04-27' }[week] ?? '2025-05-04'
  await stage.build.insert('payments.payment_line', {
    ...{ council_id: council.id, provider_id: provider.id, service_id: provider.serviceId },
    ...{ contract_id: provider.contractId, person_id: personId, package_id: packageId, package_version: 1 },
    ...{ from_on: week, covers_from: week, to_on: last, kind: 'care', revision: 0, rule_version: 1, week_version: 1 },
    ...{ quantity: 1n, unit: 'hour', average_price: false, amount_pence: 10_000n, trace: '[]' },
    priced_at: '2025-05-05T09:00:00Z',
  })
}
const base = '/provider/purchase-orders'

it('says what is ordered, used and left, and when it runs out, counting each line once', async () => {
  const list = await site.visit(aProviderVisitor(provider), base)
  expect(list.text).toMatch(/PO-1.*£800\.00.*£400\.00.*£400\.00.*Runs out on 2 June 2025/su)
  expect(list.text).toMatch(/PO-2.*£5,200\.00.*£400\.00.*£4,800\.00.*Lasts to its end/su)
  const one = await site.visit(aProviderVisitor(provider), `${base}/${orders[0]}`)
  expect(one.text).toMatch(/April 2025.*4.*£400\.00/su)
  expect(one.html).toContain('<svg')
})

it('finds orders, and downloads them as CSV', async () => {
  const found = await site.visit(aProviderVisitor(provider), `${base}?q=po-2`)
  expect([found.text.includes('PO-2'), found.text.includes('PO-1')]).toEqual([true, false])
  const file = await site.visit(aProviderVisitor(provider), `${base}.csv`)
  expect(file.html).toContain('400.00,Runs out on 2 June 2025')
})

it('is for finance, for its own provider, and for the council’s payments desk', async () => {
  const address = `${base}/${orders[0]}`
  const other = await aProvider(stage.build, council.id)
  expect((await site.visit(aProviderVisitor(other), address)).status).toBe(404)
  expect((await site.visit(aProviderVisitor(provider, { permissions: ['packages.view'] }), address)).status).toBe(403)
  const { accountId } = await aMember(stage.build, council.id, null, ['payments'])
  const staff = aCouncilVisitor(council, accountId)
  expect((await site.visit(staff, `/council/purchase-orders/${orders[1]}`)).text).toContain('£4,800.00')
  expect((await site.visit(staff, '/council/purchase-orders')).text).toContain('PO-1')
})

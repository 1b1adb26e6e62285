import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { addDays, localDate } from '../../../../../core/dates.ts'
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

type Scoped = Extract<Visitor['scope'], { readonly role: 'portal_provider_scoped' }>

/** Somebody who has these services and contracts of the provider and no others. */
function aVisitorTo(services: readonly string[], contracts: readonly string[] = []): Visitor {
  const { id: providerId, accountId, contractId } = provider
  const scope: Scoped = {
    ...{ role: 'portal_provider_scoped', councilId: council.id, providerId, accountId },
    ...{ services, contracts, seenServices: services, seenContracts: [contractId] },
  }
  return { ...aProviderVisitor(provider), scope }
}

async function aSecondService(): Promise<string> {
  const id = randomUUID()
  const own = { council_id: council.id, provider_id: provider.id }
  await stage.build.insert('providers.service', { ...own, id, reference: `S-${id}`, name: 'Days', sector: 'day' })
  await stage.build.insert('contracts.contract_service', { ...own, contract_id: provider.contractId, service_id: id })
  return id
}

async function anOrder(
  number: string,
  ordered: bigint,
  packageId: string | null,
  first = '2025-04-07',
): Promise<string> {
  const id = randomUUID()
  await stage.build.insert('payments.purchase_order', {
    ...{ council_id: council.id, provider_id: provider.id, contract_id: provider.contractId, package_id: packageId },
    ...{ id, number, ordered_pence: ordered, starts_on: first, ends_on: addDays(localDate(first), 363) },
  })
  return id
}
async function aLine(week: string, packageId: string, personId: string, serviceId = provider.serviceId): Promise<void> {
  await stage.build.insert('payments.payment_line', {
    ...{ council_id: council.id, provider_id: provider.id, service_id: serviceId },
    ...{ contract_id: provider.contractId, person_id: personId, package_id: packageId, package_version: 1 },
    ...{
      from_on: week,
      covers_from: week,
      to_on: addDays(localDate(week), 6),
      kind: 'care',
      revision: 0,
      rule_version: 1,
      week_version: 1,
    },
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

it('foretells no day that is past, on screen, in print and as CSV', async () => {
  const care = await aPackage(stage.build, provider, { startsOn: '2024-04-01' })
  const id = await anOrder('PO-0', 15_000n, care.id, '2024-04-01')
  await aLine('2024-04-01', care.id, care.personId)
  const words = 'Covers care to 11 April 2024 only: later care is not covered'
  const visitor = aProviderVisitor(provider)
  for (const address of [`${base}?q=PO-0`, `${base}/${id}`, `${base}.csv?q=PO-0`]) {
    const { text } = await site.visit(visitor, address)
    expect([text.includes('50.00'), text.includes(words), text.includes('Runs out')]).toEqual([true, true, false])
  }
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

it('downloads every order, however many there are', async () => {
  const many = await aProvider(stage.build, council.id)
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  await owner.query(
    `insert into payments.purchase_order (council_id, provider_id, contract_id, number, starts_on, ends_on, ordered_pence)
      select $1, $2, $3, 'PO-M' || n, '2025-04-07', '2026-04-05', 100 from generate_series(1, 10002) n`,
    [council.id, many.id, many.contractId],
  )
  await owner.end()
  const file = await site.visit(aProviderVisitor(many), `${base}.csv`)
  const numbers = file.html
    .trim()
    .split('\r\n')
    .map((line) => line.split(',')[0])
  expect([numbers.length, new Set(numbers).size]).toEqual([10_003, 10_003])
})

it('shows people with one service of a contract only the orders whose use they see as a whole', async () => {
  const other = await aSecondService()
  const elsewhere = await aPackage(stage.build, provider, { package: { service_id: other } })
  await aLine('2025-04-07', elsewhere.id, elsewhere.personId, other)
  const order = await anOrder('PO-3', 90_000n, elsewhere.id)

  const one = await site.visit(aVisitorTo([provider.serviceId]), base)
  expect(one.text).toMatch(/PO-1.*£800\.00.*£400\.00.*£400\.00/su)
  expect([one.text.includes('PO-2'), one.text.includes('PO-3')]).toEqual([false, false])
  for (const hidden of [orders[1], order])
    expect((await site.visit(aVisitorTo([provider.serviceId]), `${base}/${hidden}`)).status).toBe(404)

  const both = await site.visit(aVisitorTo([provider.serviceId, other]), base)
  expect(both.text).toMatch(/PO-2.*£5,200\.00.*£400\.00.*£4,800\.00/su)
  expect(both.text).toMatch(new RegExp(`PO-3.*package ${elsewhere.reference}.*£900\\.00.*£100\\.00`, 'su'))
  expect((await site.visit(aVisitorTo([], [provider.contractId]), base)).text).toMatch(
    /PO-2.*£5,200\.00.*£400\.00.*£4,800\.00/su,
  )
})

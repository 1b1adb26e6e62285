import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { navigation, routes } from '../../../routes.ts'
import { APRIL, MARCH, WEEKS } from '../../../testing/desk.ts'
import { aPackageWithWeeks, hours } from '../../../testing/world.ts'

let stage: Stage
let site: Site
let provider: AProvider
let home: AProvider
let council: Awaited<ReturnType<typeof aCouncil>>
let staff: ReturnType<typeof aCouncilVisitor>

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [routes], navigation)
  council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, ['procurement'])
  staff = aCouncilVisitor(council, accountId)
  provider = await aProvider(stage.build, council.id, { name: 'Elm House', contract: { kind: 'block' } })
  home = await aProvider(stage.build, council.id, {
    unit: 'week',
    contract: { kind: 'block' },
    rule: { recording: 'none' },
  })
  await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS, missed: hours(2n) })
  await aPackage(stage.build, home, { startsOn: '2025-03-10', unit: 'week' })
  await commitment(provider, { weekly: hours(20n), unit: 'hour', price: 215_000n })
  await commitment(home, { weekly: hours(14n), unit: 'night', price: 1_180_000n })
  await aPeriod(stage.build, council.id, MARCH)
  await aPeriod(stage.build, council.id, APRIL)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function commitment(of: AProvider, bought: Readonly<Record<string, unknown>>): Promise<void> {
  await stage.build.insert('contracts.block_commitment', {
    ...{ council_id: of.councilId, provider_id: of.id, contract_id: of.contractId, valid: '[2025-03-03,)' },
    ...{ missed_counts: true, ...bought },
  })
}

it('says on both faces what was bought, used, missed and is due as a top-up', async () => {
  for (const [visitor, face] of [
    [staff, 'council'],
    [aProviderVisitor(provider), 'provider'],
  ] as const) {
    expect((await site.visit(visitor, `/${face}/blocks`)).text).toContain('20 hours a week')
    const shown = await site.visit(visitor, `/${face}/blocks/${provider.contractId}`)
    // 80 hours bought, 48 delivered and 8 missed: 24 hours at £21.50.
    expect(shown.text).toContain('£516.00')
    expect(shown.html).toContain('<svg')
  }
})

it('counts the nights of stays for beds', async () => {
  const shown = await site.visit(staff, `/council/blocks/${home.contractId}`)
  expect(shown.text).toContain('14 nights a week, 2 beds')
  // 56 nights bought, 21 slept from 10 March: 35 at £118.00.
  expect(shown.text).toContain('£4,130.00')
})

it('is shown to somebody with single services only where they see all of the contract', async () => {
  const narrow = aProviderVisitor(provider, { narrow: true })
  const own = { council_id: provider.councilId, provider_id: provider.id }
  const address = `/provider/blocks/${provider.contractId}`
  expect((await site.visit(narrow, address)).status).toBe(200)
  const service = { ...own, id: randomUUID(), reference: 'S-OTHER', name: 'Days', sector: 'day' }
  await stage.build.insert('providers.service', service)
  await stage.build.insert('contracts.contract_service', {
    ...own,
    contract_id: provider.contractId,
    service_id: service.id,
  })
  expect((await site.visit(narrow, address)).status).toBe(404)
  expect((await site.visit(narrow, '/provider/blocks')).text).toContain('No contract buys a block in advance')
  expect((await site.visit(aProviderVisitor(provider), address)).status).toBe(200)
})

it('is not there for another provider or another council', async () => {
  expect((await site.visit(aProviderVisitor(home), `/provider/blocks/${provider.contractId}`)).status).toBe(404)
  const other = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, other.id, null, ['procurement'])
  expect((await site.visit(aCouncilVisitor(other, accountId), `/council/blocks/${home.contractId}`)).status).toBe(404)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { councilActor, aStage, type Stage } from '../../../../../testing/stage.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes as routes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let elm: AProvider
let oak: AProvider
let staff: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  elm = await aProvider(stage.build, council.id, { name: 'Elm' })
  oak = await aProvider(stage.build, council.id, { name: 'Oak' })
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  site = await aSite(stage, [routes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function references(query: string, visitor = staff, face = 'council'): Promise<readonly string[]> {
  const { html } = await site.visit(visitor, `/${face}/packages${query}`)
  return [...html.matchAll(/>(P-[0-9a-f]{8})</g)].map(([, reference]) => reference ?? '').toSorted()
}

async function aService(provider: AProvider, name: string): Promise<AProvider> {
  const [serviceId, contractId] = [randomUUID(), randomUUID()]
  const own = { council_id: council.id, provider_id: provider.id }
  await stage.build.insert('providers.service', {
    ...{ ...own, id: serviceId, reference: `S${serviceId.slice(0, 8)}`, name, sector: 'home-support' },
  })
  await stage.build.insert('contracts.contract', {
    ...{ ...own, id: contractId, number: `K${contractId.slice(0, 8)}`, title: `Contract of ${name}`, kind: 'spot' },
    ...{ calendar: 'main', starts_on: '2024-01-01' },
  })
  await stage.build.insert('contracts.contract_service', { ...own, contract_id: contractId, service_id: serviceId })
  return { ...provider, serviceId, contractId }
}

it('is cut to a provider, and then to a service and a contract of that provider', async () => {
  const nights = await aService(elm, 'Elm nights')
  const [day, night, other] = [
    await aPackage(stage.build, elm),
    await aPackage(stage.build, nights),
    await aPackage(stage.build, oak),
  ]
  const of = (...packages: readonly { readonly reference: string }[]) =>
    packages.map(({ reference }) => reference).toSorted()
  expect(await references('')).toEqual(of(day, night, other))
  expect(await references(`?provider=${elm.id}`)).toEqual(of(day, night))
  expect(await references(`?provider=${elm.id}&service=${nights.serviceId}`)).toEqual(of(night))
  expect(await references(`?provider=${elm.id}&contract=${elm.contractId}`)).toEqual(of(day))

  const all = await site.visit(staff, '/council/packages')
  expect(all.html).not.toContain('name="service"')
  const chosen = await site.visit(staff, `/council/packages?provider=${elm.id}&service=${nights.serviceId}`)
  expect(chosen.text).toContain('Elm nights')
  expect(chosen.text).toContain('Contract of Elm nights')
  for (const file of ['.xlsx', '.csv', '-breakdown.csv', '.json'])
    expect(chosen.html).toContain(
      `/council/packages${file}?tab=current&amp;provider=${elm.id}&amp;service=${nights.serviceId}`,
    )
})

it('forgets the service and contract of the provider that was chosen before', async () => {
  const ours = await aPackage(stage.build, oak)
  const query = `?provider=${oak.id}&among=${elm.id}&service=${elm.serviceId}&contract=${elm.contractId}`
  expect(await references(query)).toContain(ours.reference)
  expect(await references(`?service=${elm.serviceId}`)).toContain(ours.reference)
  const file = await site.visit(staff, `/council/packages.csv${query}`)
  expect(file.text).toContain(ours.reference)
  expect((await site.visit(staff, `/council/packages-breakdown.csv${query}`)).text).toContain(ours.reference)
})

it('finds what is suspended, for the council and for its provider', async () => {
  const still = await aPackage(stage.build, elm, { package: { status: 'suspended' } })
  const later = await aPackage(stage.build, oak, { startsOn: '2025-05-05', package: { status: 'suspended' } })
  const asha = aProviderVisitor(elm)
  expect(await references('?status=suspended')).toEqual([still.reference])
  expect(await references('?status=suspended&tab=starting')).toEqual([later.reference])
  expect(await references(`?status=suspended&provider=${oak.id}`)).toEqual([])
  expect(await references('?status=active')).not.toContain(still.reference)
  expect(await references('?status=suspended', asha, 'provider')).toEqual([still.reference])
  const { text, html } = await site.visit(asha, '/provider/packages?status=suspended')
  expect(text).toContain('Every status Active Not started by the council Suspended')
  expect(html).toContain('/provider/packages?tab=starting&amp;status=suspended')
  expect((await site.visit(asha, '/provider/packages?status=lost')).status).toBe(400)
  expect((await site.visit(asha, '/provider/packages?status=authorised')).text).toContain(
    'No care package is as selected',
  )
})

it('shows a provider its own care only, whatever the address says', async () => {
  const own = await aPackage(stage.build, oak)
  const seen = await references(`?provider=${elm.id}`, aProviderVisitor(oak), 'provider')
  expect(seen).toContain(own.reference)
  const { html } = await site.visit(aProviderVisitor(oak), `/provider/packages?provider=${elm.id}`)
  expect(html).not.toContain('name="provider"')
})

it('cuts what is suspended from an index of its own among very much care', async () => {
  const plan = await stage.work.run(councilActor(council.id, randomUUID()), async ({ tx }) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await sql<Record<string, string>>`
      explain select id from care_packages.package where council_id = ${tx.councilId} and status = 'suspended'
        and starts_on <= '2025-04-10' order by starts_on desc, id desc limit 51`.execute(tx)
    return rows.map((row) => Object.values(row).join('')).join('\n')
  })
  expect(plan).toContain('package_few')
})

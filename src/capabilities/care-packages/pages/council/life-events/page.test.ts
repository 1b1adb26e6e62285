import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let broker: Visitor
const MANY = 53

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  broker = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage', 'payments'])).accountId)
  site = await aSite(stage, [packageRoutes])
  for (let count = 0; count < MANY; count += 1) await oneOfEach(count)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

/** Some at the same moment, so that the id decides. */
async function oneOfEach(count: number): Promise<void> {
  const care = await aPackage(stage.build, provider, { unit: 'week' })
  const place = { council_id: council.id, provider_id: provider.id, service_id: provider.serviceId }
  const told = { ...place, contract_id: provider.contractId, package_id: care.id }
  const at = `2025-04-0${String(1 + Math.floor(count / 10))}T09:00:00Z`
  const by = { told_by: provider.accountId, teller_name: 'Asha Test', told_at: at }
  await stage.build.insert('care_packages.life_event', {
    ...{ ...told, kind: 'hospital', happened_on: '2025-04-01', details: '', effect: ['x'], ...by },
  })
  await stage.build.insert('care_packages.payer_change', {
    ...{ ...told, payer: 'contribution', from_on: '2025-05-01', old_pence: 0n, weekly_pence: 100n, reason: 'x' },
    ...{ status: 'proposed', proposed_by: provider.accountId, proposer_name: 'Ann Test', proposed_at: at },
  })
  await stage.build.insert('care_packages.variation', {
    ...{ ...told, package_version: 1, kind: 'permanent', from_on: '2025-04-07', planned: 30_000n, reason: 'x' },
    ...{ answer_by: '2025-04-17', asked_by: provider.accountId, asker_name: 'Asha Test', asked_at: at },
  })
  await stage.build.insert('care_packages.missing_care', {
    ...{ ...place, contract_id: provider.contractId, person_name: `Person ${String(count)}`, person_reference: '' },
    ...{ service_level: 'Standard', weekly: '14 hours', began_on: '2025-04-01', arranged_with: 'Someone', details: '' },
    ...{ due_on: '2025-04-15', raised_by: provider.accountId, raiser_name: 'Asha Test', raised_at: at },
  })
}

it.each([
  ['/council/life-events'],
  ['/council/payer-changes'],
  ['/council/missing-care'],
  ['/council/variations'],
  ['/council/variations?all=yes'],
  ['/provider/missing-care'],
  ['/provider/variations'],
])('goes through all that waits on %s, each once', async (address) => {
  const visitor = address.startsWith('/provider') ? aProviderVisitor(provider) : broker
  const base = address.split('?')[0] ?? ''
  const idsOn = (html: string) =>
    [...html.matchAll(new RegExp(`href="${base}/([0-9a-f-]{36})"`, 'gu'))].map(([, id]) => id)
  const first = await site.visit(visitor, address)
  const next = /href="([^"]*after=[^"]*)"/u.exec(first.html)?.[1] ?? ''
  const second = await site.visit(visitor, next.replaceAll('&amp;', '&'))
  expect([idsOn(first.html).length, idsOn(second.html).length]).toEqual([50, MANY - 50])
  expect(new Set([...idsOn(first.html), ...idsOn(second.html)]).size).toBe(MANY)
  expect(second.html).not.toContain('after=')
})

it('has every row in the file of the list', async () => {
  const file = await site.visit(broker, '/council/life-events.csv')
  expect(file.html.trim().split('\n')).toHaveLength(MANY + 1)
})

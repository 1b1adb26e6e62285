import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let provider: AProvider
let visitors: readonly (readonly [Visitor, 'provider' | 'council'])[]

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
  visitors = [
    [aProviderVisitor(provider), 'provider'],
    [aCouncilVisitor(council, accountId), 'council'],
  ]
  site = await aSite(stage, [agreementRoutes(stage)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it.each([
  ['rejected', 'The provider has rejected this revision, so nobody signs it'],
  ['superseded', 'A newer agreement about the same care has taken the place of this one, so nobody signs it any more'],
  ['withdrawn', 'The council has withdrawn this agreement, so nobody signs it any more'],
])('prints no sheet of what is %s, and says so where its scan would be filed', async (status, said) => {
  const { id } = await anAgreement(stage.build, provider, await aPackage(stage.build, provider), { status })
  for (const [visitor, face] of visitors) {
    const base = `/${face}/agreements/${id}/paper-signatures`
    const sheet = await site.visit(visitor, `${base}/sheet`)
    expect([sheet.status, sheet.location]).toEqual([303, base])
    const { text, html } = await site.visit(visitor, base)
    expect(text).toContain(said)
    for (const gone of ['have it signed', 'Signs on paper', 'Not yet', 'Waiting']) expect(text).not.toContain(gone)
    expect(html).not.toContain(`${base}/sheet`)
  }
})

it('goes on saying that the provider has signed what was replaced since', async () => {
  const { id, hash } = await anAgreement(stage.build, provider, await aPackage(stage.build, provider), {
    status: 'superseded',
  })
  await stage.build.insert('agreements.response', {
    ...{ council_id: provider.councilId, agreement_id: id, revision: 1, provider_id: provider.id },
    ...{ service_id: provider.serviceId, contract_id: provider.contractId, kind: 'agreed', signed_name: 'Asha Test' },
    content_hash: Buffer.from(hash, 'hex'),
    ...{ responded_by: provider.accountId, responder_name: 'Asha Test', responded_at: '2025-04-02T09:00:00Z' },
  })
  for (const [visitor, face] of visitors) {
    const { text } = await site.visit(visitor, `/${face}/agreements/${id}/paper-signatures`)
    expect(text).toMatch(/Provider Signed Agreed in the portal by Asha Test/)
  }
})

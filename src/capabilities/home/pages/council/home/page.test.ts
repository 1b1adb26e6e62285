import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { anAgreement } from '../../../../agreements/testing/agreement.ts'
import { routes } from '../../../routes.ts'

let stage: Stage
let site: Site
let provider: AProvider
let home: () => Promise<string>

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  const { accountId } = await aMember(stage.build, council.id, null, ['brokerage', 'payments-approver'])
  site = await aSite(stage, [(faces, web) => routes(faces, web, stage.db)])
  home = async () => (await site.visit(aCouncilVisitor(council, accountId), '/council')).text
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const place = () => ({
  ...{ council_id: provider.councilId, provider_id: provider.id },
  ...{ service_id: provider.serviceId, contract_id: provider.contractId },
})

it('counts care that nobody has drafted an agreement about, as often as its list has rows', async () => {
  await aPackage(stage.build, provider, { recordableFrom: null })
  expect(await home()).toContain('Draft agreements for care that has none')
  expect(await home()).toMatch(/until its agreement is agreed\s*1 to draft/)
})

it('names prices of single packages to whoever may approve them', async () => {
  const care = await aPackage(stage.build, provider)
  await stage.build.insert('care_packages.price_request', {
    ...place(),
    ...{ person_id: care.personId, package_id: care.id, rate_line_id: provider.rateLineId },
    ...{ asked: '{}', price: 220_000n, from_on: '2025-05-01', reason: 'Two carers' },
    ...{ proposed_by: provider.accountId, proposer_name: 'Tom Test', proposed_at: '2025-04-09T09:00:00Z' },
  })
  expect(await home()).toMatch(/that a colleague has asked for\s*1 to decide/)
})

it('says what the invoices that wait come to, and by when the first has to be paid', async () => {
  const period = await aPeriod(stage.build, provider.councilId, {
    ...{ startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-05T16:00:00Z' },
  })
  await stage.build.insert('invoices.invoice', {
    ...place(),
    ...{ period_id: period.id, reference: 'INV-1', status: 'submitted', line_count: 1, total_pence: 29_400n },
    ...{ created_by: provider.accountId, created_at: '2025-04-01T09:00:00Z', due_on: '2025-05-01' },
    ...{ submitted_by: provider.accountId, submitted_at: '2025-04-01T09:00:00Z', submitted_name: 'Asha Test' },
  })
  expect(await home()).toMatch(/The first is due on 1 May 2025\. About £294\.00 waits for this\s*1 to decide/)
})

it('leads to suspended care once the provider has asked for its release', async () => {
  const { id } = await aPackage(stage.build, provider, { package: { status: 'suspended' } })
  const asked = { asked_at: '2025-04-09T09:00:00Z', asker_name: 'Asha Test', asker_text: 'The visit was made' }
  expect(await home()).not.toContain('release of suspended care')
  await stage.build.insert('care_packages.suspension', {
    ...place(),
    ...{ package_id: id, reason: 'Who visits is not known', since: '2025-04-01', waiting_for: 'council' },
    ...{ suspended_by: provider.accountId, suspender_name: 'Tom Test', suspended_at: '2025-04-01T09:00:00Z', ...asked },
  })
  expect(await home()).toMatch(/what the provider has done since\s*1 asked for/)
})

it('counts sheets that providers have signed, until somebody confirms or strikes them out', async () => {
  const { id } = await anAgreement(stage.build, provider, await aPackage(stage.build, provider))
  const [fileId, sheetId] = [crypto.randomUUID(), crypto.randomUUID()]
  const file = { name: 'Signed.pdf', kind: 'pdf', bytes: 1 }
  const [by, at] = [provider.accountId, '2025-04-09T09:00:00Z']
  expect(await home()).toMatch(/Confirm signed sheets.*somebody has looked\s*Nothing waiting/)
  await stage.build.insert('platform.stored_file', {
    ...{ ...place(), ...file, id: fileId, sha256: Buffer.alloc(32), scanned: false, attached_at: at },
    ...{ uploaded_by: by, uploader_name: 'Asha Test', uploaded_at: at },
  })
  await stage.build.insert('agreements.paper_signature', {
    ...{ ...place(), ...file, id: sheetId, agreement_id: id, revision: 1, party: 'provider', capacity: 'provider' },
    ...{ signer_name: 'Asha Test', signed_on: '2025-04-09', file_id: fileId },
    ...{ side: 'provider', filed_by: by, filer_name: 'Asha Test', filed_at: at },
  })
  expect(await home()).toMatch(/somebody has looked\s*1 to confirm/)
})

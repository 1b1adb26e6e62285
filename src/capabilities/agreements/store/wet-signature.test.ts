import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FaceScope } from '../../../platform/db/scope.ts'
import { aStage, councilActor, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { restrict } from '../../service-users/testing/restricted.ts'
import { anAgreement } from '../testing/agreement.ts'
import { listPaperSignatures } from './wet-signature.ts'

let stage: Stage
let council: ACouncil
let provider: AProvider
let guardianId: string
beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  guardianId = (await aMember(stage.build, council.id, null, ['data-guardian'])).accountId
})
afterAll(() => stage.strike())

it('names who signed for a restricted person to those only who may know of them', async () => {
  const care = await aPackage(stage.build, provider)
  const { id } = await anAgreement(stage.build, provider, care)
  const place = {
    ...{ council_id: council.id, provider_id: provider.id },
    ...{ service_id: provider.serviceId, contract_id: provider.contractId },
  }
  const file = { name: 'a.pdf', kind: 'pdf', bytes: 1 }
  const fileId = crypto.randomUUID()
  const at = new Date('2025-04-01')
  await stage.build.insert('platform.stored_file', {
    ...{ ...place, ...file, id: fileId, sha256: Buffer.alloc(32), scanned: false, attached_at: at },
    ...{ uploaded_by: provider.accountId, uploader_name: 'Asha Test', uploaded_at: at },
  })
  await stage.build.insert('agreements.paper_signature', {
    ...{ ...place, ...file, agreement_id: id, revision: 1, party: 'person', capacity: 'representative' },
    ...{ relationship: 'Daughter', signer_name: 'Edna Unspeakable', signed_on: '2025-04-01', file_id: fileId },
    ...{ side: 'provider', filed_by: provider.accountId, filer_name: 'Asha Test', filed_at: at },
  })
  const names = async (scope: FaceScope) => {
    const found = await stage.db.read(scope, (tx) => listPaperSignatures(tx, { providerId: provider.id }, id))
    return found.map(({ signerName, opens }) => [signerName, opens])
  }
  const eyes = [providerActor(provider), serviceActor(provider), councilActor(council.id, guardianId)]
  for (const { scope } of eyes) expect(await names(scope)).toEqual([['Edna Unspeakable', true]])
  await restrict(stage, council, guardianId, care.personId)
  for (const { scope } of eyes) {
    expect(await names(scope)).toEqual([['Somebody whose name is restricted', false]])
    expect(await names({ ...scope, known: [care.personId] })).toEqual([['Edna Unspeakable', true]])
  }
})

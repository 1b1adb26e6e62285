import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import type { Work } from '../../../platform/work.ts'
import { getPackage, lockPackages } from '../../care-packages/index.ts'
import { buildContent, type Cause } from '../rules/content.ts'
import { countAgreementsOf, recordDraft, recordRevision } from '../store/record.ts'
import { offerOf } from './offer.ts'

export type DraftAgreement = { readonly packageId: string; readonly cause: Cause }
export type DraftingRefusal = { readonly code: 'already-drafted' | 'not-commissioned' }

/** An agreement about a package as it stands now, for staff to check and publish. */
export async function draftAgreement(
  work: Work,
  { packageId, cause }: DraftAgreement,
): Promise<Outcome<{ agreementId: string }, DraftingRefusal>> {
  const everyone = { providerId: undefined }
  await lockPackages(work.tx, everyone, [packageId])
  const [care, earlier] = await Promise.all([
    getPackage(work.tx, everyone, packageId),
    countAgreementsOf(work.tx, packageId),
  ])
  if (earlier.drafts > 0) return refused({ code: 'already-drafted' })
  if (care.status !== 'authorised' && care.status !== 'active') return refused({ code: 'not-commissioned' })

  const reference = `${care.reference}-A${String(earlier.all + 1)}`
  const offer = offerOf({ reference, revision: 1, cause }, [care])
  if (offer === undefined) throw new NotFound('package')
  const content = buildContent(offer)
  const place = { providerId: care.provider.id, serviceId: care.service.id, contractId: care.contract.id }
  const id = await recordDraft(work.tx, { ...place, personId: care.person.id, reference, startsOn: offer.startsOn })
  await recordRevision(work.tx, { id, ...place }, { revision: 1, cause, content, hash: canonicalHash(content) })
  await work.audit('agreement.drafted', { type: 'agreement', id }, { reference, package: care.reference })
  return done({ agreementId: id })
}

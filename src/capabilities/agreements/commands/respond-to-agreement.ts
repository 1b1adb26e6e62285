import { done, type Outcome } from '../../../core/outcome.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import type { Work } from '../../../platform/work.ts'
import { makeRecordable } from '../../care-packages/index.ts'
import { rejectionText, type Rejection } from '../rules/rejection.ts'
import { mayAnswer, type ResponseRefusal, type Shown } from '../rules/response.ts'
import { getRevision, lockAgreement, type Agreement, type Reach, type Revision } from '../store/agreement.ts'
import { recordResponse, recordStatus, supersedeOthers } from '../store/record.ts'

export type RespondToAgreement = {
  readonly agreementId: string
  readonly shown: Shown
  readonly response:
    { readonly kind: 'agreed'; readonly signedName: string } | ({ readonly kind: 'rejected' } & Rejection)
}
/** Brokerage's work list belongs to a later capability, which is handed in. The same key is told once. */
export type TellBrokerage = (work: Work, told: ToldBrokerage) => Promise<unknown>
type ToldBrokerage = {
  readonly key: string
  readonly agreementId: string
  readonly title: string
  readonly text: string
}
type Answered = { readonly status: 'agreed' | 'rejected'; readonly recordableFrom: LocalDate | null }

/** Load and lock, decide, record, tell. Agreeing makes the care recordable in the same transaction, or does not happen. */
export async function respondToAgreement(
  work: Work,
  { agreementId, shown, response }: RespondToAgreement,
  tellBrokerage: TellBrokerage,
): Promise<Outcome<Answered, ResponseRefusal>> {
  const reach: Reach = { providerId: work.tx.providerId }
  const agreement = await lockAgreement(work.tx, reach, agreementId)
  const revision = await getRevision(work.tx, { ...reach, id: agreementId, revision: agreement.revision })
  const decision = mayAnswer({ ...agreement, hash: revision.hash }, shown)
  if (!decision.ok) return decision
  const hash = canonicalHash(revision.content)
  if (hash.toString('hex') !== revision.hash) throw new Error('a published agreement is not what was published')

  await recordResponse(work.tx, agreement, {
    reason: null,
    comment: null,
    signedName: null,
    expectedPrice: null,
    expectedQuantity: null,
    ...response,
    ...{ revision: revision.revision, hash, by: work.accountId, name: work.actor.name, at: work.now },
  })
  await recordStatus(work.tx, reach, agreement.id, response.kind)
  const details = { reference: agreement.reference, revision: revision.revision, hash: revision.hash }
  await work.audit(`agreement.${response.kind}`, { type: 'agreement', id: agreement.id }, details)
  if (response.kind === 'rejected') {
    await tellBrokerage(work, {
      key: `agreement-rejected:${agreement.id}:${String(revision.revision)}`,
      agreementId: agreement.id,
      title: `Agreement ${agreement.reference} was rejected`,
      text: rejectionText(response),
    })
    return done({ status: 'rejected', recordableFrom: null })
  }
  return done({ status: 'agreed', recordableFrom: await putInForce(work, agreement, revision) })
}

/** What was agreed before about the same care gives way, and the care may be recorded. Answers from when. */
async function putInForce(work: Work, agreement: Agreement, { content }: Revision): Promise<LocalDate | null> {
  const { providerId } = agreement
  const packageIds = content.lines.map(({ packageId }) => packageId)
  const gaveWay = await supersedeOthers(work.tx, { providerId, id: agreement.id, packageIds, statuses: ['agreed'] })
  for (const id of gaveWay) await work.audit('agreement.superseded', { type: 'agreement', id }, { by: agreement.id })
  const openings = content.lines.map(({ packageId, startsOn }) => ({ providerId, packageId, from: startsOn }))
  const days = await makeRecordable(work, openings)
  return days.toSorted()[0] ?? null
}

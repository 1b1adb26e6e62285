import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Cause, Content } from '../rules/content.ts'
import { shownContent } from './shown-content.ts'
import type { AgreementStatus, Reason } from '../rules/response.ts'

/** The provider face says whose; the council sees everyone's. */
export type Reach = { readonly providerId: string | undefined }

export type Agreement = {
  readonly id: string
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly personId: string
  readonly reference: string
  readonly revision: number
  readonly status: AgreementStatus
  readonly startsOn: LocalDate
  readonly respondBy: LocalDate | null
  readonly publishedAt: Date | null
  readonly withdrawalReason: string | null
  /** The text about the same care that was known before; null for care that had none. */
  readonly replacesId: string | null
  readonly replacesRevision: number | null
}
export type Revision = {
  readonly revision: number
  readonly cause: Cause
  readonly content: Content
  readonly hash: string
  readonly publishedAt: Date | null
  readonly publishedBy: string | null
}
export type Response = {
  readonly revision: number
  readonly kind: 'agreed' | 'rejected'
  readonly reason: Reason | null
  readonly comment: string | null
  readonly signedName: string | null
  readonly expectedPrice: Rate | null
  readonly expectedQuantity: Quantity | null
  readonly respondedBy: string
  readonly responderName: string
  readonly respondedAt: Date
  readonly signingId: string | null
  readonly paperSignatureId: string | null
}
export type AnsweredLine = {
  readonly revision: number
  readonly packageReference: string
  readonly unit: CareUnit
  readonly kind: 'right' | 'disputed'
  readonly reason: Reason | null
  readonly expectedPrice: Rate | null
  readonly expectedQuantity: Quantity | null
  readonly startsNow: boolean
}

export async function getAgreement(tx: Tx, reach: Reach, id: string): Promise<Agreement> {
  return agreements(tx, reach)
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('agreement'))
}

/** Locks the row, so that two people cannot both answer and nobody answers what is being changed. */
export async function lockAgreement(tx: Tx, reach: Reach, id: string): Promise<Agreement> {
  return agreements(tx, reach)
    .where('a.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('agreement'))
}

/** Several at once and in one order; one that is absent or out of reach makes all of them absent. */
export async function lockAgreements(tx: Tx, reach: Reach, ids: readonly string[]): Promise<readonly Agreement[]> {
  const found = await agreements(tx, reach)
    .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
    .orderBy('a.id')
    .forUpdate()
    .execute()
  if (found.length !== new Set(ids).size) throw new NotFound('agreement')
  return found
}

/** The revisions that a provider may read were all published. Newest first. */
export function listRevisions(tx: Tx, { providerId }: Reach, id: string): Promise<Revision[]> {
  return tx
    .selectFrom('agreements.revision as r')
    .where('r.council_id', '=', tx.councilId)
    .where('r.agreement_id', '=', id)
    .$if(providerId !== undefined, (query) =>
      query.where('r.provider_id', '=', providerId ?? '').where('r.published_at', 'is not', null),
    )
    .select([
      'r.revision',
      'r.cause',
      shownContent().as('content'),
      sql<string>`encode(r.content_hash, 'hex')`.as('hash'),
      'r.published_at as publishedAt',
      'r.published_by as publishedBy',
    ])
    .orderBy('r.revision', 'desc')
    .limit(200)
    .execute()
}

export async function getRevision(tx: Tx, { providerId, id, revision }: Reach & RevisionKey): Promise<Revision> {
  const revisions = await listRevisions(tx, { providerId }, id)
  const found = revisions.find((one) => one.revision === revision)
  if (found === undefined) throw new NotFound('revision')
  return found
}
/** The wording itself, for hashing it again: never for showing it, where a restricted person has a mask. */
export async function getWording(
  tx: Tx,
  { id, providerId, revision }: Pick<Agreement, 'id' | 'providerId' | 'revision'>,
) {
  return tx
    .selectFrom('agreements.revision as r')
    .where('r.council_id', '=', tx.councilId)
    .where('r.provider_id', '=', providerId)
    .where('r.agreement_id', '=', id)
    .where('r.revision', '=', revision)
    .select([
      sql<Content>`r.content`.as('content'),
      sql<string>`encode(r.content_hash, 'hex')`.as('hash'),
      'r.published_by as publishedBy',
    ])
    .executeTakeFirstOrThrow(() => new NotFound('revision'))
}
type RevisionKey = { readonly id: string; readonly revision: number }

/** The packages of every revision, so that a page need not know the newest number before it asks. */
export function listPackageIds(
  tx: Tx,
  { providerId }: Reach,
  ids: readonly string[],
): Promise<{ agreementId: string; revision: number; packageId: string }[]> {
  return tx
    .selectFrom('agreements.revision_line as l')
    .where('l.council_id', '=', tx.councilId)
    .where(sql<boolean>`l.agreement_id = any(${[...ids]}::uuid[])`)
    .$if(providerId !== undefined, (query) => query.where('l.provider_id', '=', providerId ?? ''))
    .select(['l.agreement_id as agreementId', 'l.revision', 'l.package_id as packageId'])
    .orderBy('l.agreement_id')
    .orderBy('l.revision')
    .orderBy('l.package_id')
    .limit(5_000)
    .execute()
}

export function listResponses(tx: Tx, { providerId }: Reach, id: string): Promise<Response[]> {
  return tx
    .selectFrom('agreements.response as r')
    .where('r.council_id', '=', tx.councilId)
    .where('r.agreement_id', '=', id)
    .$if(providerId !== undefined, (query) => query.where('r.provider_id', '=', providerId ?? ''))
    .select([
      'r.revision',
      'r.kind',
      'r.reason_code as reason',
      'r.comment',
      'r.signed_name as signedName',
      'r.expected_price as expectedPrice',
      'r.expected_quantity as expectedQuantity',
      'r.responded_by as respondedBy',
      'r.responder_name as responderName',
      'r.responded_at as respondedAt',
      'r.signing_id as signingId',
      'r.paper_signature_id as paperSignatureId',
    ])
    .orderBy('r.revision', 'desc')
    .limit(200)
    .execute()
}

/** What each rejected revision was answered line by line, the newest first. */
export function listAnsweredLines(tx: Tx, { providerId }: Reach, id: string): Promise<AnsweredLine[]> {
  return tx
    .selectFrom('agreements.line_answer as l')
    .innerJoin('published.package as p', (join) =>
      join.on('p.council_id', '=', tx.councilId).onRef('p.id', '=', 'l.package_id'),
    )
    .where('l.council_id', '=', tx.councilId)
    .where('l.agreement_id', '=', id)
    .$if(providerId !== undefined, (query) => query.where('l.provider_id', '=', providerId ?? ''))
    .select([
      'l.revision',
      'p.reference as packageReference',
      'p.unit',
      'l.kind',
      'l.reason_code as reason',
      'l.expected_price as expectedPrice',
      'l.expected_quantity as expectedQuantity',
      'l.starts_now as startsNow',
    ])
    .orderBy('l.revision', 'desc')
    .orderBy('p.reference')
    .limit(500)
    .execute()
}

function agreements(tx: Tx, { providerId }: Reach) {
  return tx
    .selectFrom('agreements.agreement as a')
    .where('a.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) =>
      query.where('a.provider_id', '=', providerId ?? '').where('a.status', '!=', 'draft'),
    )
    .select([
      'a.id',
      'a.provider_id as providerId',
      'a.service_id as serviceId',
      'a.contract_id as contractId',
      'a.person_id as personId',
      'a.reference',
      'a.revision',
      'a.status',
      'a.starts_on as startsOn',
      'a.respond_by as respondBy',
      'a.published_at as publishedAt',
      'a.withdrawal_reason as withdrawalReason',
      'a.replaces_agreement_id as replacesId',
      'a.replaces_revision as replacesRevision',
    ])
}

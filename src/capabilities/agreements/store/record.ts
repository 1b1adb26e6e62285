import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Cause, Content } from '../rules/content.ts'
import type { Rejection } from '../rules/rejection.ts'
import type { AgreementStatus, Reason } from '../rules/response.ts'
import type { Agreement, Reach } from './agreement.ts'

type NewAgreement = Pick<Agreement, 'providerId' | 'serviceId' | 'contractId' | 'personId' | 'reference' | 'startsOn'>

export async function recordDraft(tx: Tx, agreement: NewAgreement): Promise<string> {
  const { id } = await tx
    .insertInto('agreements.agreement')
    .values({
      council_id: tx.councilId,
      provider_id: agreement.providerId,
      service_id: agreement.serviceId,
      contract_id: agreement.contractId,
      person_id: agreement.personId,
      reference: agreement.reference,
      status: 'draft',
      starts_on: agreement.startsOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Place = Pick<Agreement, 'id' | 'providerId' | 'serviceId' | 'contractId'>
export type NewRevision = {
  readonly revision: number
  readonly cause: Cause
  readonly content: Content
  readonly hash: Buffer
}

/** A draft's text may still change; what was published may not, and this never touches it. */
export async function recordRevision(tx: Tx, place: Place, revision: NewRevision): Promise<void> {
  const key = { council_id: tx.councilId, agreement_id: place.id, revision: revision.revision }
  const where = { provider_id: place.providerId, service_id: place.serviceId, contract_id: place.contractId }
  const text = { content: JSON.stringify(revision.content), content_hash: revision.hash }
  await tx
    .insertInto('agreements.revision')
    .values({ ...key, ...where, ...text, cause: revision.cause })
    .onConflict((conflict) =>
      conflict
        .columns(['council_id', 'agreement_id', 'revision'])
        .doUpdateSet(text)
        .where('agreements.revision.published_at', 'is', null),
    )
    .execute()
  await tx
    .insertInto('agreements.revision_line')
    .values(
      revision.content.lines.map((line) => ({
        ...key,
        ...where,
        package_id: line.packageId,
        package_version: line.packageVersion,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['council_id', 'agreement_id', 'revision', 'package_id'])
        .doUpdateSet({ package_version: sql`excluded.package_version` }),
    )
    .execute()
}

type Publication = {
  readonly revision: number
  readonly startsOn: LocalDate
  readonly respondBy: LocalDate
  readonly by: string
  readonly at: Date
}

export async function recordPublication(tx: Tx, id: string, publication: Publication) {
  const { revision, startsOn, respondBy, by, at } = publication
  await tx
    .updateTable('agreements.revision')
    .set({ published_at: at, published_by: by })
    .where('council_id', '=', tx.councilId)
    .where('agreement_id', '=', id)
    .where('revision', '=', revision)
    .execute()
  await tx
    .updateTable('agreements.agreement')
    .set({ status: 'published', revision, starts_on: startsOn, respond_by: respondBy, published_at: at })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

export async function recordStatus(tx: Tx, { providerId }: Reach, id: string, status: AgreementStatus): Promise<void> {
  await tx
    .updateTable('agreements.agreement')
    .set({ status })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .execute()
}

export async function recordWithdrawal(tx: Tx, id: string, reason: string): Promise<void> {
  await tx
    .updateTable('agreements.agreement')
    .set({ status: 'withdrawn', withdrawal_reason: reason })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

export type NewResponse = {
  readonly revision: number
  readonly kind: 'agreed' | 'rejected'
  readonly reason: Reason | null
  readonly comment: string | null
  readonly signedName: string | null
  readonly expectedPrice: Rate | null
  readonly expectedQuantity: Quantity | null
  readonly hash: Buffer
  readonly signingId: string | null
  /** The sheet signed by hand that the answer rests on. */
  readonly paperSignatureId: string | null
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordResponse(tx: Tx, agreement: Place, response: NewResponse): Promise<void> {
  await tx
    .insertInto('agreements.response')
    .values({
      council_id: tx.councilId,
      agreement_id: agreement.id,
      revision: response.revision,
      provider_id: agreement.providerId,
      service_id: agreement.serviceId,
      contract_id: agreement.contractId,
      kind: response.kind,
      reason_code: response.reason,
      comment: response.comment,
      signed_name: response.signedName,
      expected_price: response.expectedPrice,
      expected_quantity: response.expectedQuantity,
      content_hash: response.hash,
      responded_by: response.by,
      responder_name: response.name,
      responded_at: response.at,
      signing_id: response.signingId,
      paper_signature_id: response.paperSignatureId,
    })
    .execute()
}

export async function recordLineAnswers(tx: Tx, agreement: Place & Pick<Agreement, 'revision'>, answer: Rejection) {
  await tx
    .insertInto('agreements.line_answer')
    .values(
      answer.lines.map((line) => ({
        council_id: tx.councilId,
        agreement_id: agreement.id,
        revision: agreement.revision,
        package_id: line.packageId,
        provider_id: agreement.providerId,
        service_id: agreement.serviceId,
        contract_id: agreement.contractId,
        kind: line.kind,
        reason_code: line.kind === 'disputed' ? line.reason : null,
        expected_price: line.kind === 'disputed' ? line.expectedPrice : null,
        expected_quantity: line.kind === 'disputed' ? line.expectedQuantity : null,
        starts_now: line.kind === 'right' && answer.startsNow,
      })),
    )
    .execute()
}

/** The drafts about any of these packages. */
export async function listDraftsOf(tx: Tx, packageIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.id from agreements.revision_line l
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = l.agreement_id and a.status = 'draft'
    where l.council_id = ${tx.councilId} and l.package_id = any(${[...packageIds]}::uuid[])`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The next that is free: agreements are numbered after the first package that they are about. */
export async function nextReference(tx: Tx, packageReference: string): Promise<string> {
  const { rows } = await sql<{ reference: string }>`
    select m.reference from (select ${packageReference}::text || '-A' || n as reference, n from generate_series(1, 400) n) m
    where not exists (
      select from agreements.agreement o where o.council_id = ${tx.councilId} and o.reference = m.reference)
    order by m.n limit 1`.execute(tx)
  const [next] = rows
  if (next === undefined) throw new Error('a package has fewer than 400 agreements')
  return next.reference
}

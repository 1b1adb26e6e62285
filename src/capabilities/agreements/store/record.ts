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

type Superseding = Reach & {
  readonly id: string
  readonly packageIds: readonly string[]
  readonly status: 'waiting' | 'agreed'
}

/**
 * Other agreements about the same care give way to this one. Answers their ids. What is agreed for a time stands beside
 * what lasts; two for a time give way to each other on the same days only. What is agreed about more care than this
 * stands for the rest of it that goes on; what only waits does not, for it could be signed after this and put it out of force.
 */
export async function supersedeOthers(
  tx: Tx,
  { providerId, id, packageIds, status }: Superseding,
): Promise<readonly string[]> {
  const packages = [...packageIds]
  const { rows } = await sql<{ id: string }>`
    update agreements.agreement a set status = 'superseded'
    where a.council_id = ${tx.councilId} and a.id <> ${id}
      and (${providerId ?? null}::uuid is null or a.provider_id = ${providerId ?? null}::uuid)
      and a.status = any(${status === 'agreed' ? ['agreed'] : ['published', 'rejected']})
      and a.id in (
        select other.agreement_id from ${sharedPlans(tx)} where own.agreement_id = ${id} and other.package_id = any(${packages}::uuid[]))
      and (${status} = 'waiting' or not exists (
        select from agreements.revision_line rest
        join published.package c on c.council_id = ${tx.councilId} and c.id = rest.package_id and c.status not in ('ended', 'cancelled')
        where rest.council_id = ${tx.councilId} and rest.agreement_id = a.id and rest.revision = a.revision
          and rest.package_id <> all(${packages}::uuid[])))
    returning a.id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Lines of texts that stand, `own` and `other`, about the same plan of the same care: both lasting, or both for common days. */
export function sharedPlans(tx: Tx) {
  const standing = (line: string, agreement: string, version: string) => sql`
    agreements.revision_line ${sql.ref(line)}
      join agreements.agreement ${sql.ref(agreement)} on ${sql.ref(agreement)}.council_id = ${tx.councilId}
        and ${sql.ref(agreement)}.id = ${sql.ref(line)}.agreement_id and ${sql.ref(agreement)}.revision = ${sql.ref(line)}.revision
      join published.package_version ${sql.ref(version)} on ${sql.ref(version)}.council_id = ${tx.councilId}
        and ${sql.ref(version)}.package_id = ${sql.ref(line)}.package_id and ${sql.ref(version)}.version = ${sql.ref(line)}.package_version`
  return sql`(${standing('own', 'a1', 'v1')}) join (${standing('other', 'a2', 'v2')})
    on own.council_id = ${tx.councilId} and other.council_id = ${tx.councilId} and other.package_id = own.package_id
      and v1.temporary = v2.temporary and (not v1.temporary or isempty(v2.valid) or v1.valid && v2.valid)`
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

/** Of these packages, those that a draft is about already. */
export async function listDraftedOf(tx: Tx, packageIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct l.package_id as id from agreements.revision_line l
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

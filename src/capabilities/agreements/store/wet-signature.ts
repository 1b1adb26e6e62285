import { sql, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Capacity, Party } from '../rules/wet-signature.ts'
import type { Agreement, Reach } from './agreement.ts'

export type PaperSignature = {
  readonly id: string
  readonly revision: number
  readonly party: Party
  readonly capacity: Capacity
  readonly relationship: string
  readonly signerName: string
  readonly signedOn: LocalDate
  readonly filedBy: string
  readonly name: string
  readonly bytes: number
  /** False where it has a restricted person on it whom whoever looks may not know of. */
  readonly opens: boolean
  readonly filerName: string
  readonly filedAt: Date
  readonly struckAt: Date | null
  readonly strikerName: string | null
  readonly struckReason: string | null
}

/** Newest first, with those that were struck out. */
export async function listPaperSignatures(tx: Tx, reach: Reach, agreementId: string): Promise<PaperSignature[]> {
  const rows = await signatures(tx, reach)
    .where('agreement_id', '=', agreementId)
    .select(['id', 'revision', 'party', 'capacity', 'relationship', 'name', 'bytes', signerName(tx).as('signerName')])
    .select([
      'signed_on as signedOn',
      'filed_by as filedBy',
      'filer_name as filerName',
      'filed_at as filedAt',
      'struck_at as struckAt',
    ])
    .select([
      'striker_name as strikerName',
      'struck_reason as struckReason',
      sql<boolean>`not ${isHidden(tx)}`.as('opens'),
    ])
    .orderBy('filed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

/** Who signed for a restricted person, or the person themselves, is for those only who may know of them. */
function signerName(tx: Tx) {
  return sql<string>`case when party = 'person' and ${isHidden(tx)} then 'Somebody whose name is restricted' else signer_name end`
}

function isHidden(tx: Tx) {
  return sql<boolean>`exists (
    select from agreements.agreement g join published.served_person w on w.council_id = ${tx.councilId}
      and w.provider_id = g.provider_id and w.person_id = g.person_id and w.restricted
    where g.council_id = ${tx.councilId} and g.provider_id = agreements.paper_signature.provider_id
      and g.id = agreements.paper_signature.agreement_id and not platform.knows(array[g.person_id]))`
}

type Looking = { readonly agreementId: string; readonly id: string; readonly accountId: string; readonly now: Date }

/** The scan to give; a restricted person's only to those who need to know. */
export async function getScan(tx: Tx, reach: Reach, { agreementId, id, accountId, now }: Looking): Promise<string> {
  const found = await signatures(tx, reach)
    .where('agreement_id', '=', agreementId)
    .where('id', '=', id)
    .where(
      sql<SqlBool>`not exists (
        select from agreements.agreement a join published.served_person w on w.council_id = a.council_id
          and w.provider_id = a.provider_id and w.person_id = a.person_id and w.restricted
        where a.council_id = ${tx.councilId} and a.provider_id = agreements.paper_signature.provider_id
          and a.id = ${agreementId} and not exists (
            select from published.need_to_know k where k.council_id = a.council_id and k.person_id = a.person_id
              and k.account_id = ${accountId} and k.ended_at is null and (k.until_at is null or k.until_at > ${now})))`,
    )
    .select('file_id as fileId')
    .executeTakeFirstOrThrow(() => new NotFound('scan'))
  return found.fileId
}

function signatures(tx: Tx, { providerId }: Reach) {
  return tx
    .selectFrom('agreements.paper_signature')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
}

type NewSignature = {
  readonly party: Party
  readonly capacity: Capacity
  readonly relationship: string
  readonly signerName: string
  readonly signedOn: LocalDate
  readonly file: {
    readonly id: string
    readonly name: string
    readonly kind: 'pdf' | 'png' | 'jpeg'
    readonly bytes: number
  }
  readonly side: 'provider' | 'council'
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordPaperSignature(tx: Tx, agreement: Agreement, signature: NewSignature): Promise<string> {
  const { file } = signature
  const { id } = await tx
    .insertInto('agreements.paper_signature')
    .values({
      council_id: tx.councilId,
      agreement_id: agreement.id,
      revision: agreement.revision,
      provider_id: agreement.providerId,
      service_id: agreement.serviceId,
      contract_id: agreement.contractId,
      party: signature.party,
      capacity: signature.capacity,
      relationship: signature.relationship,
      signer_name: signature.signerName,
      signed_on: signature.signedOn,
      file_id: file.id,
      name: file.name,
      kind: file.kind,
      bytes: BigInt(file.bytes),
      side: signature.side,
      filed_by: signature.by,
      filer_name: signature.byName,
      filed_at: signature.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Striking = { readonly agreementId: string; readonly id: string; readonly reason: string }

/** False when it is not there, or was struck out already. */
export async function strikeOut(tx: Tx, { agreementId, id, reason }: Striking, by: { name: string; at: Date }) {
  const { numUpdatedRows } = await tx
    .updateTable('agreements.paper_signature')
    .set({ struck_at: by.at, striker_name: by.name, struck_reason: reason })
    .where('council_id', '=', tx.councilId)
    .where('agreement_id', '=', agreementId)
    .where('id', '=', id)
    .where('struck_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

type Fingerprints = { readonly from: string; readonly to: string }
export type Named = Pick<Agreement, 'id' | 'providerId' | 'serviceId' | 'contractId'> & { readonly hash: string }

/** The agreement whose paper bears a fingerprint in this range; the scope of who asks decides whether there is one. */
export async function findByFingerprint(
  tx: Tx,
  { providerId }: Reach,
  { from, to }: Fingerprints,
): Promise<Named | undefined> {
  return tx
    .selectFrom('agreements.revision as r')
    .where('r.council_id', '=', tx.councilId)
    .where('r.content_hash', '>=', Buffer.from(from, 'hex'))
    .where('r.content_hash', '<=', Buffer.from(to, 'hex'))
    .where('r.published_at', 'is not', null)
    .$if(providerId !== undefined, (query) => query.where('r.provider_id', '=', providerId ?? ''))
    .select(['r.agreement_id as id', 'r.provider_id as providerId', 'r.service_id as serviceId'])
    .select(['r.contract_id as contractId', sql<string>`encode(r.content_hash, 'hex')`.as('hash')])
    .orderBy('r.agreement_id')
    .orderBy('r.revision', 'desc')
    .limit(1)
    .executeTakeFirst()
}

import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Side } from '../rules/document.ts'
import type { Belonging, VersionKind } from './record.ts'

export type Version = Belonging & {
  readonly number: number
  readonly fileId: string
  readonly name: string
  readonly kind: VersionKind
  readonly bytes: number
  readonly datedOn: LocalDate
  readonly note: string
  readonly side: Side
  readonly filerName: string
  readonly filedAt: Date
  readonly withdrawnAt: Date | null
  readonly withdrawerName: string | null
  readonly withdrawnReason: string | null
  /** Restricted people whom it is about. */
  readonly restrictedPeople: readonly string[]
}
export type Opening = { readonly number: number; readonly openerName: string; readonly openedAt: Date }

const MOST = 200

type Of = { readonly providerId: string | undefined; readonly documentId: string }

export async function listVersions(tx: Tx, of: Of): Promise<Version[]> {
  const rows = await versions(tx, of).orderBy('number', 'desc').limit(MOST).execute()
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

export async function getVersion(tx: Tx, of: Of, number: number): Promise<Version> {
  const row = await versions(tx, of)
    .where('number', '=', number)
    .executeTakeFirstOrThrow(() => new NotFound('version'))
  return { ...row, bytes: Number(row.bytes) }
}

/** What counts when that one does not. */
export function findNewestBut(tx: Tx, of: Of, number: number) {
  return versions(tx, of)
    .where('number', '<>', number)
    .where('withdrawn_at', 'is', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Numbers are used once: what was withdrawn keeps its own. */
export async function nextNumber(tx: Tx, of: Of): Promise<number> {
  const { number } = await versions(tx, of).orderBy('number', 'desc').limit(1).executeTakeFirstOrThrow()
  return number + 1
}

type Withdrawing = {
  readonly number: number
  readonly at: Date
  readonly byName: string
  readonly reason: string
}

export async function recordVersionWithdrawal(tx: Tx, of: Of, { number, at, byName, reason }: Withdrawing) {
  const { providerId, documentId } = of
  await tx
    .updateTable('documents.version')
    .set({ withdrawn_at: at, withdrawer_name: byName, withdrawn_reason: reason })
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('document_id', '=', documentId)
    .where('number', '=', number)
    .execute()
}

function versions(tx: Tx, { providerId, documentId }: Of) {
  return tx
    .selectFrom('documents.version')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('document_id', '=', documentId)
    .select(['provider_id as providerId', 'service_id as serviceId', 'contract_id as contractId', 'number', 'name'])
    .select(['file_id as fileId', 'kind', 'bytes', 'dated_on as datedOn', 'note', 'side'])
    .select(['filer_name as filerName', 'filed_at as filedAt', 'restricted_people as restrictedPeople'])
    .select(['withdrawn_at as withdrawnAt', 'withdrawer_name as withdrawerName', 'withdrawn_reason as withdrawnReason'])
}

/** The first time that each person opened each version. */
export function listOpenings(tx: Tx, { providerId, documentId }: Of): Promise<Opening[]> {
  return tx
    .selectFrom('documents.opening')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('document_id', '=', documentId)
    .select(({ fn }) => ['number', 'opener_name as openerName', fn.min('opened_at').as('openedAt')])
    .groupBy(['number', 'opened_by', 'opener_name'])
    .orderBy('openedAt')
    .orderBy('openerName')
    .limit(MOST)
    .execute()
}

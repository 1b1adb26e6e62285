import { sql, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ChangeStatus } from '../rules/change.ts'
import type { Field } from '../rules/fields.ts'

export type Change = {
  readonly id: string
  readonly providerId: string
  readonly providerName: string
  readonly serviceId: string | null
  readonly serviceName: string | null
  readonly field: Field
  readonly oldValue: string
  readonly newValue: string
  readonly evidence: string
  readonly effectiveOn: LocalDate
  readonly status: ChangeStatus
  readonly atOnce: boolean
  readonly requestedBy: string
  readonly requesterName: string
  readonly requestedAt: Date
  readonly deciderName: string | null
  readonly decidedAt: Date | null
  readonly reason: string | null
  readonly endedName: string | null
  readonly endedAt: Date | null
  readonly version: number
}

/** A provider asks for its own; council staff for those of everyone, or of one. */
export type Of = { readonly providerId: string | undefined }

export async function getChange(tx: Tx, of: Of, id: string): Promise<Change> {
  return changes(tx, of).where('c.id', '=', id).executeTakeFirstOrThrow(absent)
}

export async function lockChange(tx: Tx, of: Of, id: string): Promise<Change> {
  return changes(tx, of).where('c.id', '=', id).forUpdate('c').executeTakeFirstOrThrow(absent)
}

/** The one that is under way for a field, while its organisation or service is locked. */
export async function findWaiting(
  tx: Tx,
  of: { readonly providerId: string; readonly serviceId: string | null; readonly field: Field },
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('providers.change_request')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', of.providerId)
    .where('field', '=', of.field)
    .where('service_id', 'is not distinct from', of.serviceId)
    .where('status', 'in', ['submitted', 'approved'])
    .select('id')
    .executeTakeFirst()
  return found?.id
}

type Page = { readonly after: { readonly at: string; readonly id: string } | undefined; readonly rows: number }

/** What staff have to decide, oldest first. One more than asked for tells whether another page follows. */
export async function listQueue(tx: Tx, { after, rows }: Page): Promise<Change[]> {
  return changes(tx, { providerId: undefined })
    .where('c.status', '=', 'submitted')
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(c.requested_at, c.id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('c.requested_at')
    .orderBy('c.id')
    .limit(rows + 1)
    .execute()
}

/** All that was asked and done, newest first. */
export async function listChanges(tx: Tx, providerId: string, { after, rows }: Page): Promise<Change[]> {
  return changes(tx, { providerId })
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(c.requested_at, c.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('c.requested_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(rows + 1)
    .execute()
}

/** At most one for each field of the organisation and its services. */
export async function listWaiting(tx: Tx, providerId: string): Promise<Change[]> {
  return changes(tx, { providerId })
    .where('c.status', 'in', ['submitted', 'approved'])
    .orderBy('c.requested_at')
    .orderBy('c.id')
    .limit(500)
    .execute()
}

export type NewChange = {
  readonly providerId: string
  readonly serviceId: string | null
  readonly field: Field
  readonly oldValue: string
  readonly newValue: string
  readonly evidence: string
  readonly effectiveOn: LocalDate
  readonly status: 'submitted' | 'applied'
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordChange(tx: Tx, change: NewChange): Promise<string> {
  const applied = change.status === 'applied'
  const { id } = await tx
    .insertInto('providers.change_request')
    .values({
      council_id: tx.councilId,
      provider_id: change.providerId,
      service_id: change.serviceId,
      field: change.field,
      old_value: change.oldValue,
      new_value: change.newValue,
      evidence: change.evidence,
      effective_on: change.effectiveOn,
      status: change.status,
      at_once: applied,
      requested_by: change.by,
      requester_name: change.name,
      requested_at: change.at,
      ended_name: applied ? change.name : null,
      ended_at: applied ? change.at : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Step = {
  readonly status: ChangeStatus
  readonly decided?: { readonly by: string; readonly name: string; readonly at: Date; readonly reason: string }
  readonly ended?: { readonly name: string; readonly at: Date }
}

export async function recordStep(
  tx: Tx,
  { id, providerId }: Pick<Change, 'id' | 'providerId'>,
  { status, decided, ended }: Step,
): Promise<void> {
  await tx
    .updateTable('providers.change_request')
    .set({
      status,
      row_version: sql`row_version + 1`,
      ...(decided === undefined
        ? {}
        : { decided_by: decided.by, decider_name: decided.name, decided_at: decided.at, reason: decided.reason }),
      ...(ended === undefined ? {} : { ended_name: ended.name, ended_at: ended.at }),
    })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('id', '=', id)
    .execute()
}

/** False when the staff were told before. */
export async function recordTold(tx: Tx, id: string, at: Date): Promise<boolean> {
  const told = await tx
    .updateTable('providers.change_request')
    .set({ told_at: at })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('told_at', 'is', null)
    .executeTakeFirst()
  return told.numUpdatedRows === 1n
}

function changes(tx: Tx, { providerId }: Of) {
  return tx
    .selectFrom('providers.change_request as c')
    .innerJoin('providers.organisation as o', (join) =>
      join.onRef('o.council_id', '=', 'c.council_id').onRef('o.id', '=', 'c.provider_id'),
    )
    .leftJoin('providers.service as s', (join) =>
      join.onRef('s.council_id', '=', 'c.council_id').onRef('s.id', '=', 'c.service_id'),
    )
    .where('c.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('c.provider_id', '=', providerId ?? ''))
    .select([
      'c.id',
      'c.provider_id as providerId',
      'o.trading_name as providerName',
      'c.service_id as serviceId',
      's.name as serviceName',
      'c.field',
      'c.old_value as oldValue',
      'c.new_value as newValue',
      'c.evidence',
      'c.effective_on as effectiveOn',
      'c.status',
      'c.at_once as atOnce',
      'c.requested_by as requestedBy',
      'c.requester_name as requesterName',
      'c.requested_at as requestedAt',
      'c.decider_name as deciderName',
      'c.decided_at as decidedAt',
      'c.reason',
      'c.ended_name as endedName',
      'c.ended_at as endedAt',
      'c.row_version as version',
    ])
    .$narrowType<{ field: Field; status: ChangeStatus }>()
}

function absent(): NotFound {
  return new NotFound('change request')
}

/** How many wait for a decision by staff. */
export async function countQueue(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('providers.change_request')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'submitted')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many requests wait for a decision of the council. */
export async function countWaitingChanges(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('providers.change_request')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'submitted')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

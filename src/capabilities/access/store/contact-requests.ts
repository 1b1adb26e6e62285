import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ContactDetails, RequestStatus } from '../rules/contact-request.ts'
import type { Detail } from '../rules/person-details.ts'
import type { DatedGrant } from '../rules/given.ts'

export type ContactRequest = ContactDetails & {
  readonly id: string
  readonly providerId: string
  readonly provider: string
  readonly kind: 'new' | 'change'
  readonly membershipId: string | null
  readonly status: RequestStatus
  readonly requestedBy: string
  readonly requesterName: string
  readonly requestedAt: Date
  readonly deciderName: string | null
  readonly decidedAt: Date | null
  readonly refusalReason: string | null
  /** What a change corrects; empty for a new contact. */
  readonly corrects: readonly Detail[]
  readonly rowVersion: number
}

/** Null on the council face, which sees every provider. */
type Whose = { readonly providerId: string | null }

function requests(tx: Tx, { providerId }: Whose) {
  return sql`
    select r.id, r.provider_id as "providerId", p.trading_name as provider, r.kind, r.membership_id as "membershipId",
      r.given_name as "givenName", r.family_name as "familyName", r.address, r.phone, r.email,
      r.job_title as "jobTitle", r.note, r.status, r.requested_by as "requestedBy",
      r.requester_name as "requesterName", r.requested_at as "requestedAt", r.decider_name as "deciderName",
      r.decided_at as "decidedAt", r.refusal_reason as "refusalReason", r.corrects, r.row_version as "rowVersion"
    from access.contact_request r
    join published.provider_name p on p.council_id = r.council_id and p.id = r.provider_id
    where r.council_id = ${tx.councilId} ${providerId === null ? sql`` : sql`and r.provider_id = ${providerId}`}`
}

export async function getRequest(tx: Tx, whose: Whose, id: string): Promise<ContactRequest> {
  const { rows } = await sql<ContactRequest>`${requests(tx, whose)} and r.id = ${id}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('request')
  return rows[0]
}

/** Locks the row, so that of two who decide at once the second finds it decided. */
export async function lockRequest(tx: Tx, whose: Whose, id: string): Promise<ContactRequest> {
  const { rows } = await sql<ContactRequest>`${requests(tx, whose)} and r.id = ${id} for update of r`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('request')
  return rows[0]
}

/** The newest of the provider's own; drafts are shown until they are sent or withdrawn. */
export async function listOwnRequests(tx: Tx): Promise<readonly ContactRequest[]> {
  const { rows } = await sql<ContactRequest>`
    ${requests(tx, { providerId: tx.providerId })} order by r.requested_at desc, r.id limit 20`.execute(tx)
  return rows
}

export type QueuePage = {
  readonly status: 'requested' | 'approved' | 'refused' | 'withdrawn'
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly rows: number
}

/** Waiting longest first; decided ones lie behind the other tabs. */
export async function listQueue(tx: Tx, { status, after, rows: most }: QueuePage): Promise<readonly ContactRequest[]> {
  const from =
    after === undefined ? sql`` : sql`and (r.requested_at, r.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<ContactRequest>`
    ${requests(tx, { providerId: null })} and r.status = ${status} ${from}
    order by r.requested_at, r.id limit ${most}`.execute(tx)
  return rows
}

type NewRequest = ContactDetails & {
  readonly kind: 'new' | 'change'
  readonly membershipId: string | null
  readonly requestedBy: string
  readonly requesterName: string
  readonly now: Date
}

export async function insertDraft(tx: Tx, request: NewRequest): Promise<string> {
  const row = await tx
    .insertInto('access.contact_request')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      kind: request.kind,
      membership_id: request.membershipId,
      ...columnsOf(request),
      requested_by: request.requestedBy,
      requester_name: request.requesterName,
      requested_at: request.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function saveDetails(tx: Tx, id: string, details: ContactDetails): Promise<void> {
  await tx
    .updateTable('access.contact_request')
    .set(({ eb }) => ({ ...columnsOf(details), row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

function columnsOf(details: ContactDetails) {
  return {
    given_name: details.givenName,
    family_name: details.familyName,
    address: details.address,
    phone: details.phone,
    email: details.email,
    job_title: details.jobTitle,
    note: details.note,
  }
}

/** Sent or withdrawn by the provider. */
export async function moveOwnRequest(
  tx: Tx,
  id: string,
  { status, now }: { readonly status: 'requested' | 'withdrawn'; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('access.contact_request')
    .set(({ eb }) => ({
      status,
      ...(status === 'requested' ? { requested_at: now } : {}),
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

type Decision = {
  readonly status: 'approved' | 'refused'
  readonly by: string
  readonly name: string
  readonly at: Date
  readonly reason: string | null
}

export async function decideRequest(tx: Tx, request: Pick<ContactRequest, 'id' | 'providerId'>, decision: Decision) {
  await tx
    .updateTable('access.contact_request')
    .set(({ eb }) => ({
      status: decision.status,
      decided_by: decision.by,
      decider_name: decision.name,
      decided_at: decision.at,
      refusal_reason: decision.reason,
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', request.providerId)
    .where('id', '=', request.id)
    .execute()
}

/** Two colleagues who ask for the same person at once come one after the other. */
export async function queueForAddress(tx: Tx, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.councilId} ${tx.providerId} ${email}`}, 0))`.execute(
    tx,
  )
}

/** Whether somebody at the provider has asked for this address already and waits. */
export async function isAskedFor(tx: Tx, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('access.contact_request')
    .select('id')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('email', '=', email)
    .where('status', '=', 'requested')
    .executeTakeFirst()
  return row !== undefined
}

export type AskedGrant = DatedGrant & { readonly id: string; readonly target: string | null }

export async function listAskedGrants(tx: Tx, whose: Whose, requestId: string): Promise<readonly AskedGrant[]> {
  const { rows } = await sql<AskedGrant>`
    select g.id, g.scope, g.role, g.mode, g.contract_id as "contractId", g.service_id as "serviceId",
      coalesce(s.name, k.number) as target, g.ends_on as "endsOn"
    from access.contact_request_grant g
    left join published.service s on s.council_id = g.council_id and s.id = g.service_id
    left join published.contract k on k.council_id = g.council_id and k.id = g.contract_id
    where g.council_id = ${tx.councilId} and g.request_id = ${requestId}
      ${whose.providerId === null ? sql`` : sql`and g.provider_id = ${whose.providerId}`}
    order by g.scope desc, target, g.role, g.id limit 100`.execute(tx)
  return rows
}

/** The same work on the same thing asked for again only changes whether it may be changed. */
export async function addAskedGrants(tx: Tx, requestId: string, grants: readonly DatedGrant[]): Promise<void> {
  for (const { scope, contractId, serviceId, role, mode, endsOn } of grants) {
    await sql`
      delete from access.contact_request_grant where council_id = ${tx.councilId} and provider_id = ${tx.providerId}
        and request_id = ${requestId} and scope = ${scope} and role = ${role}
        and contract_id is not distinct from ${contractId}::uuid and service_id is not distinct from ${serviceId}::uuid`.execute(
      tx,
    )
    await sql`
      insert into access.contact_request_grant
        (council_id, request_id, provider_id, scope, contract_id, service_id, role, mode, ends_on)
      values (${tx.councilId}, ${requestId}, ${tx.providerId}, ${scope}, ${contractId}, ${serviceId}, ${role}, ${mode},
        ${endsOn})`.execute(tx)
  }
}

export async function dropAskedGrant(tx: Tx, requestId: string, grantId: string): Promise<void> {
  await tx
    .deleteFrom('access.contact_request_grant')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('request_id', '=', requestId)
    .where('id', '=', grantId)
    .execute()
}

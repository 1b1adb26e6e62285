import { sql } from 'kysely'
import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { VisitStatus } from '../../../core/visit-minutes.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Capture } from '../rules/visit-row.ts'

export type ApiVisitRow = {
  readonly id: string
  readonly reference: string
  readonly clientRef: string
  readonly packageId: string | null
  readonly carerRef: string
  readonly secondary: boolean
  readonly day: LocalDate
  readonly plannedAt: string | null
  readonly plannedMinutes: number | null
  readonly claimedAt: string
  readonly claimedMinutes: number
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly logged: number
  readonly paid: number | null
  readonly status: VisitStatus
  readonly capture: Capture
  readonly exceptionCode: string
  readonly comment: string
  readonly state: 'allocated' | 'unallocated' | 'declined'
  readonly why: string | null
  readonly receivedAt: Date
  readonly uploadId: string | null
  readonly version: number
}
type Asked = {
  readonly from: LocalDate
  /** The last day. */
  readonly to: LocalDate
  readonly after: { readonly day: LocalDate; readonly carerRef: string; readonly id: string } | undefined
  readonly limit: number
}

/** By day and carer, as the index has them; one row more than asked for tells whether another page follows. */
export async function listApiVisits(tx: Tx, { from, to, after, limit }: Asked): Promise<readonly ApiVisitRow[]> {
  return visits(tx)
    .where('visited_on', '>=', from)
    .where('visited_on', '<', addDays(to, 1))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(visited_on, carer_ref, id) > (${after?.day ?? null}::date, ${after?.carerRef ?? ''}, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('visited_on')
    .orderBy('carer_ref')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
}

/** A reference is the sender's own, and known once. */
export async function findApiVisit(tx: Tx, reference: string): Promise<ApiVisitRow | undefined> {
  return visits(tx).where('reference', '=', reference).executeTakeFirst()
}

/** Those of these ids that are there, in no order. */
export async function listApiVisitsOf(tx: Tx, ids: readonly string[]): Promise<readonly ApiVisitRow[]> {
  return ids.length === 0
    ? []
    : visits(tx)
        .where('id', 'in', [...ids])
        .execute()
}

function visits(tx: Tx) {
  return tx
    .selectFrom('actuals.visit')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .select([
      'id',
      'reference',
      'client_ref as clientRef',
      'package_id as packageId',
      'carer_ref as carerRef',
      'secondary_visit as secondary',
      'visited_on as day',
      clock('planned_at').as('plannedAt'),
      'planned_minutes as plannedMinutes',
      sql<string>`to_char(claimed_at, 'HH24:MI')`.as('claimedAt'),
      'claimed_minutes as claimedMinutes',
      clock('starts_at').as('startsAt'),
      clock('ends_at').as('endsAt'),
      'logged_minutes as logged',
      'paid_minutes as paid',
      'outcome as status',
      'capture',
      'exception_code as exceptionCode',
      'comment',
      'state',
      'why',
      'received_at as receivedAt',
      'upload_id as uploadId',
      'row_version as version',
    ])
}

function clock(column: 'planned_at' | 'starts_at' | 'ends_at') {
  return sql<string | null>`to_char(${sql.ref(column)}, 'HH24:MI')`
}

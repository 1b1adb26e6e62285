import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { VisitStatus } from '../../../../core/visit-minutes.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Capture } from '../../rules/visit-row.ts'
import { ROWS_PAGE } from './rows.ts'

/** A visit of a file with what becomes of it. */
export type FileVisit = {
  readonly line: number
  readonly outcome: 'same' | 'new' | 'changed' | 'refused' | 'dropped'
  readonly reference: string
  readonly clientRef: string
  readonly carerRef: string
  readonly day: LocalDate | null
  readonly claimedAt: string | null
  readonly claimedMinutes: number | null
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly logged: number | null
  readonly paid: number | null
  readonly cpliRef: string
  readonly status: VisitStatus
  readonly capture: Capture
  readonly exceptionCode: string
  readonly packageRef: string | null
  readonly codes: readonly string[] | null
  readonly warnings: readonly string[] | null
  readonly heldCode: string | null
  readonly why: string | null
  readonly said: readonly string[] | null
  readonly was: WasVisit | null
}
/** What stood before. */
export type WasVisit = {
  readonly day: string
  readonly claimedAt: string
  readonly claimedMinutes: number
  readonly logged: number
  readonly paid: number | null
  readonly status: string
  readonly carerRef: string
}

export type VisitFilter = {
  readonly show: 'refused' | 'changed' | 'new' | 'warned' | 'waiting' | 'all'
  readonly code?: string | undefined
  readonly after?: number | undefined
}

/** Rows as the spreadsheet numbers them, one more than a page. */
export async function listFileVisits(tx: Tx, uploadId: string, filter: VisitFilter): Promise<readonly FileVisit[]> {
  const shown = {
    refused: sql`v.outcome = 'refused'`,
    changed: sql`v.outcome = 'changed'`,
    new: sql`v.outcome = 'new'`,
    warned: sql`v.warnings is not null`,
    waiting: sql`v.state = 'unallocated' and v.outcome in ('new', 'changed')`,
    all: sql`true`,
  }[filter.show]
  const coded =
    filter.code === undefined
      ? sql`true`
      : sql`exists (select from unnest(v.codes) c where split_part(c, ':', 1) = ${filter.code})`
  const { rows } = await sql<FileVisit>`
    select v.line, v.outcome, v.reference, v.client_ref as "clientRef", v.carer_ref as "carerRef", v.visited_on as day,
      to_char(v.claimed_at, 'HH24:MI') as "claimedAt", v.claimed_minutes as "claimedMinutes", v.logged_minutes as logged,
      to_char(v.starts_at, 'HH24:MI') as "startsAt", to_char(v.ends_at, 'HH24:MI') as "endsAt", v.cpli_ref as "cpliRef",
      v.paid_minutes as paid, v.status, v.capture, v.exception_code as "exceptionCode", p.reference as "packageRef", v.codes, v.warnings,
      v.held_code as "heldCode", v.why, v.said,
      case when v.was is not null then jsonb_build_object('day', v.was ->> 'visited_on', 'claimedAt', left(v.was ->> 'claimed_at', 5),
        'claimedMinutes', v.was -> 'claimed_minutes', 'logged', v.was -> 'logged_minutes', 'paid', v.was -> 'paid_minutes',
        'status', v.was ->> 'outcome', 'carerRef', v.was ->> 'carer_ref') end as was
    from actuals.upload_visit v
    left join published.package p on p.council_id = v.council_id and p.provider_id = v.provider_id and p.id = v.package_id
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.upload_id = ${uploadId}
      and ${shown} and ${coded} and v.line > ${filter.after ?? 0}
    order by v.line limit ${ROWS_PAGE + 1}`.execute(tx)
  return rows
}

export type FileCarer = {
  readonly line: number
  readonly outcome: FileVisit['outcome']
  readonly reference: string
  readonly name: string
  readonly startsOn: LocalDate | null
  readonly endsOn: LocalDate | null
  readonly codes: readonly string[] | null
  readonly said: readonly string[] | null
}

export async function listFileCarers(tx: Tx, uploadId: string, filter: VisitFilter): Promise<readonly FileCarer[]> {
  const coded =
    filter.code === undefined
      ? sql`true`
      : sql`exists (select from unnest(c.codes) k where split_part(k, ':', 1) = ${filter.code})`
  const outcome = filter.show === 'refused' || filter.show === 'changed' || filter.show === 'new' ? filter.show : null
  const { rows } = await sql<FileCarer>`
    select c.line, c.outcome, c.reference, c.name, c.starts_on as "startsOn", c.ends_on as "endsOn", c.codes, c.said
    from actuals.upload_carer c
    where c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId} and c.upload_id = ${uploadId} and ${coded}
      and (${outcome}::text is null or c.outcome = ${outcome}) and c.line > ${filter.after ?? 0}
    order by c.line limit ${ROWS_PAGE + 1}`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { VisitStatus } from '../../../core/visit-minutes.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { CarerDays } from '../rules/judge-visits.ts'
import type { Candidate } from '../rules/match-visit.ts'
import type { Capture, LoggedVisit } from '../rules/visit-row.ts'
import { weekdayFrom } from '../rules/weekday.ts'
import { daysUnderRule } from './visit-weeks.ts'

export type Placed =
  | {
      readonly state: 'allocated'
      readonly candidate: Candidate
      readonly placedBy: 'file' | 'match'
      readonly paid: number
    }
  | { readonly state: 'unallocated'; readonly why: 'no-package' | 'no-time' | 'several' }

/** The packages of some people whose contracts take visits, with what decides which visit is whose. */
export async function listCandidates(
  tx: Tx,
  clientRefs: readonly string[],
  cpliRefs: readonly string[] = [],
): Promise<readonly Candidate[]> {
  return candidatesIn(tx, {
    providerIds: [tx.providerId],
    clientRefs,
    cpliRefs,
  })
}

type Sought = {
  readonly providerIds: readonly string[]
  readonly clientRefs: readonly string[]
  readonly cpliRefs?: readonly string[]
}
export type ProviderCandidate = Candidate & { readonly providerId: string }

/** The same for a council, which sees the visits of every provider. */
export async function candidatesIn(
  tx: Tx,
  { providerIds, clientRefs, cpliRefs = [] }: Sought,
): Promise<readonly ProviderCandidate[]> {
  const { rows } = await sql<Omit<ProviderCandidate, 'timetable' | 'rounding'> & CandidateRow>`
    select p.id as "packageId", p.provider_id as "providerId", p.reference, sp.given_name || ' ' || sp.family_name as "personName", p.service_id as "serviceId",
      s.name as "serviceName", p.contract_id as "contractId", sp.reference as "clientRef", d.from_on as "from", d.until_on as "until",
      sp.died_on as "diedOn", r.visit_window_minutes as "windowMinutes", r.visit_rounding as mode, r.visit_minutes as increment,
      r.visit_capped as "capToPlanned",
      coalesce((select jsonb_agg(jsonb_build_object('weekday', t.weekday, 'startsAt', to_char(t.starts_at, 'HH24:MI'), 'minutes', t.minutes,
          'carers', t.carers, 'from', coalesce(lower(v.valid), '0001-01-01'), 'until', coalesce(upper(v.valid), '9999-12-31')))
        from published.timetable_entry t
        join published.package_version v on v.council_id = t.council_id and v.package_id = t.package_id and v.version = t.version
        where t.council_id = p.council_id and t.package_id = p.id), '[]') as entries
    from published.served_person sp
    join published.package p on p.council_id = sp.council_id and p.provider_id = sp.provider_id and p.service_id = sp.service_id
      and p.contract_id = sp.contract_id and p.person_id = sp.person_id and p.status in ('active', 'ended')
    join published.contract_rule r on r.council_id = p.council_id and r.contract_id = p.contract_id and r.recording = 'visits'
    join platform.council k on k.council_id = p.council_id
    cross join lateral (select ${daysUnderRule}) d
    join published.service s on s.council_id = p.council_id and s.id = p.service_id
    where sp.council_id = ${tx.councilId} and sp.provider_id = any(${[...providerIds]}::uuid[]) and (sp.reference = any(${[...clientRefs]}::text[]) or p.reference = any(${[...cpliRefs]}::text[]))
    order by p.starts_on desc, p.id, d.from_on limit 5000`.execute(tx)
  return rows.map(({ mode, increment, capToPlanned, entries, ...row }) => ({
    ...row,
    rounding: { mode, increment, capToPlanned },
    timetable: entries.map(({ weekday, ...entry }) => ({ ...entry, weekday: weekdayFrom(weekday) })),
  }))
}

type CandidateRow = Candidate['rounding'] & {
  readonly entries: readonly (Omit<Candidate['timetable'][number], 'weekday'> & { readonly weekday: number })[]
}

/** Which carers the provider has named; when it has named none, nobody is asked. */
export async function listCarers(tx: Tx): Promise<ReadonlyMap<string, CarerDays>> {
  const rows = await tx
    .selectFrom('actuals.carer')
    .select(['reference', 'starts_on as startsOn', 'ends_on as endsOn'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .orderBy('reference')
    .limit(50_000)
    .execute()
  return new Map(rows.map(({ reference, ...days }) => [reference, days]))
}

/** The visits of some carers on some days that are known already: nobody is in two places. */
export async function listBusy(tx: Tx, days: readonly LocalDate[]): Promise<readonly Busy[]> {
  if (days.length === 0) return []
  return tx
    .selectFrom('actuals.visit')
    .select([
      'reference',
      'carer_ref as carerRef',
      'visited_on as day',
      sql<string>`to_char(starts_at, 'HH24:MI')`.as('startsAt'),
      'logged_minutes as logged',
    ])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where(
      sql<boolean>`visited_on in (select day + n from unnest(${[...new Set(days)]}::date[]) day, generate_series(-1, 1) n)`,
    )
    .where('carer_ref', '!=', '')
    .where('starts_at', 'is not', null)
    .orderBy('id')
    .limit(50_000)
    .execute()
}
export type Busy = Pick<LoggedVisit, 'reference' | 'carerRef' | 'day' | 'logged'> & { readonly startsAt: string }

type Stamp = { readonly at: Date; readonly name: string }
export type Kept = {
  readonly isNew: boolean
  readonly packageId: string | null
  readonly serviceId: string | null
  readonly day: LocalDate
}

/** Keeps each visit under its own reference. The same record again changes nothing; what a person decided stays. */
export async function keepVisits(
  tx: Tx,
  visits: readonly { readonly visit: LoggedVisit; readonly placed: Placed }[],
  { at, name }: Stamp,
): Promise<readonly Kept[]> {
  if (visits.length === 0) return []
  const rows = visits.map(({ visit, placed }) => rowOf(tx, visit, placed))
  const { rows: kept } = await sql<Kept>`
    insert into actuals.visit (council_id, provider_id, ${sql.raw(FIELDS.join(', '))}, received_at, received_name)
    select ${tx.councilId}, ${tx.providerId}, ${sql.raw(FIELDS.map((field) => `r.${field}`).join(', '))}, ${at}, ${name}
    from jsonb_populate_recordset(null::actuals.visit, ${JSON.stringify(rows)}::jsonb) r
    on conflict (council_id, provider_id, reference) do update set
      ${sql.raw(FIELDS.map((field) => `${field} = excluded.${field}`).join(', '))}, row_version = visit.row_version + 1
    where visit.placed_by is distinct from 'person' and visit.state <> 'declined'
      and (${sql.raw(FIELDS.map((field) => `visit.${field}`).join(', '))})
        is distinct from (${sql.raw(FIELDS.map((field) => `excluded.${field}`).join(', '))})
    returning row_version = 1 as "isNew", package_id as "packageId", service_id as "serviceId", visited_on as day`.execute(
    tx,
  )
  return kept
}

const FIELDS = [
  'service_id',
  'contract_id',
  'package_id',
  'reference',
  'client_ref',
  'carer_ref',
  'secondary_visit',
  'visited_on',
  'planned_at',
  'planned_minutes',
  'claimed_at',
  'claimed_minutes',
  'starts_at',
  'ends_at',
  'logged_minutes',
  'outcome',
  'capture',
  'exception_code',
  'comment',
  'state',
  'placed_by',
  'why',
  'paid_minutes',
] as const

function rowOf(_tx: Tx, visit: LoggedVisit, placed: Placed): Readonly<Record<(typeof FIELDS)[number], unknown>> {
  const isPlaced = placed.state === 'allocated'
  return {
    service_id: isPlaced ? placed.candidate.serviceId : null,
    contract_id: isPlaced ? placed.candidate.contractId : null,
    package_id: isPlaced ? placed.candidate.packageId : null,
    reference: visit.reference,
    client_ref: visit.clientRef,
    carer_ref: visit.carerRef,
    secondary_visit: visit.secondary,
    visited_on: visit.day,
    planned_at: visit.plannedAt,
    planned_minutes: visit.plannedMinutes,
    claimed_at: visit.claimedAt,
    claimed_minutes: visit.claimedMinutes,
    starts_at: visit.startsAt,
    ends_at: visit.endsAt,
    logged_minutes: visit.logged,
    outcome: visit.outcome,
    capture: visit.capture,
    exception_code: visit.exceptionCode,
    comment: visit.comment,
    state: placed.state,
    placed_by: isPlaced ? placed.placedBy : null,
    why: isPlaced ? null : placed.why,
    paid_minutes: isPlaced ? placed.paid : null,
  }
}

export type WaitingVisit = {
  readonly id: string
  readonly reference: string
  readonly providerId: string
  readonly providerName: string
  readonly clientRef: string
  readonly carerRef: string
  readonly day: LocalDate
  readonly plannedAt: string | null
  readonly plannedMinutes: number | null
  readonly claimedAt: string
  readonly claimedMinutes: number
  readonly logged: number
  readonly outcome: VisitStatus
  readonly capture: Capture
  readonly exceptionCode: string
  readonly why: 'no-package' | 'no-time' | 'several' | 'elsewhere' | null
  readonly state: 'allocated' | 'unallocated' | 'declined'
  readonly receivedAt: Date
  readonly version: number
}
export const WAITING_PAGE = 50

/** Visits that are on no package, the longest waiting first; one more than a page. A council sees everybody's. */
export async function listWaiting(tx: Tx, reach: { readonly providerId?: string | undefined }, after?: string) {
  return waiting(tx, reach)
    .where('v.state', '=', 'unallocated')
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(v.received_at, v.id) > (select a.received_at, a.id from actuals.visit a where a.council_id = ${tx.councilId} and a.id = ${after ?? null})`,
      ),
    )
    .orderBy('v.received_at')
    .orderBy('v.id')
    .limit(WAITING_PAGE + 1)
    .execute()
}

export async function lockWaiting(tx: Tx, id: string): Promise<WaitingVisit> {
  await tx
    .selectFrom('actuals.visit')
    .select('id')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return waiting(tx, { providerId: tx.providerId })
    .where('v.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('visit'))
}

function waiting(tx: Tx, { providerId }: { readonly providerId?: string | undefined }) {
  return tx
    .selectFrom('actuals.visit as v')
    .innerJoin('published.provider_name as n', (join) =>
      join.onRef('n.council_id', '=', 'v.council_id').onRef('n.id', '=', 'v.provider_id'),
    )
    .select([
      'v.id',
      'v.reference',
      'v.provider_id as providerId',
      'n.trading_name as providerName',
      'v.client_ref as clientRef',
      'v.carer_ref as carerRef',
      'v.visited_on as day',
      sql<string | null>`to_char(v.planned_at, 'HH24:MI')`.as('plannedAt'),
      'v.planned_minutes as plannedMinutes',
      sql<string>`to_char(v.claimed_at, 'HH24:MI')`.as('claimedAt'),
      'v.claimed_minutes as claimedMinutes',
      'v.logged_minutes as logged',
      'v.outcome',
      'v.capture',
      'v.exception_code as exceptionCode',
      'v.why',
      'v.state',
      'v.received_at as receivedAt',
      'v.row_version as version',
    ])
    .where('v.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('v.provider_id', '=', providerId ?? ''))
}

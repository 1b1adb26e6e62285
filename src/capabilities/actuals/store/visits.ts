import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { VisitStatus } from '../../../core/visit-minutes.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Candidate } from '../rules/match-visit.ts'
import type { Capture } from '../rules/visit-row.ts'
import { weekdayFrom } from '../rules/weekday.ts'
import { daysUnderRule } from './visit-weeks.ts'

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

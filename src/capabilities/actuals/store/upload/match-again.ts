import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import { stageVisitWeeks, weekHolding } from '../visit-weeks.ts'
import { near, nearest, packages, paid, plannedVisits } from './judge-visits.ts'
import { createVisitStage } from './visit-stage.ts'

/** All that wait, or those of one person that somebody puts on a package. */
export type Waiting = { readonly person?: { readonly clientRef: string; readonly packageId: string } }
type Decider = { readonly name: string; readonly at: Date }

/** In one go; the next night takes the others. */
const MOST = 200_000

/** Stages the visits on no package, with the package that their file named. One that was made elsewhere is for a person alone. */
export async function stageWaiting(tx: Tx, { person }: Waiting): Promise<number> {
  await createVisitStage(tx)
  const staged = await sql`
    insert into visit_stage (line, reference, client_ref, cpli_ref, visited_on, planned_minutes, logged_minutes, status, weekday, near_minute)
    select row_number() over (order by v.id), v.reference, v.client_ref, ${person === undefined ? sql`coalesce(f.cpli_ref, '')` : sql`''`}, v.visited_on, v.planned_minutes,
      v.logged_minutes, v.outcome, extract(isodow from v.visited_on), extract(epoch from coalesce(v.planned_at, v.claimed_at)) / 60
    from actuals.visit v
    ${person === undefined ? namedByFile : sql``}
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.state = 'unallocated'
      and v.why is distinct from 'elsewhere' ${person === undefined ? sql`` : sql`and v.client_ref = ${person.clientRef}`}
    order by v.id limit ${MOST}`.execute(tx)
  await sql`analyze visit_stage`.execute(tx)
  return Number(staged.numAffectedRows ?? 0n)
}

const namedByFile = sql`
    left join actuals.upload_visit f on f.council_id = v.council_id and f.provider_id = v.provider_id and f.upload_id = v.upload_id
      and f.reference = v.reference and f.outcome in ('new', 'changed')`

/** No visit is further from another of its day. */
const WHENEVER = sql`1440`

/** Places what fits by now, by the rules of a file; what a person puts on a package goes there whatever its time, as one by one. */
export async function placeWaiting(tx: Tx, { person }: Waiting, { name, at }: Decider): Promise<number> {
  await sql`drop table if exists pg_temp.placed_again`.execute(tx)
  await sql`create temp table placed_again (upload_id uuid, package_id uuid, visited_on date) on commit drop`.execute(
    tx,
  )
  const decided = person === undefined ? sql`` : sql`, decided_name = ${name}, decided_at = ${at}`
  const placed = await sql`
    with packages as materialized (${person === undefined ? packages(tx) : packages(tx, WHENEVER)}),
    visits_planned as materialized (${plannedVisits(tx)}),
    died as materialized (select client_ref, min(died_on) as died_on from packages where died_on is not null group by client_ref),
    read as materialized (
      select s.*, case when g.died_on < s.visited_on then '{R09}'::text[] end as found
      from visit_stage s left join died g on g.client_ref = s.client_ref),
    near as (${near}),
    nearest as materialized (${person === undefined ? nearest : nearestOf(person.packageId)}),
    placed as (
      select r.*, p.package_id, p.service_id, p.contract_id, p.mode, p.increment, p.capped,
        coalesce(r.planned_minutes, case when p.timed and b.best is not null then (b.best >> 20) & 2047 end) as planned_length
      from nearest b
      join read r on r.line = b.line
      join packages p on p.n = ${person === undefined ? sql`(b.best & 1048575)` : sql`b.n`}
      where ${person === undefined ? sql`b.best is not null and (b.next is null or b.next >> 42 <> b.best >> 42)` : sql`true`}
      offset 0
    ), moved as (
      update actuals.visit v set state = 'allocated', placed_by = ${person === undefined ? 'match' : 'person'}, why = null,
        package_id = j.package_id, service_id = j.service_id, contract_id = j.contract_id, paid_minutes = j.paid,
        row_version = v.row_version + 1 ${decided}
      from (select *, ${paid} as paid from placed) j
      where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.reference = j.reference and v.state = 'unallocated'
      returning v.upload_id, v.package_id, v.visited_on
    )
    insert into placed_again select upload_id, package_id, visited_on from moved`.execute(tx)
  return Number(placed.numAffectedRows ?? 0n)
}

/** The rule of that package on the day, and its planned visit that is nearest, if one is near. */
function nearestOf(packageId: string): RawBuilder<unknown> {
  return sql`
    select r.line, k.n, (select c.code from near c where c.line = r.line and c.n = k.n) as best from read r
    join packages k on k.package_id = ${packageId}::uuid and k.client_ref = r.client_ref
      and k.from_on <= r.visited_on and r.visited_on < k.until_on
    where r.found is null`
}

/** The weeks of what was placed, and those that something stopped which may be over: an agreement, a suspension, a limit. */
export async function stageWeeksToFollow(tx: Tx): Promise<RawBuilder<unknown>> {
  const weeks = sql`
    select a.upload_id, a.package_id, ${weekHolding(sql`a.visited_on`)} as week_start from placed_again a
    join platform.council k on k.council_id = ${tx.councilId}
    union
    select u.upload_id, u.package_id, u.week_start from actuals.unmoved_week u
    where u.council_id = ${tx.councilId} and u.provider_id = ${tx.providerId} and u.settled_at is null
      and u.cause not in ('R10:taken', 'R10:cut-off', 'reason-missing')`
  await stageVisitWeeks(tx, weeks)
  return weeks
}

/** Of a council: providers with visits that wait, or with weeks that wait for something else than an amendment. */
export async function listWaitingProviders(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select v.provider_id as id from actuals.visit v
    where v.council_id = ${tx.councilId} and v.state = 'unallocated' and v.why is distinct from 'elsewhere'
    union
    select u.provider_id from actuals.unmoved_week u
    where u.council_id = ${tx.councilId} and u.settled_at is null and u.cause not in ('R10:taken', 'R10:cut-off', 'reason-missing')
    order by id limit 5000`.execute(tx)
  return rows.map(({ id }) => id)
}

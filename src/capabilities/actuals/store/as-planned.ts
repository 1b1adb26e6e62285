import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { blockCode, careJoins, hasCareIn, plannedQuantity, weekOfDay } from './care-week.ts'
import type { ServiceWeek } from './sheet.ts'
import type { WeekSource } from './weeks.ts'

type AsPlanned = ServiceWeek & { readonly today: LocalDate }
type Stamp = { readonly by: string; readonly name: string; readonly at: Date; readonly source: WeekSource }

const HOURS_IN_WEEK = 168 * 30_000

/** Packages whose week is open, unrecorded and complete as it is planned. Where visits are logged, the visits say what was delivered. */
function ready(tx: Tx, { serviceId, weekStart, today }: AsPlanned) {
  const week = weekOfDay(weekStart)
  return sql`
    select p.council_id, p.id as package_id, p.provider_id, p.service_id, p.contract_id, plan.planned
    from published.package p ${careJoins(week)}
    cross join lateral (select ${plannedQuantity(week)} as planned) plan
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.service_id = ${serviceId}
      and ${hasCareIn(week)} and ${blockCode(week, today)} is null and not r.visits_required and r.recording <> 'visits'
      and not (p.unit = 'hour' and plan.planned > ${HOURS_IN_WEEK})
      and not exists (select from actuals.week w where w.council_id = p.council_id and w.week_start = ${weekStart}
        and w.package_id = p.id)
      and not exists (select from actuals.parked_week k where k.council_id = p.council_id and k.week_start = ${weekStart}
        and k.package_id = p.id)`
}

export async function countReady(tx: Tx, week: AsPlanned): Promise<number> {
  const result = await sql<{ ready: bigint }>`select count(*) as ready from (${ready(tx, week)}) waiting`.execute(tx)
  return Number(result.rows[0]?.ready ?? 0n)
}

/** One statement over the set, however large the service: actual is planned, and the first version is kept for ever. */
export async function confirmReady(tx: Tx, week: AsPlanned, { by, name, at, source }: Stamp): Promise<number> {
  const places = sql`council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual`
  const result = await sql<{ confirmed: bigint }>`
    with ready as (${ready(tx, week)}), written as (
      insert into actuals.week (${places}, source, recorded_by, recorded_name, recorded_at, confirmed_by, confirmed_at)
      select council_id, ${week.weekStart}::date, package_id, provider_id, service_id, contract_id, 1, 'confirmed', planned, planned,
        ${source}, ${by}::uuid, ${name}, ${at}, ${by}::uuid, ${at}
      from ready order by package_id
      on conflict (council_id, week_start, package_id) do nothing
      returning *
    ), kept as (
      insert into actuals.week_version (${places}, frustrated, missed, extra, comment, source, recorded_by, recorded_name, recorded_at)
      select ${places}, frustrated, missed, extra, comment, source, recorded_by, recorded_name, recorded_at from written
      returning 1
    )
    select count(*) as confirmed from kept`.execute(tx)
  return Number(result.rows[0]?.confirmed ?? 0n)
}

/** Packages of the week that "as planned" leaves alone; the reason of each is for the rules to say. */
export async function listNotReady(
  tx: Tx,
  week: AsPlanned,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<readonly string[]> {
  const { serviceId, weekStart } = week
  const day = weekOfDay(weekStart)
  const beyond =
    after === undefined
      ? sql``
      : sql`and (sp.family_name, sp.given_name, p.id) > (select a.family_name, a.given_name, ap.id from published.package ap
          join published.served_person a on a.council_id = ap.council_id and a.provider_id = ap.provider_id
            and a.service_id = ap.service_id and a.contract_id = ap.contract_id and a.person_id = ap.person_id
          where ap.council_id = ${tx.councilId} and ap.provider_id = ${tx.providerId} and ap.id = ${after}::uuid)`
  const result = await sql<{ id: string }>`
    select p.id from published.package p ${careJoins(day)}
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.service_id = ${serviceId}
      and ${hasCareIn(day)} and p.id not in (select package_id from (${ready(tx, week)}) waiting) ${beyond}
    order by sp.family_name, sp.given_name, p.id limit ${limit}`.execute(tx)
  return result.rows.map(({ id }) => id)
}

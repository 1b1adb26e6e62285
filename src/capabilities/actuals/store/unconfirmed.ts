import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { blockCode, careJoins, hasCareIn } from './care-week.ts'

export type UnconfirmedWeek = {
  readonly packageId: string
  readonly packageReference: string
  readonly personName: string
  readonly serviceId: string
  readonly weekStart: LocalDate
  /** 'missing', 'draft' or 'held', or the code of what stops it from being recorded. */
  readonly why: 'missing' | 'draft' | 'held' | 'R07' | 'R08' | 'R09' | 'R27' | 'R29'
}
export type Claim = {
  readonly providerId: string
  readonly contractId: string
  readonly serviceId: string
  /** The period, half-open. */
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly today: LocalDate
}

const week = sql`s.week_start`

/** The weeks of a period that cannot be paid as they are: nobody has confirmed them, or the council has yet to agree. */
export async function listUnconfirmed(tx: Tx, claim: Claim, limit = 200): Promise<readonly UnconfirmedWeek[]> {
  const { providerId, contractId, serviceId, startsOn, endsOn, today } = claim
  const result = await sql<UnconfirmedWeek>`
    with first as (
      select ${startsOn}::date + (c.week_starts_on - extract(isodow from ${startsOn}::date)::int + 7) % 7 as week_start
      from platform.council c where c.council_id = ${tx.councilId}
    ), span as (
      select f.week_start + 7 * n as week_start
      from first f cross join lateral generate_series(0, (${endsOn}::date - f.week_start - 1) / 7) n
      where f.week_start < ${endsOn}::date
    )
    select p.id as "packageId", p.reference as "packageReference", sp.given_name || ' ' || sp.family_name as "personName",
      p.service_id as "serviceId", s.week_start as "weekStart",
      coalesce(w.status, ${blockCode(week, today)}, 'missing') as why
    from span s
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${providerId}
      and p.contract_id = ${contractId} and p.service_id = ${serviceId} and ${hasCareIn(week)}
    ${careJoins(week)}
    left join actuals.week w on w.council_id = p.council_id and w.week_start = s.week_start and w.package_id = p.id
      and w.week_start >= ${startsOn} and w.week_start < ${endsOn}
    where w.status is distinct from 'confirmed'
    order by s.week_start, sp.family_name, sp.given_name, p.id limit ${limit}`.execute(tx)
  return result.rows
}

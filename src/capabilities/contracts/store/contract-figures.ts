import { sql, type RawBuilder } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Pence, Quantity } from '../../../core/money.ts'
import type { CareUnit } from '../../../core/care-units.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** The council has no provider of its own: it sees every one. */
export type Reach = { readonly providerId: string | undefined }
type Which = { readonly contractId: string; readonly today: LocalDate }

export type ContractWeek = {
  readonly unit: CareUnit
  readonly weekStart: LocalDate
  readonly planned: Quantity
  readonly delivered: Quantity
}
const WEEKS = 12

/** What was planned and delivered under a contract in the last weeks, by unit, the oldest first; a draft is not said yet. */
export async function listContractWeeks(
  tx: Tx,
  reach: Reach,
  { contractId, today }: Which,
): Promise<readonly ContractWeek[]> {
  const { rows } = await sql<ContractWeek>`
    select p.unit, w.week_start as "weekStart", sum(w.planned)::bigint as planned, sum(w.actual)::bigint as delivered
    from published.week w
    join published.package p on p.council_id = ${tx.councilId} and p.id = w.package_id ${own(reach, 'p')}
    where w.council_id = ${tx.councilId} and w.contract_id = ${contractId} ${own(reach, 'w')} and w.status <> 'draft'
      and w.week_start >= ${addDays(today, -7 * WEEKS)} and w.week_start <= ${today}
    group by p.unit, w.week_start order by p.unit, w.week_start limit ${5 * (WEEKS + 1)}`.execute(tx)
  return rows
}

export type ContractPeriod = {
  readonly periodId: string
  readonly name: string
  readonly startsOn: LocalDate
  readonly pence: Pence
}
const PERIODS = 8

/** What was priced under a contract for the days of each of its last periods, corrections with them; the oldest first. */
export async function listContractPeriods(
  tx: Tx,
  reach: Reach,
  { contractId, today }: Which,
): Promise<readonly ContractPeriod[]> {
  const { rows } = await sql<ContractPeriod>`
    select q.id as "periodId", q.name, q.starts_on as "startsOn", coalesce(sum(l.amount_pence), 0)::bigint as pence
    from (
      select r.id, r.name, r.starts_on, r.ends_on, c.provider_id from published.period r
      join published.contract c on c.council_id = ${tx.councilId} and c.id = ${contractId} and c.calendar = r.calendar ${own(reach, 'c')}
      where r.council_id = ${tx.councilId} and r.starts_on <= ${today} order by r.starts_on desc limit ${PERIODS}
    ) q
    left join published.payment_line l on l.council_id = ${tx.councilId} and l.provider_id = q.provider_id ${own(reach, 'l')}
      and l.contract_id = ${contractId}
      and l.from_on >= q.starts_on and l.from_on < q.ends_on
    group by q.id, q.name, q.starts_on order by q.starts_on`.execute(tx)
  return rows
}

/** On the provider's face a statement names the provider of each of its tables. */
function own({ providerId }: Reach, alias: string): RawBuilder<unknown> {
  return providerId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.provider_id`)} = ${providerId}`
}

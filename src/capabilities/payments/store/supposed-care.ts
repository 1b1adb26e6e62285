import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { EndReason } from '../../../core/nights-after.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { packageOfPlan, planIn, type SupposedPlan } from './supposed-plan.ts'

/** The last day of care that nobody has set yet: of all that a person has, or of one package. */
export type SupposedEnd = {
  readonly personId: string
  readonly packageId: string | null
  readonly lastDay: LocalDate
  readonly why: EndReason | null
}
/** Care that would end, a change of who pays what that waits for its second person, or care that would be changed. */
export type SupposedCare =
  { readonly end: SupposedEnd } | { readonly payerChangeId: string } | { readonly plan: SupposedPlan }
type Supposing = { readonly supposing?: object }

function isCare(supposing: object | undefined): supposing is SupposedCare {
  return supposing !== undefined && ('end' in supposing || 'payerChangeId' in supposing || 'plan' in supposing)
}

/** The care that it touches, as a subquery of ids. */
export function supposedPackages(tx: Tx, supposing: SupposedCare): RawBuilder<unknown> {
  if ('plan' in supposing) return sql`select ${supposing.plan.packageId}::uuid`
  if ('payerChangeId' in supposing)
    return sql`select o.package_id from published.proposed_payer o
      where o.council_id = ${tx.councilId} and o.id = ${supposing.payerChangeId}::uuid`
  const { personId, packageId, lastDay, why } = supposing.end
  return sql`select e.id from published.package e
    where e.council_id = ${tx.councilId} and e.person_id = ${personId}::uuid
      and (${packageId}::uuid is null or e.id = ${packageId}::uuid) and e.status not in ('draft', 'cancelled')
      and (e.ends_on is null or e.ends_on > ${lastDay}::date or e.ends_on = ${lastDay}::date and e.end_reason is distinct from ${why}::text)`
}

/** Only the care that is touched is looked at; without anything supposed all of it is. */
export function amongSupposed(tx: Tx, { supposing }: Supposing, packageId: RawBuilder<unknown>): RawBuilder<unknown> {
  const plan = planIn(supposing)
  if (plan !== undefined) return sql`and ${packageId} = ${plan.packageId}::uuid`
  return isCare(supposing) ? sql`and ${packageId} in (${supposedPackages(tx, supposing)})` : sql``
}

/** The packages to price, as the end or the change would leave them. */
export function packagesFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  const plan = planIn(supposing)
  if (plan !== undefined) return packageOfPlan(tx, plan)
  if (!isCare(supposing) || !('end' in supposing)) return sql`published.package`
  const { lastDay, why } = supposing.end
  return sql`(
    select k.council_id, k.id, k.provider_id, k.service_id, k.contract_id, k.person_id, k.unit, k.starts_on, k.recordable_from,
      case when k.starts_on > ${lastDay}::date then k.ends_on else ${lastDay}::date end as ends_on,
      case when k.starts_on > ${lastDay}::date then 'cancelled' else k.status end as status,
      case when k.starts_on > ${lastDay}::date then k.end_reason else ${why}::text end as end_reason
    from published.package k where k.council_id = ${tx.councilId} and k.id in (${supposedPackages(tx, supposing)}))`
}

/** Who pays what by days, with what waits said from its day on. */
export function payersFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  if (!isCare(supposing) || !('payerChangeId' in supposing)) return sql`published.payer`
  const waiting = sql`published.proposed_payer o on o.council_id = ${tx.councilId} and o.id = ${supposing.payerChangeId}::uuid`
  return sql`(
    select a.council_id, a.provider_id, a.service_id, a.contract_id, a.package_id, a.payer, a.weekly_pence,
      daterange(a.from_on, lead(a.from_on) over (partition by a.package_id, a.payer order by a.from_on)) as valid
    from (
      select y.council_id, y.provider_id, y.service_id, y.contract_id, y.package_id, y.payer, y.weekly_pence, lower(y.valid) as from_on
      from published.payer y join ${waiting} and o.package_id = y.package_id
      where y.council_id = ${tx.councilId} and (y.payer <> o.payer or lower(y.valid) <> o.from_on)
      union all
      select o.council_id, o.provider_id, o.service_id, o.contract_id, o.package_id, o.payer, o.weekly_pence, o.from_on
      from published.proposed_payer o where o.council_id = ${tx.councilId} and o.id = ${supposing.payerChangeId}::uuid
    ) a)`
}

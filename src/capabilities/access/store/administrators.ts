import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** Who looks after people and details of the whole organisation: the grants for which `administers` answers yes. */
function administrators(today: LocalDate) {
  return sql`
    from access.membership m
    join access.access_grant g on g.council_id = m.council_id and g.membership_id = m.id
      and g.scope = 'organisation' and g.mode = 'edit' and g.role in ('admin', 'full', 'main') and g.covers is null
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
    where (m.ends_on is null or m.ends_on > ${today})`
}

/** Whether anybody but this person administers the organisation, without an end that is known already. */
export async function hasOtherAdministrator(
  tx: Tx,
  { providerId, membershipId }: { readonly providerId: string; readonly membershipId: string },
  today: LocalDate,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 ${administrators(today)} and m.council_id = ${tx.councilId} and m.provider_id = ${providerId}
      and m.id <> ${membershipId} and m.ends_on is null limit 1`.execute(tx)
  return rows.length > 0
}

export type Unattended = {
  readonly providerId: string
  readonly provider: string
  /** The day after which nobody administers the organisation; null when nobody does today. */
  readonly endsOn: LocalDate | null
}

/** Organisations that nobody administers, or nobody soon: the council's to mend, because nobody else can. */
export async function listUnattended(tx: Tx, today: LocalDate, most: number): Promise<readonly Unattended[]> {
  const { rows } = await sql<Unattended>`
    with held as (
      select m.provider_id, bool_or(m.ends_on is null) as stays, max(m.ends_on) as ends_on
      ${administrators(today)} and m.council_id = ${tx.councilId} group by m.provider_id
    )
    select p.id as "providerId", p.trading_name as provider, held.ends_on as "endsOn"
    from published.provider_name p left join held on held.provider_id = p.id
    where p.council_id = ${tx.councilId} and p.status = 'active' and coalesce(held.stays, false) = false
    order by held.ends_on nulls first, p.trading_name, p.id limit ${most}`.execute(tx)
  return rows
}

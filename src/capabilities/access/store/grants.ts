import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Mode, ProviderRole, StaffRole } from '../rules/permissions.ts'

export type NamedGrant = {
  readonly scope: 'organisation' | 'contract' | 'service'
  readonly role: ProviderRole
  readonly mode: Mode
  /** The name of the service or the number of the contract. */
  readonly target: string | null
  readonly endsOn: LocalDate | null
}

export async function listOwnGrants(tx: Tx, accountId: string, today: LocalDate): Promise<readonly NamedGrant[]> {
  const { rows } = await sql<NamedGrant>`
    select g.scope, g.role, g.mode, coalesce(s.name, k.number) as target, g.ends_on as "endsOn"
    from access.access_grant g
    join access.membership m on m.council_id = g.council_id and m.id = g.membership_id
    left join published.service s on s.council_id = g.council_id and s.id = g.service_id
    left join published.contract k on k.council_id = g.council_id and k.id = g.contract_id
    where g.council_id = ${tx.councilId} and g.provider_id = ${tx.providerId} and m.account_id = ${accountId}
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
    order by g.scope desc, target, g.role, g.id
    limit 100`.execute(tx)
  return rows
}

export async function listOwnStaffRoles(tx: Tx, accountId: string): Promise<readonly StaffRole[]> {
  const rows = await tx
    .selectFrom('access.staff_role as r')
    .innerJoin('access.membership as m', (join) =>
      join.onRef('m.council_id', '=', 'r.council_id').onRef('m.id', '=', 'r.membership_id'),
    )
    .select('r.role')
    .where('r.council_id', '=', tx.councilId)
    .where('m.account_id', '=', accountId)
    .where('m.provider_id', 'is', null)
    .orderBy('r.role')
    .execute()
  return rows.map(({ role }) => role)
}

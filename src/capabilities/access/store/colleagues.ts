import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { NamedGrant } from './grants.ts'

export type Colleague = {
  readonly membershipId: string
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  readonly startsOn: LocalDate
  /** The first day without the place, when a last day is known. */
  readonly endsOn: LocalDate | null
  readonly confirmedOn: LocalDate | null
}

/** Everybody with a place at the provider today, by name. A provider has tens of people, not thousands. */
export async function listColleagues(tx: Tx, today: LocalDate): Promise<readonly Colleague[]> {
  return tx
    .selectFrom('access.membership')
    .select([
      'id as membershipId',
      'account_id as accountId',
      'name',
      'email',
      'job_title as jobTitle',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'confirmed_on as confirmedOn',
    ])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('starts_on', '<=', today)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', today)]))
    .orderBy('name')
    .orderBy('id')
    .limit(500)
    .execute()
}

export type ColleagueGrant = NamedGrant & { readonly membershipId: string }

export async function listColleagueGrants(tx: Tx, today: LocalDate): Promise<readonly ColleagueGrant[]> {
  const { rows } = await sql<ColleagueGrant>`
    select g.membership_id as "membershipId", g.scope, g.role, g.mode, coalesce(s.name, k.number) as target,
      g.ends_on as "endsOn"
    from access.access_grant g
    left join published.service s on s.council_id = g.council_id and s.id = g.service_id
    left join published.contract k on k.council_id = g.council_id and k.id = g.contract_id
    where g.council_id = ${tx.councilId} and g.provider_id = ${tx.providerId}
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
    order by g.membership_id, g.scope desc, target, g.role, g.id limit 2000`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type ApiPackageRow = {
  readonly id: string
  readonly reference: string
  readonly ownReference: string
  readonly serviceId: string
  readonly serviceName: string
  readonly contractNumber: string
  readonly personReference: string
  readonly givenName: string
  readonly familyName: string
  readonly serviceLevel: string
  readonly unit: string
  readonly status: string
  readonly startsOn: LocalDate
  readonly lastDay: LocalDate | null
  readonly recordableFrom: LocalDate | null
  readonly planned: Quantity | null
  readonly price: Rate | null
}

type Asked = {
  readonly serviceId: string | undefined
  readonly reference: string | undefined
  readonly after: string | undefined
  readonly limit: number
  readonly today: LocalDate
}

/** By the plan in force today, or on the day of care nearest to it: the newest number may be of a change for a time. */
function planOn(tx: Tx, today: LocalDate) {
  const day = sql`greatest(p.starts_on, least(${today}::date, coalesce(p.ends_on, ${today}::date)))`
  const plan = sql`
    select every.planned, every.rate_line_id from care_packages.package_version every
    where every.council_id = ${tx.councilId} and every.provider_id = ${tx.providerId} and every.package_id = p.id
      and not isempty(every.valid) and lower(every.valid) <= ${day}
    order by every.valid @> ${day} desc, every.version desc limit 1`
  return {
    planned: sql<Quantity | null>`(select v.planned from (${plan}) v)`,
    price: sql<Rate | null>`(
      select r.price from (${plan}) v
      join published.rate r on r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId}
        and r.rate_line_id = v.rate_line_id and r.valid @> ${day})`,
  }
}

/** In the order they came to be; one row more than asked for tells whether another page follows. */
export async function listApiPackages(tx: Tx, asked: Asked): Promise<readonly ApiPackageRow[]> {
  const { planned, price } = planOn(tx, asked.today)
  return tx
    .selectFrom('care_packages.package as p')
    .innerJoin('published.service as s', (join) =>
      join
        .onRef('s.council_id', '=', 'p.council_id')
        .onRef('s.provider_id', '=', 'p.provider_id')
        .onRef('s.id', '=', 'p.service_id'),
    )
    .innerJoin('published.contract as c', (join) =>
      join
        .onRef('c.council_id', '=', 'p.council_id')
        .onRef('c.provider_id', '=', 'p.provider_id')
        .onRef('c.id', '=', 'p.contract_id'),
    )
    .innerJoin('published.served_person as w', (join) =>
      join
        .onRef('w.council_id', '=', 'p.council_id')
        .onRef('w.provider_id', '=', 'p.provider_id')
        .onRef('w.service_id', '=', 'p.service_id')
        .onRef('w.contract_id', '=', 'p.contract_id')
        .onRef('w.person_id', '=', 'p.person_id'),
    )
    .select([
      'p.id',
      'p.reference',
      'p.own_reference as ownReference',
      'p.service_id as serviceId',
      's.name as serviceName',
      'c.number as contractNumber',
      'w.reference as personReference',
      'w.given_name as givenName',
      'w.family_name as familyName',
      'p.service_level as serviceLevel',
      'p.unit',
      'p.status',
      'p.starts_on as startsOn',
      'p.ends_on as lastDay',
      'p.recordable_from as recordableFrom',
      planned.as('planned'),
      price.as('price'),
    ])
    .where('p.council_id', '=', tx.councilId)
    .where('p.provider_id', '=', tx.providerId)
    .where('p.status', 'not in', ['draft', 'cancelled'])
    .$if(asked.serviceId !== undefined, (query) => query.where('p.service_id', '=', asked.serviceId ?? ''))
    .$if(asked.reference !== undefined, (query) =>
      query.where(sql<boolean>`${asked.reference ?? ''} in (p.reference, p.own_reference)`),
    )
    .$if(asked.after !== undefined, (query) => query.where('p.id', '>', asked.after ?? ''))
    .orderBy('p.id')
    .limit(asked.limit + 1)
    .execute()
}

import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { AgreedPlan } from '../rules/drafting.ts'

/** Of each of these packages, the plans that an agreed text stands for, with whether their price was changed since then. */
export async function listAgreedPlans(tx: Tx, packageIds: readonly string[]): Promise<readonly AgreedPlan[]> {
  const { rows } = await sql<AgreedPlan>`
    select l.package_id as "packageId", l.package_version as version, exists (
      select from published.uplift_line x
      join jsonb_array_elements(r.content -> 'lines') c on c ->> 'packageId' = l.package_id::text
      cross join lateral (select greatest(x.from_on, (c ->> 'startsOn')::date) as day) d
      join published.rate b on b.council_id = ${tx.councilId} and b.rate_line_id = x.rate_line_id
        and lower(b.valid) = x.from_on and b.valid @> d.day
      where x.council_id = ${tx.councilId} and x.rate_line_id = v.rate_line_id
        and v.valid && daterange(x.from_on, null) and coalesce(p.ends_on, x.from_on) >= x.from_on
        and not exists (select from jsonb_array_elements(c -> 'prices') o
          where (o ->> 'from')::date <= d.day and ((o ->> 'until') is null or (o ->> 'until')::date > d.day)
            and (o ->> 'price')::bigint = b.price)
    ) as repriced
    from agreements.revision_line l
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = l.agreement_id and a.revision = l.revision
      and a.status = 'agreed'
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    join published.package p on p.council_id = ${tx.councilId} and p.id = l.package_id
    join published.package_version v on v.council_id = ${tx.councilId} and v.package_id = l.package_id
      and v.version = l.package_version
    where l.council_id = ${tx.councilId} and l.package_id = any(${[...packageIds]}::uuid[]) and l.gave_way_to is null
    order by l.package_id, a.published_at desc, a.id`.execute(tx)
  return rows
}

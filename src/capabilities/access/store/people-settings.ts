import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** What a council asks of the people whom its providers bring. */
export type PeopleSettings = {
  /** Where their e-mail addresses must be; every domain where it is empty. */
  readonly domains: readonly string[]
  /** Whether finance permissions need two administrators at the organisation. */
  readonly twoAdministrators: boolean
}
const keys = { domains: 'people.email-domains', twoAdministrators: 'people.two-administrators' } as const

export async function getPeopleSettings(tx: Tx, today: LocalDate): Promise<PeopleSettings> {
  const { rows } = await sql<PeopleSettings>`
    with today as (
      select key, value from platform.council_setting
      where council_id = ${tx.councilId} and key = any(${Object.values(keys)}::text[]) and valid @> ${today}::date
    )
    select
      array(
        select jsonb_array_elements_text(value) from today
        where key = ${keys.domains} and jsonb_typeof(value) = 'array'
      ) as domains,
      exists (select from today where key = ${keys.twoAdministrators} and value = 'true') as "twoAdministrators"`.execute(
    tx,
  )
  return rows[0] ?? { domains: [], twoAdministrators: false }
}

/** From today on; what held before stays known for the days before. */
export async function savePeopleSettings(tx: Tx, settings: PeopleSettings, today: LocalDate): Promise<void> {
  for (const name of ['domains', 'twoAdministrators'] as const) {
    const value = JSON.stringify(settings[name])
    await sql`
      delete from platform.council_setting
      where council_id = ${tx.councilId} and key = ${keys[name]} and lower(valid) >= ${today}`.execute(tx)
    await sql`
      update platform.council_setting set valid = daterange(lower(valid), ${today})
      where council_id = ${tx.councilId} and key = ${keys[name]} and valid @> ${today}::date`.execute(tx)
    await sql`
      insert into platform.council_setting (council_id, key, valid, value)
      values (${tx.councilId}, ${keys[name]}, daterange(${today}, null), ${value}::jsonb)`.execute(tx)
  }
}

/** How many people administer the organisation, without an end that is known already. */
export async function countAdministrators(tx: Tx, providerId: string, today: LocalDate): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(distinct m.id) as count from access.membership m
    join access.access_grant g on g.council_id = m.council_id and g.membership_id = m.id
    where m.council_id = ${tx.councilId} and m.provider_id = ${providerId} and m.ends_on is null
      and g.scope = 'organisation' and g.mode = 'edit' and g.role in ('admin', 'full', 'main') and g.covers is null
      and g.starts_on <= ${today} and g.ends_on is null`.execute(tx)
  return Number(rows[0]?.count ?? 0n)
}

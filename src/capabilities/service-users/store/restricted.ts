import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { knownPersonSetting } from '../../../platform/db/scope.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { MASK } from '../rules/restricted.ts'

/** Where somebody works: undefined on the council's staff. */
export type Reach = { readonly providerId: string | undefined }

export type RestrictedPerson = {
  readonly id: string
  readonly reference: string
  readonly restrictedAt: Date
  readonly restrictedBy: string
  readonly reason: string
}

export async function findByReference(
  tx: Tx,
  reference: string,
): Promise<{ readonly id: string; readonly restricted: boolean } | undefined> {
  return tx
    .selectFrom('service_users.person')
    .select(['id', 'restricted'])
    .where('council_id', '=', tx.councilId)
    .where('reference', '=', reference)
    .executeTakeFirst()
}

export async function lockPerson(tx: Tx, id: string): Promise<{ readonly restricted: boolean }> {
  const row = await tx
    .selectFrom('service_users.person')
    .select('restricted')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new NotFound('person')
  return row
}

/** Keeps the details apart, for the council and each provider that serves the person, and leaves the mask in their place. */
export async function hidePerson(tx: Tx, id: string, now: Date): Promise<void> {
  const own = sql`council_id = ${tx.councilId}`
  await sql`
    insert into service_users.restricted_detail
      (council_id, person_id, provider_id, given_name, family_name, nhs_number, born_on, address, kept_at)
    select council_id, id, null::uuid, given_name, family_name, nhs_number, born_on, address, ${now}::timestamptz
    from service_users.person where ${own} and id = ${id}
    union all
    (select distinct on (provider_id) council_id, person_id, provider_id, given_name, family_name, nhs_number, born_on, '', ${now}::timestamptz
    from service_users.served_person where ${own} and person_id = ${id} order by provider_id)`.execute(tx)
  await sql`
    update service_users.person set restricted = true, given_name = reference, family_name = ${MASK}, nhs_number = null,
      born_on = null, address = '', row_version = row_version + 1 where ${own} and id = ${id}`.execute(tx)
  await sql`
    update service_users.served_person set restricted = true, given_name = reference, family_name = ${MASK},
      nhs_number = null, born_on = null where ${own} and person_id = ${id}`.execute(tx)
}

/** Puts the newest details back and forgets the copies. */
export async function showPerson(tx: Tx, id: string): Promise<void> {
  await knowPerson(tx, id)
  const own = sql`council_id = ${tx.councilId}`
  const newest = sql`(select given_name, family_name, nhs_number, born_on, address from service_users.restricted_detail
    where ${own} and person_id = ${id} and provider_id is null order by kept_at desc, id desc limit 1)`
  await sql`
    update service_users.person p set restricted = false, given_name = d.given_name, family_name = d.family_name,
      nhs_number = d.nhs_number, born_on = d.born_on, address = d.address, row_version = row_version + 1
    from ${newest} d where p.council_id = ${tx.councilId} and p.id = ${id}`.execute(tx)
  await sql`
    update service_users.served_person p set restricted = false, given_name = d.given_name, family_name = d.family_name,
      nhs_number = d.nhs_number, born_on = d.born_on
    from ${newest} d where p.council_id = ${tx.councilId} and p.person_id = ${id}`.execute(tx)
  await sql`delete from service_users.restricted_detail where ${own} and person_id = ${id}`.execute(tx)
}

export type Details = {
  readonly givenName: string
  readonly familyName: string
  readonly nhsNumber: string | null
  readonly bornOn: LocalDate | null
  readonly diedOn: LocalDate | null
  readonly address: string
}

/** The only statement that sees real details. Whoever calls it has written who looks, in the same transaction. */
export async function readDetails(tx: Tx, { providerId }: Reach, id: string): Promise<Details> {
  await knowPerson(tx, id)
  const died =
    providerId === undefined
      ? sql`(select p.died_on from service_users.person p where p.council_id = ${tx.councilId} and p.id = ${id})`
      : sql`(select max(p.died_on) from service_users.served_person p
          where p.council_id = ${tx.councilId} and p.provider_id = ${providerId} and p.person_id = ${id})`
  const { rows } = await sql<Details>`
    select d.given_name as "givenName", d.family_name as "familyName", d.nhs_number as "nhsNumber", d.born_on as "bornOn",
      ${died} as "diedOn", d.address
    from service_users.restricted_detail d
    where d.council_id = ${tx.councilId} and d.provider_id is not distinct from ${providerId ?? null}::uuid and d.person_id = ${id}
    order by d.kept_at desc, d.id desc limit 1`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('details')
  return rows[0]
}

async function knowPerson(tx: Tx, id: string): Promise<void> {
  await sql.raw(knownPersonSetting(id)).execute(tx)
}

/** Everybody restricted in the council, by reference. */
export async function listRestricted(tx: Tx): Promise<readonly RestrictedPerson[]> {
  const { rows } = await sql<RestrictedPerson>`${restricted(tx)} order by p.reference, p.id limit 500`.execute(tx)
  return rows
}

export async function getRestricted(tx: Tx, id: string): Promise<RestrictedPerson> {
  const { rows } = await sql<RestrictedPerson>`${restricted(tx)} and p.id = ${id}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('restricted person')
  return rows[0]
}

function restricted(tx: Tx) {
  return sql`
    select p.id, p.reference, r.restricted_at as "restrictedAt", r.restricter_name as "restrictedBy", r.reason
    from service_users.person p
    join service_users.restriction r on r.council_id = p.council_id and r.person_id = p.id and r.lifted_at is null
    where p.council_id = ${tx.councilId} and p.restricted`
}

export type ServedRestricted = { readonly id: string; readonly reference: string; readonly services: readonly string[] }

/** Restricted people in the care of a provider, as far as the one who asks sees its services. */
export async function listServedRestricted(tx: Tx): Promise<readonly ServedRestricted[]> {
  const { rows } = await sql<ServedRestricted>`${served(tx)} group by p.person_id order by 2, 1 limit 500`.execute(tx)
  return rows
}

export async function getServedRestricted(tx: Tx, id: string): Promise<ServedRestricted> {
  const { rows } = await sql<ServedRestricted>`${served(tx)} and p.person_id = ${id} group by p.person_id`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('restricted person')
  return rows[0]
}

function served(tx: Tx) {
  return sql`
    select p.person_id as id, min(p.reference) as reference, array_agg(distinct s.name order by s.name) as services
    from service_users.served_person p
    join published.service s on s.council_id = p.council_id and s.provider_id = p.provider_id and s.id = p.service_id
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.restricted`
}

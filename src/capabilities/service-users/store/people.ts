import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { knownPersonSetting } from '../../../platform/db/scope.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type PersonRow = {
  readonly id: string
  readonly reference: string
  readonly givenName: string
  readonly familyName: string
  readonly nhsNumber: string | null
  readonly bornOn: LocalDate | null
  readonly diedOn: LocalDate | null
  readonly restricted: boolean
}

const MOST_FOUND = 20

/** By the beginning of the name from either end, by the whole reference or by the NHS number; also people without care. */
export async function findPeople(tx: Tx, words: string): Promise<readonly PersonRow[]> {
  const typed = words.trim().replaceAll(/[\s,]+/gu, ' ')
  if (typed === '') return []
  const { rows } = await sql<PersonRow>`${people(tx)} and (
      p.reference in (${typed}, ${typed.toUpperCase()}) or p.nhs_number = ${typed.replaceAll(' ', '')}
      or starts_with(lower(p.family_name || ' ' || p.given_name), lower(${typed}))
      or starts_with(lower(p.given_name || ' ' || p.family_name), lower(${typed})))
    order by p.family_name, p.given_name, p.id limit ${MOST_FOUND}`.execute(tx)
  return rows
}

export async function getPerson(tx: Tx, id: string): Promise<PersonRow> {
  const { rows } = await sql<PersonRow>`${people(tx)} and p.id = ${id}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('person')
  return rows[0]
}

function people(tx: Tx) {
  return sql`
    select p.id, p.reference, p.given_name as "givenName", p.family_name as "familyName", p.nhs_number as "nhsNumber",
      p.born_on as "bornOn", p.died_on as "diedOn", p.restricted
    from service_users.person p where p.council_id = ${tx.councilId}`
}

/** Another person with this NHS number, also one whose details are hidden: there it is not said whose it is. */
export async function findByNhsNumber(tx: Tx, nhsNumber: string): Promise<string | undefined> {
  const { rows } = await sql<{ reference: string }>`
    select p.reference from service_users.person p
    where p.council_id = ${tx.councilId} and p.nhs_number = ${nhsNumber} order by p.reference limit 1`.execute(tx)
  return rows[0]?.reference
}

type NewPerson = Pick<PersonRow, 'reference' | 'givenName' | 'familyName' | 'nhsNumber' | 'bornOn'>

/** Undefined when the reference is taken. */
export async function recordPerson(tx: Tx, person: NewPerson): Promise<string | undefined> {
  const { reference, givenName, familyName, nhsNumber, bornOn } = person
  const recorded = await tx
    .insertInto('service_users.person')
    .values({
      council_id: tx.councilId,
      ...{ reference, given_name: givenName, family_name: familyName, nhs_number: nhsNumber, born_on: bornOn },
    })
    .onConflict((conflict) => conflict.columns(['council_id', 'reference']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return recorded?.id
}

export type Place = { readonly providerId: string; readonly serviceId: string; readonly contractId: string }

/** What the service may know of the person from now on: a copy, of the mask where the person is restricted. */
export async function recordServed(tx: Tx, personId: string, { providerId, serviceId, contractId }: Place) {
  await sql`
    insert into service_users.served_person (council_id, provider_id, service_id, contract_id, person_id, reference, nhs_number,
      given_name, family_name, born_on, died_on, restricted)
    select p.council_id, ${providerId}, ${serviceId}, ${contractId}, p.id, p.reference, p.nhs_number, p.given_name, p.family_name,
      p.born_on, p.died_on, p.restricted
    from service_users.person p where p.council_id = ${tx.councilId} and p.id = ${personId}
    on conflict (council_id, provider_id, person_id, service_id, contract_id) do nothing`.execute(tx)
}

/** The provider’s own copy of the details of a restricted person, for whoever is let know there. Nothing of it is read here. */
export async function keepServedApart(tx: Tx, personId: string, providerId: string, at: Date): Promise<void> {
  await sql.raw(knownPersonSetting(personId)).execute(tx)
  await sql`
    insert into service_users.restricted_detail
      (council_id, person_id, provider_id, given_name, family_name, nhs_number, born_on, address, kept_at)
    select d.council_id, d.person_id, ${providerId}, d.given_name, d.family_name, d.nhs_number, d.born_on, '', ${at}
    from service_users.restricted_detail d
    where d.council_id = ${tx.councilId} and d.person_id = ${personId} and d.provider_id is null
    order by d.kept_at desc, d.id desc limit 1`.execute(tx)
  await sql`select set_config('platform.known_person', '', true)`.execute(tx)
}

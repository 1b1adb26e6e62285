import { sql } from 'kysely'
import { adoptIds, loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { MASK } from '../rules/restricted.ts'

/** A pack brings the real details of restricted people too: they are kept apart, and the mask stays. */
function maskedFrom(people: string) {
  const unlessRestricted = (column: string, mask: string) =>
    `case when coalesce(hidden.restricted, false) then ${mask} else ${people}.${column} end`
  return {
    join: `left join service_users.person hidden on hidden.council_id = ${people}.council_id and hidden.id = ${people}.id`,
    masked: {
      nhs_number: unlessRestricted('nhs_number', 'null'),
      given_name: unlessRestricted('given_name', `${people}.person_ref`),
      family_name: unlessRestricted('family_name', `'${MASK}'`),
      born_on: unlessRestricted('born_on', 'null'),
    },
  }
}

/** People staged in pack_people. */
export async function loadPeople(tx: Tx): Promise<Loaded> {
  await adoptIds(tx, 'service_users.person', 'pack_people', { reference: 'person_ref' })
  const { join, masked } = maskedFrom('s')
  await keepDetailsApart(tx)
  return loadRows(tx, {
    target: 'service_users.person',
    from: `pack_people s ${join}`,
    key: ['reference'],
    onlyNew: { id: 's.id' },
    columns: {
      reference: 's.person_ref',
      ...masked,
      died_on: 's.died_on',
      address: "case when coalesce(hidden.restricted, false) then '' else coalesce(s.address, '') end",
    },
    versioned: true,
  })
}

/** The newest of a person counts, so what a pack brings is added: nothing here may read what is there already. */
async function keepDetailsApart(tx: Tx): Promise<void> {
  await sql`
    insert into service_users.restricted_detail
      (council_id, person_id, given_name, family_name, nhs_number, born_on, address, kept_at)
    select s.council_id, s.id, s.given_name, s.family_name, s.nhs_number, s.born_on, coalesce(s.address, ''), clock_timestamp()
    from pack_people s join service_users.person p on p.council_id = s.council_id and p.id = s.id
    where p.council_id = ${tx.councilId} and p.restricted`.execute(tx)
}

/** What each service may know of the people it serves, from commissioning on: never of drafts. */
export async function loadServedPeople(tx: Tx): Promise<Loaded> {
  const { join, masked } = maskedFrom('w')
  await keepServedDetailsApart(tx)
  return loadRows(tx, {
    target: 'service_users.served_person',
    from: `(
      select distinct l.council_id, l.provider_id, l.service_id, l.contract_id, l.person_id
      from pack_package_places l join pack_packages p on p.council_id = l.council_id and p.id = l.package_id
      where p.status <> 'draft'
    ) s join pack_people w on w.council_id = s.council_id and w.id = s.person_id ${join}`,
    key: ['provider_id', 'person_id', 'service_id', 'contract_id'],
    columns: {
      provider_id: 's.provider_id',
      person_id: 's.person_id',
      service_id: 's.service_id',
      contract_id: 's.contract_id',
      reference: 'w.person_ref',
      ...masked,
      died_on: 'w.died_on',
      restricted: 'coalesce(hidden.restricted, false)',
    },
  })
}

/** Each provider that serves the person has a copy of its own. */
async function keepServedDetailsApart(tx: Tx): Promise<void> {
  await sql`
    insert into service_users.restricted_detail
      (council_id, person_id, provider_id, given_name, family_name, nhs_number, born_on, kept_at)
    select distinct w.council_id, w.id, l.provider_id, w.given_name, w.family_name, w.nhs_number, w.born_on, clock_timestamp()
    from pack_people w join service_users.person p on p.council_id = w.council_id and p.id = w.id
    join pack_package_places l on l.council_id = w.council_id and l.person_id = w.id
    join pack_packages k on k.council_id = l.council_id and k.id = l.package_id
    where p.council_id = ${tx.councilId} and p.restricted and k.status <> 'draft'`.execute(tx)
}

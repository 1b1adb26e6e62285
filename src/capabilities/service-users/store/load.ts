import { adoptIds, loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** People staged in pack_people. */
export async function loadPeople(tx: Tx): Promise<Loaded> {
  await adoptIds(tx, 'service_users.person', 'pack_people', { reference: 'person_ref' })
  return loadRows(tx, {
    target: 'service_users.person',
    from: 'pack_people s',
    key: ['reference'],
    onlyNew: { id: 's.id' },
    columns: {
      reference: 's.person_ref',
      nhs_number: 's.nhs_number',
      given_name: 's.given_name',
      family_name: 's.family_name',
      born_on: 's.born_on',
      died_on: 's.died_on',
      address: "coalesce(s.address, '')",
    },
    versioned: true,
  })
}

/** What each service may know of the people it serves, from commissioning on: never of drafts. */
export async function loadServedPeople(tx: Tx): Promise<Loaded> {
  return loadRows(tx, {
    target: 'service_users.served_person',
    from: `(
      select distinct l.council_id, l.provider_id, l.service_id, l.contract_id, l.person_id
      from pack_package_places l join pack_packages p on p.council_id = l.council_id and p.id = l.package_id
      where p.status <> 'draft'
    ) s join pack_people w on w.council_id = s.council_id and w.id = s.person_id`,
    key: ['provider_id', 'person_id', 'service_id', 'contract_id'],
    columns: {
      provider_id: 's.provider_id',
      person_id: 's.person_id',
      service_id: 's.service_id',
      contract_id: 's.contract_id',
      reference: 'w.person_ref',
      nhs_number: 'w.nhs_number',
      given_name: 'w.given_name',
      family_name: 'w.family_name',
      born_on: 'w.born_on',
      died_on: 'w.died_on',
    },
  })
}

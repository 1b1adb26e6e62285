import { adoptIds, loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** Organisations staged in pack_organisations; see the columns of a migration pack. */
export async function loadOrganisations(tx: Tx): Promise<Loaded> {
  await adoptIds(tx, 'providers.organisation', 'pack_organisations', { reference: 'supplier_ref' })
  return loadRows(tx, {
    target: 'providers.organisation',
    from: 'pack_organisations s',
    key: ['reference'],
    onlyNew: { id: 's.id' },
    columns: {
      reference: 's.supplier_ref',
      legal_name: 's.legal_name',
      trading_name: 's.trading_name',
      cqc_provider_id: 's.cqc_provider_id',
      company_number: 's.company_number',
      vat_number: 's.vat_number',
      address: "coalesce(s.address, '')",
      email: "coalesce(s.email, '')",
      phone: "coalesce(s.phone, '')",
      bank_last_four: 's.bank_last_four',
      status: 's.status',
    },
    versioned: true,
  })
}

/** Services staged in pack_services, of the organisations loaded before. */
export async function loadServices(tx: Tx): Promise<Loaded> {
  await adoptIds(tx, 'providers.service', 'pack_services', { reference: 'service_ref' })
  return loadRows(tx, {
    target: 'providers.service',
    from: `pack_services s join pack_organisations o on o.council_id = s.council_id and o.supplier_ref = s.supplier_ref`,
    key: ['reference'],
    onlyNew: { id: 's.id' },
    columns: {
      provider_id: 'o.id',
      reference: 's.service_ref',
      name: 's.name',
      sector: 's.sector',
      cqc_location_id: 's.cqc_location_id',
      address: "coalesce(s.address, '')",
      opening_days: "coalesce(s.opening_days, '{1,2,3,4,5,6,7}')",
    },
    versioned: true,
  })
}

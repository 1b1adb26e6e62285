import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { closureOf, contactOf, daysOf } from '../rules/values.ts'
import { isContactField, purposeOf, type OrganisationField, type Purpose, type ServiceField } from '../rules/fields.ts'

type Of = { readonly providerId: string; readonly value: string }

/** Writes one field of an organisation; the version goes up whatever the field, so that an older page is noticed. */
export async function applyToOrganisation(tx: Tx, field: OrganisationField, { providerId, value }: Of): Promise<void> {
  if (isContactField(field)) await applyContact(tx, purposeOf(field), { providerId, value })
  const columns = isContactField(field) ? {} : organisationColumns[field](value)
  const changed = await tx
    .updateTable('providers.organisation')
    .set({ ...columns, row_version: sql`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', providerId)
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) throw new NotFound('organisation')
}

const organisationColumns = {
  'legal-name': (value: string) => ({ legal_name: value }),
  'trading-name': (value: string) => ({ trading_name: value }),
  'registered-address': (value: string) => ({ registered_address: value }),
  'trading-address': (value: string) => ({ address: value }),
  email: (value: string) => ({ email: value }),
  phone: (value: string) => ({ phone: value }),
  'cqc-provider-id': (value: string) => ({ cqc_provider_id: orNull(value) }),
  'company-number': (value: string) => ({ company_number: orNull(value) }),
  'vat-number': (value: string) => ({ vat_number: orNull(value) }),
}

async function applyContact(tx: Tx, purpose: Purpose, { providerId, value }: Of): Promise<void> {
  const contact = contactOf(value)
  if (contact === undefined) {
    await tx
      .deleteFrom('providers.contact')
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', providerId)
      .where('purpose', '=', purpose)
      .execute()
    return
  }
  await tx
    .insertInto('providers.contact')
    .values({ council_id: tx.councilId, provider_id: providerId, purpose, ...contact })
    .onConflict((conflict) => conflict.columns(['council_id', 'provider_id', 'purpose']).doUpdateSet(contact))
    .execute()
}

export async function applyToService(
  tx: Tx,
  field: ServiceField,
  { providerId, serviceId, value }: Of & { readonly serviceId: string },
): Promise<void> {
  const changed = await tx
    .updateTable('providers.service')
    .set({ ...serviceColumns[field](value), row_version: sql`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('id', '=', serviceId)
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) throw new NotFound('service')
}

const serviceColumns = {
  'service-name': (value: string) => ({ name: value }),
  'service-address': (value: string) => ({ address: value }),
  'cqc-location-id': (value: string) => ({ cqc_location_id: orNull(value) }),
  'ods-code': (value: string) => ({ ods_code: orNull(value) }),
  'opening-days': (value: string) => ({ opening_days: [...daysOf(value)] }),
  closure: (value: string) => {
    const closure = closureOf(value)
    return { closed_from: closure?.from ?? null, closed_until: closure?.until ?? null }
  },
}

function orNull(value: string): string | null {
  return value === '' ? null : value
}

import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { organisationValues, serviceValues } from '../rules/current.ts'
import { isOrganisationField, isServiceField } from '../rules/fields.ts'
import { applyToOrganisation, applyToService } from '../store/apply.ts'
import type { Change } from '../store/changes.ts'
import { listContacts, lockOrganisation, lockService } from '../store/organisation.ts'

/** What a request is about, as it is now; nobody else changes it until the transaction is over. */
export async function lockCurrentValue(tx: Tx, { providerId, serviceId, field }: Change): Promise<string> {
  if (serviceId !== null && isServiceField(field))
    return serviceValues(await lockService(tx, providerId, serviceId))[field]
  if (!isOrganisationField(field)) throw new NotFound('field')
  const organisation = await lockOrganisation(tx, providerId)
  return organisationValues(organisation, await listContacts(tx, providerId))[field]
}

export async function applyNewValue(tx: Tx, { providerId, serviceId, field, newValue: value }: Change): Promise<void> {
  if (serviceId !== null && isServiceField(field)) await applyToService(tx, field, { providerId, serviceId, value })
  else if (isOrganisationField(field)) await applyToOrganisation(tx, field, { providerId, value })
  else throw new NotFound('field')
}

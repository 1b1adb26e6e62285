import { administers, type GivenGrant } from './given.ts'
import { permissionsOf } from './permissions.ts'

/**
 * Where a council asks for it, nobody is given finance permissions at an organisation that a single person administers:
 * who decides about money there must be seen by a second one. Making a second administrator is always allowed.
 */
export function needsSecondAdministrator(given: readonly GivenGrant[], administrators: number): boolean {
  if (administrators >= 2 || given.some(administers)) return false
  return given.some((grant) => permissionsOf(grant).includes('invoices.submit'))
}

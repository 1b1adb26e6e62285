import type { Work } from '../../../platform/work.ts'
import type { StaffRole } from '../rules/permissions.ts'
import { listPersonRoles } from '../store/people.ts'
import { touchPlace, type PlaceRow } from '../store/places.ts'
import { saveStaffRoles } from '../store/staff.ts'
import { tellOfGrants } from './tell-of-grants.ts'

type Roles = { readonly roles: readonly StaffRole[]; readonly text: string }

/** At a place that is locked: what was asked for and comes with the new roles is answered, and the person hears of it. */
export async function putStaffRoles(work: Work, place: PlaceRow, { roles, text }: Roles): Promise<void> {
  const { membershipId } = place
  const before = await listPersonRoles(work.tx, membershipId)
  await saveStaffRoles(work.tx, membershipId, roles)
  await touchPlace(work.tx, place)
  await work.audit('people.roles-changed', { type: 'membership', id: membershipId }, { before, roles })
  await tellOfGrants(work, place, text)
}

import type { Work } from '../../../../platform/work.ts'
import type { StaffRole } from '../../rules/permissions.ts'
import { touchPlace } from '../../store/places.ts'
import { listPersonRoles } from '../../store/people.ts'
import { saveStaffRoles } from '../../store/staff.ts'

export async function followGroups(work: Work, membershipId: string, roles: readonly StaffRole[]): Promise<void> {
  const before = await listPersonRoles(work.tx, membershipId)
  if (before.join() === roles.join()) return
  await saveStaffRoles(work.tx, membershipId, roles)
  await touchPlace(work.tx, { membershipId, providerId: null })
  await work.audit('people.roles-changed', { type: 'membership', id: membershipId }, { before, roles })
}

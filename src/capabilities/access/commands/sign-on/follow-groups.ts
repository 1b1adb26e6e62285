import type { Work } from '../../../../platform/work.ts'
import type { StaffRole } from '../../rules/permissions.ts'
import { listPersonRoles } from '../../store/people.ts'
import { lockPlace, passGate } from '../../store/places.ts'
import { endSessionsIn } from '../../store/sign-on/people.ts'
import { putStaffRoles } from '../put-staff-roles.ts'

const changed = 'Your roles at the council were changed, because your groups in its directory changed.'

/** Told, answered and written down like a colleague's change. Whoever has no role left is out with the answer to this request. */
export async function followGroups(work: Work, membershipId: string, roles: readonly StaffRole[]): Promise<void> {
  const { tx } = work
  if ((await listPersonRoles(tx, membershipId)).join() === roles.join()) return
  const place = await lockPlace(tx, { membershipId, providerId: null })
  await putStaffRoles(work, place, { roles, text: changed })
  if (roles.length > 0) return
  const { councilId } = tx
  await passGate({ tx, role: 'portal_council' }, () => endSessionsIn(tx, { councilId, membershipId }))
}

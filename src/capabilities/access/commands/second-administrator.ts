import type { Work } from '../../../platform/work.ts'
import { isSameGrant, type GivenGrant } from '../rules/given.ts'
import { needsSecondAdministrator } from '../rules/two-administrators.ts'
import { listHeldGrants } from '../store/granting.ts'
import { countAdministrators, getPeopleSettings } from '../store/people-settings.ts'

type Given = {
  /** Null for somebody who has no place yet. */
  readonly membershipId: string | null
  readonly providerId: string
  readonly grants: readonly GivenGrant[]
}

/** Asked only where the council's setting says so, and only about what the person does not hold already. */
export async function lacksSecondAdministrator(
  { tx, today }: Work,
  { membershipId, providerId, grants }: Given,
): Promise<boolean> {
  if (!(await getPeopleSettings(tx, today)).twoAdministrators) return false
  const held = membershipId === null ? [] : await listHeldGrants(tx, { providerId, membershipId }, today)
  const news = grants.filter((grant) => !held.some((one) => isSameGrant(one, grant) && one.mode === grant.mode))
  return needsSecondAdministrator(news, await countAdministrators(tx, providerId, today))
}

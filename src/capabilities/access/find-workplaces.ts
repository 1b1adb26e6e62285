import type { FaceScope } from '../../platform/db/scope.ts'
import { londonToday } from '../../platform/clock.ts'
import type { Permission } from '../../platform/web/visitor.ts'
import { gate, hashToken, type Access } from './commands/access.ts'
import { sessionCookie } from './commands/cookies.ts'
import { permissionsOf } from './rules/permissions.ts'
import { reachFor, type Grant } from './rules/reach.ts'
import { isOpenTo } from './rules/sign-on.ts'
import { listPlaces, type Place } from './store/accounts.ts'
import { listDuePolicies } from './store/policies.ts'
import { findSession } from './store/sessions.ts'
import { listPlaceGrants } from './store/workplaces.ts'

type Arriving = { readonly cookies: Readonly<Record<string, string | undefined>> }

/** A provider at which whoever asks may do something, with the eyes that they have there. */
export type Workplace = {
  readonly membershipId: string
  readonly name: string
  readonly council: string
  readonly scope: FaceScope
}

/**
 * Every provider at which the person behind a request may do one thing, by name: no more than choosing each place in turn
 * would show them. A place that only another way in opens, or whose policies wait to be accepted, is left out.
 */
export function findWorkplaces(
  access: Pick<Access, 'db' | 'clock' | 'secureCookies'>,
): (request: Arriving, permission: Permission) => Promise<readonly Workplace[]> {
  return async ({ cookies }, permission) => {
    const token = cookies[sessionCookie(access)]
    if (token === undefined) return []
    const today = londonToday(access.clock.now())
    return access.db.read(gate, async (tx) => {
      const session = await findSession(tx, hashToken(token))
      if (session === undefined) return []
      const { accountId, through } = session
      const [places, granted] = await Promise.all([
        listPlaces(tx, accountId, today),
        listPlaceGrants(tx, accountId, today),
      ])
      const grantsAt = new Map(granted.map(({ membershipId, grants }) => [membershipId, grants]))
      const open = places.filter((place) => isOpenTo(place, through))
      const due = new Set<string>()
      for (const councilId of new Set(open.map((place) => place.councilId)))
        if ((await listDuePolicies(tx, { councilId, accountId })).length > 0) due.add(councilId)
      return open
        .filter(({ councilId }) => !due.has(councilId))
        .flatMap((place) => workplaceAt(place, { accountId, permission, grants: grantsAt.get(place.membershipId) }))
    })
  }
}

type Asking = {
  readonly accountId: string
  readonly permission: Permission
  readonly grants: readonly Grant[] | undefined
}

function workplaceAt(place: Place, { accountId, permission, grants = [] }: Asking): readonly Workplace[] {
  const { membershipId, councilId, providerId, provider, council } = place
  const may = grants.some((grant) => (permissionsOf(grant) as readonly string[]).includes(permission))
  if (providerId === null || !may) return []
  const reach = reachFor(grants, permission)
  const own = { councilId, providerId, accountId }
  const scope: FaceScope =
    reach === 'organisation'
      ? { role: 'portal_provider', ...own }
      : { role: 'portal_provider_scoped', ...own, ...reach }
  return [{ membershipId, name: provider ?? '', council, scope }]
}

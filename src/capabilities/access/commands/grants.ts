import { addDays, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { GivenGrant } from '../rules/given.ts'
import { endGrant, giveGrants, listHeldGrants } from '../store/granting.ts'
import { getPlace, lockPlace, touchPlace, type PlaceRow } from '../store/places.ts'
import { grantCode } from './admit-person.ts'
import { watchingAdministrators } from './last-administrator.ts'
import { lacksSecondAdministrator } from './second-administrator.ts'
import { tellOfGrants } from './tell-of-grants.ts'

export type GrantRefusal = {
  readonly code: 'yourself' | 'changed' | 'place-ended' | 'no-grant' | 'day-passed' | 'second-administrator'
}
type OfProvider = PlaceRow & { readonly providerId: string }
type Whose = { readonly membershipId: string; readonly version: number }

/** Looking through somebody's eyes changes nothing, and is in the audit log. */
export async function notePreview(
  work: Work,
  { membershipId, grants }: { readonly membershipId: string; readonly grants: readonly GivenGrant[] },
): Promise<Outcome<true, GrantRefusal>> {
  await work.audit('people.previewed', { type: 'membership', id: membershipId }, { grants: grants.map(grantCode) })
  return done(true)
}

type Giving = Whose & { readonly grants: readonly GivenGrant[]; readonly lastDay: LocalDate | undefined }

/** The council gives anything, Main too, within its own rule about two administrators; nobody gives to themselves. */
export async function giveToPerson(
  work: Work,
  { grants, lastDay, ...whose }: Giving,
): Promise<Outcome<true, GrantRefusal>> {
  if (lastDay !== undefined && lastDay < work.today) return refused({ code: 'day-passed' })
  const found = await lockProviderPlace(work, whose)
  if (!found.ok) return found
  const { providerId, membershipId } = found.value
  if (await lacksSecondAdministrator(work, { providerId, membershipId, grants }))
    return refused({ code: 'second-administrator' })
  const endsOn = lastDay === undefined ? null : addDays(lastDay, 1)
  const dated = grants.map((grant) => ({ ...grant, endsOn }))
  await giveGrants(work.tx, { providerId, membershipId, today: work.today }, dated)
  await touchPlace(work.tx, found.value)
  await work.audit(
    'people.granted',
    { type: 'membership', id: membershipId },
    { grants: grants.map(grantCode), until: lastDay ?? null },
  )
  await tellOfGrants(work, found.value, 'The council gave you more permissions, or changed one.')
  return done(true)
}

type Ending = Whose & { readonly grantId: string; readonly origin: string }

export async function endForPerson(
  work: Work,
  { grantId, origin, ...whose }: Ending,
): Promise<Outcome<true, GrantRefusal>> {
  const found = await lockProviderPlace(work, whose)
  if (!found.ok) return found
  const { providerId, membershipId } = found.value
  const held = await listHeldGrants(work.tx, found.value, work.today)
  const grant = held.find(({ id }) => id === grantId)
  if (grant === undefined) return refused({ code: 'no-grant' })
  await watchingAdministrators(work, { providerId, origin }, () =>
    endGrant(work.tx, { providerId, grantId }, work.today),
  )
  await touchPlace(work.tx, found.value)
  await work.audit('people.grant-ended', { type: 'membership', id: membershipId }, { grant: grantCode(grant) })
  await tellOfGrants(work, found.value, 'The council ended a permission of yours.')
  return done(true)
}

async function lockProviderPlace(
  work: Work,
  { membershipId, version }: Whose,
): Promise<Outcome<OfProvider, GrantRefusal>> {
  const { providerId } = await getPlace(work.tx, membershipId)
  const place = await lockPlace(work.tx, { membershipId, providerId })
  if (place.accountId === work.accountId) return refused({ code: 'yourself' })
  if (providerId === null || (place.endsOn !== null && place.endsOn <= work.today))
    return refused({ code: 'place-ended' })
  return place.rowVersion === version ? done({ ...place, providerId }) : refused({ code: 'changed' })
}

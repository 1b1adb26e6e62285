import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { wantedInWords } from '../rules/permission-words.ts'
import { permissionsOf, permissionsOfStaff } from '../rules/permissions.ts'
import { listHeldGrants } from '../store/granting.ts'
import { listPersonRoles } from '../store/people.ts'
import { getColleague, getPlace } from '../store/places.ts'
import { closeWishes, listWishesOf } from '../store/wishes.ts'

/** Whose permissions were changed, and where. */
export type Changed = {
  readonly membershipId: string
  readonly accountId: string
  /** Null for the council's own staff. */
  readonly providerId: string | null
}

/** Whoever may do more or less than before hears of it. What they asked for and now hold is answered by it. */
export async function tellOfGrants(work: Work, place: Changed, text: string): Promise<void> {
  const { tx, now } = work
  const wishes = await listWishesOf(tx, place)
  const held = wishes.length === 0 ? new Set<string>() : await permissionsAt(work, place)
  const given = wishes.map(({ wants }) => wants).filter((wants) => held.has(wants))
  if (given.length > 0) await closeWishes(tx, { ...place, wants: given, now })
  await tell(work, place, given.length === 0 ? text : `As you asked, you may now ${inWords(given)}.`)
}

async function permissionsAt({ tx, today }: Work, { membershipId, providerId }: Changed): Promise<ReadonlySet<string>> {
  if (providerId === null) return new Set((await listPersonRoles(tx, membershipId)).flatMap(permissionsOfStaff))
  const held = await listHeldGrants(tx, { providerId, membershipId }, today)
  return new Set(held.filter(({ startsOn }) => startsOn <= today).flatMap(permissionsOf))
}

function inWords(permissions: readonly string[]): string {
  return permissions.map(wantedInWords).join('; ')
}

async function tell(work: Work, { membershipId, accountId, providerId }: Changed, text: string): Promise<void> {
  await notify(work, {
    event: providerId === null ? 'staff-roles.changed' : 'permissions.changed',
    to: { kind: 'people', providerId, accountIds: [accountId] },
    text,
    href: '/account',
    key: `permissions:${membershipId}:${work.now.toISOString()}`,
  })
}

export type DeclineRefusal = { readonly code: 'nothing-asked' }

/** The answer is no: nobody waits any longer for what will not come. On the council's side, of anybody. */
export async function declineWishes(work: Work, membershipId: string): Promise<Outcome<true, DeclineRefusal>> {
  return decline(work, await getPlace(work.tx, membershipId))
}

/** The same by an administrator of the organisation. */
export async function declineColleague(work: Work, membershipId: string): Promise<Outcome<true, DeclineRefusal>> {
  return decline(work, await getColleague(work.tx, membershipId))
}

async function decline(work: Work, place: Changed): Promise<Outcome<true, DeclineRefusal>> {
  const wants = (await listWishesOf(work.tx, place)).map((wish) => wish.wants)
  if (wants.length === 0) return refused({ code: 'nothing-asked' })
  await closeWishes(work.tx, { ...place, wants, now: work.now })
  await tell(work, place, `${work.actor.name} said no to what you asked for, to ${inWords(wants)}.`)
  await work.audit('people.wish-declined', { type: 'membership', id: place.membershipId }, { wants })
  return done(true)
}

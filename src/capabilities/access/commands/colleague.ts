import { addDays, daysBetween, type LocalDate } from '../../../core/dates.ts'
import { formatDay } from '../../../core/format.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { coverOf, isWithin, LONGEST_COVER_DAYS } from '../rules/given.ts'
import { endGrant, giveCover, listHeldGrants, type HeldGrant } from '../store/granting.ts'
import { confirmPlace, findPlaceOf, getColleague, lockPlace, setPlaceEnd } from '../store/places.ts'
import { grantCode } from './admit-person.ts'
import { alertOfLastAdministrator } from './last-administrator.ts'
import { tellOfGrants } from './tell-of-grants.ts'

/** What an organisation's administrators do about their own people without asking the council: nothing is opened by it. */
export type ColleagueRefusal = {
  readonly code:
    | 'ended-already'
    | 'day-passed'
    | 'nobody-chosen'
    | 'nothing-chosen'
    | 'not-yours'
    | 'days-wrong'
    | 'too-long'
    | 'not-held-then'
    | 'covers-themselves'
    | 'no-cover'
}

type Leaving = {
  readonly membershipId: string
  /** Undefined ends the place at once. */
  readonly lastDay: LocalDate | undefined
  readonly origin: string
}

/** Now, the person is out of every open session; on a date, nothing changes before it. */
export async function endColleague(
  work: Work,
  { membershipId, lastDay, origin }: Leaving,
): Promise<Outcome<true, ColleagueRefusal>> {
  const { tx, today } = work
  const { providerId } = await getColleague(tx, membershipId)
  const place = await lockPlace(tx, { membershipId, providerId })
  if (place.endsOn !== null && place.endsOn <= today) return refused({ code: 'ended-already' })
  if (lastDay !== undefined && lastDay < today) return refused({ code: 'day-passed' })
  const endsOn = lastDay === undefined ? today : addDays(lastDay, 1)
  await setPlaceEnd(tx, { membershipId, providerId }, endsOn)
  await work.audit('people.place-ended', { type: 'membership', id: membershipId }, { on: endsOn })
  await alertOfLastAdministrator(work, { membershipId, providerId, origin })
  return done(true)
}

/** "Still works here", for another quarter. */
export async function confirmColleague(work: Work, membershipId: string): Promise<Outcome<true, ColleagueRefusal>> {
  const place = await getColleague(work.tx, membershipId)
  if (place.endsOn !== null && place.endsOn <= work.today) return refused({ code: 'ended-already' })
  await confirmPlace(work.tx, membershipId, work.today)
  await work.audit('people.confirmed', { type: 'membership', id: membershipId })
  return done(true)
}

type Covering = {
  /** Who is away. */
  readonly away: string
  readonly by: string | undefined
  readonly grantIds: readonly string[]
  readonly firstDay: LocalDate
  readonly lastDay: LocalDate
}

/** Ends by itself. Only what the one who arranges it holds as well: cover is no way round the council. */
export async function arrangeCover(work: Work, cover: Covering): Promise<Outcome<true, ColleagueRefusal>> {
  const { tx, today } = work
  const { away, by, grantIds, firstDay, lastDay } = cover
  if (by === undefined) return refused({ code: 'nobody-chosen' })
  if (by === away) return refused({ code: 'covers-themselves' })
  const daysFault = faultOfDays(cover, today)
  if (daysFault !== undefined) return refused({ code: daysFault })
  const [absent, deputy] = [await getColleague(tx, away), await getColleague(tx, by)]
  if (isOver(absent.endsOn, today) || isOver(deputy.endsOn, today)) return refused({ code: 'ended-already' })
  const lent = (await listHeldGrants(tx, absent, today)).filter(
    ({ id, covers }) => covers === null && grantIds.includes(id),
  )
  if (lent.length === 0) return refused({ code: 'nothing-chosen' })
  const own = await listOwn(work)
  if (!lent.every((grant) => isWithin(own, grant))) return refused({ code: 'not-yours' })
  const grants = lent.map(coverOf)
  if (!lent.every((grant) => isHeldThroughout(grant, cover))) return refused({ code: 'not-held-then' })
  await giveCover(tx, { membershipId: by, covers: away, startsOn: firstDay, endsOn: addDays(lastDay, 1) }, grants)
  await work.audit(
    'people.cover-arranged',
    { type: 'membership', id: by },
    { covers: away, from: firstDay, until: lastDay, grants: grants.map(grantCode) },
  )
  const days = `from ${formatDay(firstDay)} to ${formatDay(lastDay)}`
  await tellOfGrants(work, deputy, `You cover for a colleague ${days}: you may do more on these days.`)
  await tellOfGrants(work, absent, `A colleague covers for you ${days}.`)
  return done(true)
}

type Days = Pick<Covering, 'firstDay' | 'lastDay'>

function faultOfDays({ firstDay, lastDay }: Days, today: LocalDate): 'days-wrong' | 'too-long' | undefined {
  if (firstDay < today || lastDay < firstDay) return 'days-wrong'
  return daysBetween(firstDay, lastDay) >= LONGEST_COVER_DAYS ? 'too-long' : undefined
}

/** Cover makes nothing last longer: on each of its days the absent person would have held it. */
function isHeldThroughout({ startsOn, endsOn }: HeldGrant, { firstDay, lastDay }: Days): boolean {
  return startsOn <= firstDay && (endsOn === null || endsOn > lastDay)
}

function isOver(endsOn: LocalDate | null, today: LocalDate): boolean {
  return endsOn !== null && endsOn <= today
}

/** What the one who acts holds today, covers left out: what is lent cannot be lent on. */
async function listOwn(work: Work) {
  const own = await findPlaceOf(work.tx, { accountId: work.accountId, providerId: work.tx.providerId })
  if (own === undefined) return []
  const place = { providerId: work.tx.providerId, membershipId: own.membershipId }
  const held = await listHeldGrants(work.tx, place, work.today)
  return held.filter(({ startsOn, covers }) => startsOn <= work.today && covers === null)
}

export async function endCover(
  work: Work,
  { membershipId, grantId }: { readonly membershipId: string; readonly grantId: string },
): Promise<Outcome<true, ColleagueRefusal>> {
  const place = await getColleague(work.tx, membershipId)
  const held = await listHeldGrants(work.tx, place, work.today)
  if (!held.some(({ id, covers }) => id === grantId && covers !== null)) return refused({ code: 'no-cover' })
  await endGrant(work.tx, { providerId: place.providerId, grantId }, work.today)
  await work.audit('people.cover-ended', { type: 'membership', id: membershipId }, { grant: grantId })
  await tellOfGrants(work, place, 'You no longer cover for a colleague in one kind of work.')
  return done(true)
}

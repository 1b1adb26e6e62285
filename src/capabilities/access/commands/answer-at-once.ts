import { localDate, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import { isUnderCeiling } from '../rules/ceiling.ts'
import { additions, isSameGrant, isWithin, type DatedGrant, type GivenGrant } from '../rules/given.ts'
import { findCeiling } from '../store/ceiling.ts'
import { decideRequest, type ContactRequest } from '../store/contact-requests.ts'
import { giveFirstGrants, listHeldGrants } from '../store/granting.ts'
import { findPlaceOf, getColleague, touchPlace, wasColleague } from '../store/places.ts'
import { admitPerson, grantCode } from './admit-person.ts'
import { tellOfGrants } from './tell-of-grants.ts'

type Asker = { readonly accountId: string; readonly today: LocalDate }
type Asked = Pick<ContactRequest, 'email' | 'membershipId' | 'corrects'>

/** Whether an administrator's request needs no answer of the council's: it corrects nothing and only adds, under the council's ceiling. */
export async function mayAnswerAtOnce(
  tx: Tx,
  asker: Asker,
  request: Asked,
  asked: readonly DatedGrant[],
): Promise<boolean> {
  if (request.membershipId === null) return !(await wasColleague(tx, request.email)) && mayGive(tx, asker, asked)
  if (request.corrects.length > 0) return false
  const added = await onlyAdded(tx, asker.today, { membershipId: request.membershipId, asked })
  return added !== undefined && mayGive(tx, asker, added)
}

/** Under the ceiling of the council, and nothing that the one who gives does not hold. */
async function mayGive(tx: Tx, { accountId, today }: Asker, grants: readonly GivenGrant[]): Promise<boolean> {
  const { providerId } = tx
  const ceiling = await findCeiling(tx, today)
  if (grants.length === 0) return false
  const own = await findPlaceOf(tx, { accountId, providerId })
  if (own === undefined) return false
  const held = await listHeldGrants(tx, { providerId, membershipId: own.membershipId }, today)
  const holds = held.filter(({ startsOn, covers }) => startsOn <= today && covers === null)
  return grants.every((grant) => isUnderCeiling(ceiling, grant) && isWithin(holds, grant))
}

/** Grants that ended long ago are rows as well. */
const EVER = localDate('1900-01-01')

type Change = { readonly membershipId: string; readonly asked: readonly DatedGrant[] }

/**
 * Undefined when something held would be changed or ended, or given again after it ended: the database lets an
 * organisation add a row and change none (decision 67).
 */
async function onlyAdded(
  tx: Tx,
  today: LocalDate,
  { membershipId, asked }: Change,
): Promise<readonly GivenGrant[] | undefined> {
  const { providerId, endsOn } = await getColleague(tx, membershipId)
  if (endsOn !== null && endsOn <= today) return undefined
  const ever = (await listHeldGrants(tx, { providerId, membershipId }, EVER)).filter(({ covers }) => covers === null)
  const added = additions(
    asked,
    ever.filter((grant) => grant.endsOn === null || grant.endsOn > today),
  )
  return added?.some((grant) => ever.some((one) => isSameGrant(one, grant))) ? undefined : added
}

type Answering = { readonly grants: readonly DatedGrant[]; readonly origin: string }
type AnswerRefusal = { readonly code: 'yourself' | 'here-already' | 'not-open' }

export async function answerAtOnce(
  work: Work,
  request: ContactRequest,
  { grants, origin }: Answering,
): Promise<Outcome<'invited' | 'given', AnswerRefusal>> {
  const { membershipId } = request
  const answered =
    membershipId === null
      ? await invite(work, request, { grants, origin })
      : await give(work, { membershipId, asked: grants })
  if (!answered.ok) return answered
  await decideRequest(work.tx, request, {
    status: 'approved',
    by: work.accountId,
    name: `${work.actor.name}, within what the council allows`,
    at: work.now,
    reason: null,
  })
  await work.audit('people.invited-directly', { type: 'contact-request', id: request.id })
  return answered
}

async function invite(
  work: Work,
  request: ContactRequest,
  { grants, origin }: Answering,
): Promise<Outcome<'invited', AnswerRefusal>> {
  const { providerId, givenName, familyName, email, phone, address, jobTitle } = request
  const name = `${givenName} ${familyName}`.trim()
  const admitted = await admitPerson(work, { providerId, name, email, phone, address, jobTitle, grants, origin })
  if (!admitted.ok) return refused({ code: admitted.refusal.code === 'yourself' ? 'yourself' : 'here-already' })
  return done('invited')
}

async function give(work: Work, change: Change): Promise<Outcome<'given', AnswerRefusal>> {
  const { tx, today, accountId } = work
  const place = await getColleague(tx, change.membershipId)
  if (place.accountId === accountId) return refused({ code: 'yourself' })
  const added = await onlyAdded(tx, today, change)
  if (added === undefined) return refused({ code: 'not-open' })
  await giveFirstGrants(tx, { ...place, today }, added)
  await touchPlace(tx, place)
  await work.audit('people.granted', { type: 'membership', id: place.membershipId }, { grants: added.map(grantCode) })
  await tellOfGrants(work, place, 'An administrator of your organisation gave you more permissions.')
  return done('given')
}

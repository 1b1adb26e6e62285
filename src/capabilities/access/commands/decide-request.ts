import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { mayMove } from '../rules/contact-request.ts'
import { isAllHeld, isSameGrant, withHeldDays, type DatedGrant } from '../rules/given.ts'
import { decideRequest, listAskedGrants, lockRequest, type ContactRequest } from '../store/contact-requests.ts'
import { endGrant, giveGrants, listHeldGrants } from '../store/granting.ts'
import { lockPlace, touchPlace } from '../store/places.ts'
import { admitPerson, datedCode, grantCode, type AdmitRefusal } from './admit-person.ts'
import { watchingAdministrators } from './last-administrator.ts'
import { applyCorrections, type DetailsRefusal } from './correct-details.ts'
import { tellOfGrants } from './tell-of-grants.ts'

export type DecideRefusal =
  | AdmitRefusal
  | { readonly code: 'decided-already'; readonly by: string }
  | DetailsRefusal
  | { readonly code: 'reason-missing' | 'changed' }

type Deciding = { readonly id: string; readonly version: number }

/** Nobody approves what they asked for, or what gives themselves access. */
export async function approveRequest(
  work: Work,
  { id, version, origin }: Deciding & { readonly origin: string },
): Promise<Outcome<true, DecideRefusal>> {
  const found = await lockOpen(work, { id, version })
  if (!found.ok) return found
  const request = found.value
  if (request.requestedBy === work.accountId) return refused({ code: 'yourself' })
  const grants = await listAskedGrants(work.tx, { providerId: null }, id)
  const applied =
    request.membershipId === null
      ? await admit(work, request, { grants, origin })
      : await change(work, { ...request, membershipId: request.membershipId }, { grants, origin })
  if (!applied.ok) return applied
  await decideRequest(work.tx, request, {
    status: 'approved',
    by: work.accountId,
    name: work.actor.name,
    at: work.now,
    reason: null,
  })
  await work.audit('people.request-approved', { type: 'contact-request', id }, { grants: grants.map(grantCode) })
  await tellRequester(work, request, 'approved')
  return done(true)
}

export async function refuseRequest(
  work: Work,
  { id, version, reason }: Deciding & { readonly reason: string },
): Promise<Outcome<true, DecideRefusal>> {
  if (reason === '') return refused({ code: 'reason-missing' })
  const found = await lockOpen(work, { id, version })
  if (!found.ok) return found
  await decideRequest(work.tx, found.value, {
    status: 'refused',
    by: work.accountId,
    name: work.actor.name,
    at: work.now,
    reason,
  })
  await work.audit('people.request-refused', { type: 'contact-request', id })
  await tellRequester(work, found.value, 'refused')
  return done(true)
}

async function lockOpen(work: Work, { id, version }: Deciding): Promise<Outcome<ContactRequest, DecideRefusal>> {
  const request = await lockRequest(work.tx, { providerId: null }, id)
  if (!mayMove(request.status, 'decide'))
    return refused({ code: 'decided-already', by: request.deciderName ?? request.requesterName })
  return request.rowVersion === version ? done(request) : refused({ code: 'changed' })
}

type Admitting = { readonly grants: readonly DatedGrant[]; readonly origin: string }

async function admit(
  work: Work,
  request: ContactRequest,
  { grants, origin }: Admitting,
): Promise<Outcome<true, DecideRefusal>> {
  const { providerId, givenName, familyName, email, phone, address, jobTitle } = request
  const name = `${givenName} ${familyName}`.trim()
  const admitted = await admitPerson(work, { providerId, name, email, phone, address, jobTitle, grants, origin })
  return admitted.ok ? done(true) : admitted
}

type Changing = ContactRequest & { readonly membershipId: string }

async function change(
  work: Work,
  request: Changing,
  { grants, origin }: Admitting,
): Promise<Outcome<true, DecideRefusal>> {
  const regranted = await watched(work, request, { grants, origin })
  if (!regranted.ok) return regranted
  const { membershipId, providerId, corrects } = request
  const wanted = { ...request, name: request.givenName }
  return applyCorrections(work, { membershipId, providerId, corrects, wanted, origin })
}

type Whose = { readonly providerId: string; readonly membershipId: string }

function watched(work: Work, { providerId, membershipId }: Whose, { grants, origin }: Admitting) {
  return watchingAdministrators(work, { providerId, origin }, () => regrant(work, { providerId, membershipId }, grants))
}

/** What was asked for takes the place of what was held, until the days it was held for; Main and covers stay as they are. */
async function regrant(work: Work, whose: Whose, asked: readonly DatedGrant[]): Promise<Outcome<true, DecideRefusal>> {
  const place = await lockPlace(work.tx, whose)
  if (place.accountId === work.accountId) return refused({ code: 'yourself' })
  if (place.endsOn !== null && place.endsOn <= work.today) return refused({ code: 'place-ended' })
  const held = await listHeldGrants(work.tx, whose, work.today)
  const over = held.filter(
    (grant) => grant.role !== 'main' && grant.covers === null && !asked.some((one) => isSameGrant(one, grant)),
  )
  for (const { id } of over) await endGrant(work.tx, { providerId: whose.providerId, grantId: id }, work.today)
  if (over.length === 0 && isAllHeld(asked, held)) return done(true)
  const given = withHeldDays(asked, held).filter(({ endsOn }) => endsOn === null || endsOn > work.today)
  await giveGrants(work.tx, { ...whose, today: work.today }, given)
  await touchPlace(work.tx, whose)
  await work.audit('people.granted', { type: 'membership', id: whose.membershipId }, { grants: given.map(datedCode) })
  await tellOfGrants(work, place, 'The council changed what you may do.')
  return done(true)
}

async function tellRequester(work: Work, request: ContactRequest, answer: 'approved' | 'refused'): Promise<void> {
  const { id, providerId, requestedBy } = request
  await notify(work, {
    event: 'access-request.answered',
    to: { kind: 'people', providerId, accountIds: [requestedBy] },
    text: `The council has ${answer} your request about a person of your organisation.`,
    href: `/provider/people/requests/${id}`,
    key: `contact-request:${id}`,
  })
}

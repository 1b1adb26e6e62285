import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { queueMail } from '../../../platform/mail.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { mayMove, type ContactDetails } from '../rules/contact-request.ts'
import { withHeldDays, type GivenGrant } from '../rules/given.ts'
import {
  addAskedGrants,
  dropAskedGrant,
  insertDraft,
  isAskedFor,
  listAskedGrants,
  lockRequest,
  moveOwnRequest,
  queueForAddress,
  saveDetails,
  type ContactRequest,
} from '../store/contact-requests.ts'
import { listHeldGrants } from '../store/granting.ts'
import { findSupportAddress, getColleague, isColleague } from '../store/places.ts'
import { takesAddress } from './admit-person.ts'
import { answerAtOnce, mayAnswerAtOnce } from './answer-at-once.ts'
import { lacksSecondAdministrator } from './second-administrator.ts'

/** What an organisation's administrators do about a request of theirs, until it is sent. */
export type RequestRefusal = {
  readonly code:
    | 'not-open'
    | 'changed'
    | 'nothing-asked'
    | 'asked-already'
    | 'here-already'
    | 'yourself'
    | 'domain-not-allowed'
    | 'second-administrator-missing'
}

export async function startRequest(work: Work, details: ContactDetails): Promise<Outcome<string, RequestRefusal>> {
  const email = details.email.toLowerCase()
  if (!(await takesAddress(work, email))) return refused({ code: 'domain-not-allowed' })
  const id = await insertDraft(work.tx, {
    ...details,
    email,
    kind: 'new',
    membershipId: null,
    requestedBy: work.accountId,
    requesterName: work.actor.name,
    now: work.now,
  })
  await work.audit('people.request-begun', { type: 'contact-request', id })
  return done(id)
}

/** Begins with what the person holds, so that what stays need not be typed again. Main stays as it is. */
export async function startChange(work: Work, membershipId: string): Promise<Outcome<string, RequestRefusal>> {
  const person = await getColleague(work.tx, membershipId)
  if (person.accountId === work.accountId) return refused({ code: 'yourself' })
  const held = await listHeldGrants(work.tx, person, work.today)
  const id = await insertDraft(work.tx, {
    givenName: person.name,
    familyName: '',
    address: person.address,
    phone: '',
    email: person.email.toLowerCase(),
    jobTitle: person.jobTitle,
    note: '',
    kind: 'change',
    membershipId,
    requestedBy: work.accountId,
    requesterName: work.actor.name,
    now: work.now,
  })
  await addAskedGrants(
    work.tx,
    id,
    held.filter(({ role, covers }) => role !== 'main' && covers === null),
  )
  await work.audit('people.request-begun', { type: 'contact-request', id })
  return done(id)
}

export async function changeDetails(
  work: Work,
  { id, details }: { readonly id: string; readonly details: ContactDetails },
): Promise<Outcome<true, RequestRefusal>> {
  const request = await lockRequest(work.tx, { providerId: work.tx.providerId }, id)
  if (!mayMove(request.status, 'edit') || request.kind === 'change') return refused({ code: 'not-open' })
  if (!(await takesAddress(work, details.email))) return refused({ code: 'domain-not-allowed' })
  await saveDetails(work.tx, id, { ...details, email: details.email.toLowerCase() })
  return done(true)
}

export async function askForGrants(
  work: Work,
  { id, grants }: { readonly id: string; readonly grants: readonly GivenGrant[] },
): Promise<Outcome<true, RequestRefusal>> {
  const request = await lockRequest(work.tx, { providerId: work.tx.providerId }, id)
  if (!mayMove(request.status, 'edit')) return refused({ code: 'not-open' })
  const held =
    request.membershipId === null
      ? []
      : await listHeldGrants(work.tx, { ...request, membershipId: request.membershipId }, work.today)
  await addAskedGrants(work.tx, id, withHeldDays(grants, held))
  return done(true)
}

export async function dropGrant(
  work: Work,
  { id, grantId }: { readonly id: string; readonly grantId: string },
): Promise<Outcome<true, RequestRefusal>> {
  const request = await lockRequest(work.tx, { providerId: work.tx.providerId }, id)
  if (!mayMove(request.status, 'edit')) return refused({ code: 'not-open' })
  await dropAskedGrant(work.tx, id, grantId)
  return done(true)
}

export async function withdrawRequest(work: Work, id: string): Promise<Outcome<true, RequestRefusal>> {
  const request = await lockRequest(work.tx, { providerId: work.tx.providerId }, id)
  if (!mayMove(request.status, 'withdraw')) return refused({ code: 'not-open' })
  await moveOwnRequest(work.tx, id, { status: 'withdrawn', now: work.now })
  await work.audit('people.request-withdrawn', { type: 'contact-request', id })
  return done(true)
}

type Sending = { readonly id: string; readonly origin: string }

/** Sent to the council, or answered at once where the council lets administrators give up to a ceiling. */
export async function sendRequest(
  work: Work,
  { id, origin }: Sending,
): Promise<Outcome<'requested' | 'invited' | 'given', RequestRefusal>> {
  const { tx } = work
  const request = await lockRequest(tx, { providerId: tx.providerId }, id)
  if (!mayMove(request.status, 'send')) return refused({ code: 'not-open' })
  const grants = await listAskedGrants(tx, { providerId: tx.providerId }, id)
  if (grants.length === 0 && request.kind === 'new') return refused({ code: 'nothing-asked' })
  const against = await againstSettings(work, request, grants)
  if (against !== undefined) return refused({ code: against })
  await queueForAddress(tx, request.email)
  if (await isAskedFor(tx, request.email)) return refused({ code: 'asked-already' })
  if (request.kind === 'new' && (await isColleague(tx, request.email, work.today)))
    return refused({ code: 'here-already' })
  if (await mayAnswerAtOnce(tx, work, request, grants)) return answerAtOnce(work, request, { grants, origin })
  await moveOwnRequest(tx, id, { status: 'requested', now: work.now })
  await work.audit('people.requested', { type: 'contact-request', id }, { kind: request.kind })
  await tellCouncil(work, `${origin}/council/contact-requests/${id}`)
  await notify(work, {
    event: 'access-request.waiting',
    to: { kind: 'staff', roles: ['portal-administration'] },
    text: 'A provider asks for a person’s access.',
    href: `/council/contact-requests/${id}`,
    key: `contact-request:${id}`,
  })
  return done('requested')
}

/** What the council's settings say against it; they may have changed since the request was begun. */
async function againstSettings(
  work: Work,
  request: ContactRequest,
  grants: readonly GivenGrant[],
): Promise<'domain-not-allowed' | 'second-administrator-missing' | undefined> {
  const addressIsNew = request.kind === 'new' || request.corrects.includes('email')
  if (addressIsNew && !(await takesAddress(work, request.email))) return 'domain-not-allowed'
  return (await lacksSecondAdministrator(work, { ...request, grants: grants }))
    ? 'second-administrator-missing'
    : undefined
}

async function tellCouncil(work: Work, address: string): Promise<void> {
  const recipient = await findSupportAddress(work.tx)
  if (recipient === undefined) return
  await queueMail(work, {
    recipient,
    subject: 'A request about a person’s access waits in Provider Portal',
    body: `See it and decide: ${address}`,
  })
}

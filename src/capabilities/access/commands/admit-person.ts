import { addDays } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { isSameGrant, type DatedGrant, type GivenGrant } from '../rules/given.ts'
import { isAllowedDomain } from '../rules/allowed-domain.ts'
import { getPeopleSettings } from '../store/people-settings.ts'
import { endGrant, giveFirstGrants, giveGrants, listHeldGrants } from '../store/granting.ts'
import { findOrMakeAccount, findPlaceOf, makePlace, passGate, setPlaceEnd } from '../store/places.ts'
import { mailNewPlace, mailSetUpLink } from './invite.ts'

export type Admitted = {
  /** Null for the council's own staff. */
  readonly providerId: string | null
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  /** As the request for the person gave them. */
  readonly phone?: string
  readonly address?: string
  readonly grants: readonly GivenGrant[]
  readonly origin: string
}
export type AdmitRefusal = { readonly code: 'already-here' | 'account-disabled' | 'yourself' | 'domain-not-allowed' }

/** A place, what may be done there, and the way in. Whoever was here before comes back to the same place. */
export async function admitPerson(work: Work, person: Admitted): Promise<Outcome<string, AdmitRefusal>> {
  const { providerId, name, email, phone = '', grants, origin } = person
  if (providerId !== null && !(await takesAddress(work, email))) return refused({ code: 'domain-not-allowed' })
  const account = await passGate({ tx: work.tx, role: work.actor.scope.role }, () =>
    findOrMakeAccount(work.tx, { email, name, phone }),
  )
  if (account.id === work.accountId) return refused({ code: 'yourself' })
  if (account.status === 'disabled') return refused({ code: 'account-disabled' })
  const membershipId = await openPlace(work, account.id, person)
  if (membershipId === undefined) return refused({ code: 'already-here' })
  if (account.status === 'invited') await mailSetUpLink(work, { accountId: account.id, email, origin })
  else await mailNewPlace(work, { email, origin })
  await work.audit(
    'people.admitted',
    { type: 'membership', id: membershipId },
    { grants: grants.map(grantCode), provider: providerId },
  )
  return done(membershipId)
}

/** Where the council named domains, its providers' people have addresses there. Its own staff it adds as it sees fit. */
export async function takesAddress({ tx, today }: Work, email: string): Promise<boolean> {
  const { domains } = await getPeopleSettings(tx, today)
  return isAllowedDomain(email, domains)
}

/** Undefined when the person has the place already. */
async function openPlace(work: Work, accountId: string, person: Admitted): Promise<string | undefined> {
  const { providerId, name, email, jobTitle, address = '', grants } = person
  const { tx, today } = work
  const before = await findPlaceOf(tx, { accountId, providerId })
  if (before === undefined) {
    const membershipId = await makePlace(tx, { accountId, providerId, name, email, jobTitle, address, today })
    if (membershipId !== undefined && providerId !== null)
      await giveFirstGrants(tx, { providerId, membershipId, today }, grants)
    return membershipId
  }
  if (!isOver(before.endsOn, today)) return undefined
  await setPlaceEnd(tx, before, null)
  const { membershipId } = before
  if (providerId !== null) await giveOnly(work, { providerId, membershipId }, grants)
  return membershipId
}

/** Whoever comes back holds what is given now, and nothing of what was never ended when they left. */
async function giveOnly(
  { tx, today }: Work,
  whose: { readonly providerId: string; readonly membershipId: string },
  grants: readonly GivenGrant[],
): Promise<void> {
  const earlier = await listHeldGrants(tx, whose, today)
  for (const grant of earlier)
    if (grant.covers !== null || !grants.some((one) => isSameGrant(one, grant)))
      await endGrant(tx, { providerId: whose.providerId, grantId: grant.id }, today)
  await giveGrants(
    tx,
    { ...whose, today },
    grants.map((grant) => ({ ...grant, endsOn: null })),
  )
}

function isOver(endsOn: string | null, today: string): boolean {
  return endsOn !== null && endsOn <= today
}

/** As the audit log keeps it: names of services may change, ids do not. */
export function grantCode({ role, mode, scope, contractId, serviceId }: GivenGrant): string {
  return [role, mode, scope, contractId ?? serviceId].filter((part) => part !== null).join(' ')
}

/** The same with the last day, where there is one. */
export function datedCode({ endsOn, ...grant }: DatedGrant): string {
  return endsOn === null ? grantCode(grant) : `${grantCode(grant)} until ${addDays(endsOn, -1)}`
}

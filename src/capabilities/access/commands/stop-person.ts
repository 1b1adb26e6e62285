import { addDays, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { recordEvent, type AccountEventKind } from '../store/accounts.ts'
import { throughGate } from '../store/gate.ts'
import { getPlace, lockPlace, setPlaceEnd } from '../store/places.ts'
import { disableAccount, enableAccount, lockByStaff, shutOut, worksElsewhere } from '../store/stopping.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { alertOfLastAdministrator } from './last-administrator.ts'

export const LONGEST_REASON = 500
export type StopRefusal = {
  readonly code:
    | 'yourself'
    | 'reason-missing'
    | 'reason-too-long'
    | 'locked-already'
    | 'disabled-already'
    | 'works-elsewhere'
    | 'not-disabled'
    | 'ended-already'
    | 'day-passed'
}
type Because = { readonly membershipId: string; readonly reason: string }
type Stop = Outcome<true, StopRefusal>

/** Signed out everywhere, and kept out until the council unlocks. Any council of the person may, as any may unlock. */
export async function lockPerson(work: Work, { membershipId, reason }: Because): Promise<Stop> {
  const { accountId } = await getPlace(work.tx, membershipId)
  const fault = faultOf(work, accountId, reason)
  if (fault !== undefined) return refused({ code: fault })
  const { tx, now } = work
  const locked = await throughGate(tx, async () => {
    if (!(await lockByStaff(tx, { accountId, now }))) return false
    await shutOut(tx, { accountId, now })
    await tell(work, accountId, { kind: 'locked-by-staff', what: 'locked' })
    return true
  })
  if (!locked) return refused({ code: 'locked-already' })
  await work.audit('people.locked', { type: 'account', id: accountId }, { reason: reason.trim() })
  return done(true)
}

/** For good, until the council opens it again. An account that opens places of other councils is not one council's to close. */
export async function disablePerson(work: Work, { membershipId, reason }: Because): Promise<Stop> {
  const { accountId } = await getPlace(work.tx, membershipId)
  const fault = faultOf(work, accountId, reason)
  if (fault !== undefined) return refused({ code: fault })
  const { tx, now, today } = work
  const refusal = await throughGate(tx, async () => {
    if (await worksElsewhere(tx, { accountId, councilId: tx.councilId, today })) return 'works-elsewhere'
    if (!(await disableAccount(tx, accountId))) return 'disabled-already'
    await shutOut(tx, { accountId, now })
    await tell(work, accountId, { kind: 'disabled', what: 'disabled' })
    return undefined
  })
  if (refusal !== undefined) return refused({ code: refusal })
  await work.audit('people.disabled', { type: 'account', id: accountId }, { reason: reason.trim() })
  return done(true)
}

export async function enablePerson(work: Work, { membershipId, reason }: Because): Promise<Stop> {
  const { accountId } = await getPlace(work.tx, membershipId)
  const fault = faultOf(work, accountId, reason)
  if (fault !== undefined) return refused({ code: fault })
  const enabled = await throughGate(work.tx, async () => {
    if (!(await enableAccount(work.tx, accountId))) return false
    await tell(work, accountId, { kind: 'enabled', what: 'open again' })
    return true
  })
  if (!enabled) return refused({ code: 'not-disabled' })
  await work.audit('people.enabled', { type: 'account', id: accountId }, { reason: reason.trim() })
  return done(true)
}

type Leaving = { readonly membershipId: string; readonly lastDay: LocalDate; readonly origin: string }

/** With a last day nothing changes before it is over. A later one may be set, or an earlier one, until then. */
export async function setLastDay(work: Work, { membershipId, lastDay, origin }: Leaving): Promise<Stop> {
  const { tx, today } = work
  const { providerId } = await getPlace(tx, membershipId)
  const place = await lockPlace(tx, { membershipId, providerId })
  if (place.accountId === work.accountId) return refused({ code: 'yourself' })
  if (place.endsOn !== null && place.endsOn <= today) return refused({ code: 'ended-already' })
  if (lastDay < today) return refused({ code: 'day-passed' })
  const endsOn = addDays(lastDay, 1)
  await setPlaceEnd(tx, { membershipId, providerId }, endsOn)
  await work.audit('people.place-ended', { type: 'membership', id: membershipId }, { on: endsOn })
  await alertOfLastAdministrator(work, { membershipId, providerId, origin })
  return done(true)
}

function faultOf(work: Work, accountId: string, reason: string): StopRefusal['code'] | undefined {
  if (accountId === work.accountId) return 'yourself'
  if (reason.trim() === '') return 'reason-missing'
  return reason.trim().length > LONGEST_REASON ? 'reason-too-long' : undefined
}

type Told = { readonly kind: AccountEventKind; readonly what: string }

/** The reason stays with the council: who wrote the mail's address down wrongly must not read it. */
async function tell({ tx, now, today }: Work, accountId: string, { kind, what }: Told): Promise<void> {
  await recordEvent(tx, now, { accountId, kind })
  await tellOwner(tx, {
    accountId,
    subject: `Your Provider Portal account is ${what}`,
    body: `The council made it so. If you do not know why, ask the council.`,
    now,
    today,
  })
}

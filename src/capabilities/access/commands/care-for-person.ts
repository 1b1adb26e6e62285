import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { recordEvent } from '../store/accounts.ts'
import { throughGate } from '../store/gate.ts'
import { answerHelp, endPlace, getPerson } from '../store/people.ts'
import { demandNewPassword, unlock } from '../store/set-up.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { getPlace } from '../store/places.ts'
import { mailSetUpLink } from './invite.ts'
import { alertOfLastAdministrator } from './last-administrator.ts'

/** What portal administration does for a person of its council. Each act is in the council's audit and in the person's own record. */
export type CareRefusal = { readonly code: 'not-locked' | 'ended-already' | 'yourself' }

export async function unlockPerson(work: Work, membershipId: string): Promise<Outcome<true, CareRefusal>> {
  const { accountId } = await getPerson(work.tx, membershipId)
  const unlocked = await throughGate(work.tx, async () => {
    const was = await unlock(work.tx, accountId)
    if (!was) return false
    await recordEvent(work.tx, work.now, { accountId, kind: 'unlocked' })
    await tellOwner(work.tx, {
      accountId,
      subject: 'Your Provider Portal account is unlocked',
      body: 'The council unlocked it. If you did not ask for that, tell the council.',
      now: work.now,
      today: work.today,
    })
    return true
  })
  if (!unlocked) return refused({ code: 'not-locked' })
  await answerHelp(work.tx, accountId, work.now)
  await work.audit('people.unlocked', { type: 'account', id: accountId })
  return done(true)
}

/** Everyone signed in as this person is out, and the next sign-in leads to choosing a new password. */
export async function forceNewPassword(work: Work, membershipId: string): Promise<Outcome<true, CareRefusal>> {
  const { accountId } = await getPerson(work.tx, membershipId)
  if (accountId === work.accountId) return refused({ code: 'yourself' })
  await throughGate(work.tx, async () => {
    await demandNewPassword(work.tx, accountId)
    await recordEvent(work.tx, work.now, { accountId, kind: 'new-password-demanded' })
    await tellOwner(work.tx, {
      accountId,
      subject: 'You are asked for a new password in Provider Portal',
      body: [
        'The council signed you out everywhere. Sign in with your present password: you are then asked to choose a new one.',
        'If you do not know why, ask the council.',
      ].join('\n\n'),
      now: work.now,
      today: work.today,
    })
  })
  await work.audit('people.new-password-demanded', { type: 'account', id: accountId })
  return done(true)
}

/** A leaver loses the place at once; other places of the same person stay. */
export async function endPersonPlace(
  work: Work,
  { membershipId, origin }: { readonly membershipId: string; readonly origin: string },
): Promise<Outcome<true, CareRefusal>> {
  const person = await getPerson(work.tx, membershipId)
  if (person.accountId === work.accountId) return refused({ code: 'yourself' })
  if (!(await endPlace(work.tx, membershipId, work.today))) return refused({ code: 'ended-already' })
  await work.audit('people.place-ended', { type: 'membership', id: membershipId }, { on: work.today })
  const { providerId } = await getPlace(work.tx, membershipId)
  await alertOfLastAdministrator(work, { membershipId, providerId, origin })
  return done(true)
}

/** Staff start it and never see or choose a password: the person sets up their sign-in by a link that works once. */
export async function sendSetUpLink(
  work: Work,
  { membershipId, origin }: { readonly membershipId: string; readonly origin: string },
): Promise<Outcome<true, CareRefusal>> {
  const { accountId, email } = await getPerson(work.tx, membershipId)
  await mailSetUpLink(work, { accountId, email, origin })
  await answerHelp(work.tx, accountId, work.now)
  await work.audit('people.set-up-link-sent', { type: 'account', id: accountId })
  return done(true)
}

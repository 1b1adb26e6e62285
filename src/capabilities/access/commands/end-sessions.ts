import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { recordEvent } from '../store/accounts.ts'
import { throughGate } from '../store/gate.ts'
import { endSessionsAt } from '../store/open-sessions.ts'
import { getPlace } from '../store/places.ts'
import { tellOwner } from '../store/tell-owner.ts'

export type SessionsRefusal = { readonly code: 'over-already' }
type Ending = { readonly membershipId: string; readonly startedAt: Date | undefined }

/** A lost telephone, a browser left open in an office: out of this council's places with the next request. */
export async function endSessionsOfPerson(
  work: Work,
  { membershipId, startedAt }: Ending,
): Promise<Outcome<true, SessionsRefusal>> {
  const { tx, now, today } = work
  const { accountId } = await getPlace(tx, membershipId)
  const ended = await throughGate(tx, async () => {
    const count = await endSessionsAt(tx, { accountId, councilId: tx.councilId }, startedAt)
    if (count === 0) return 0
    await recordEvent(tx, now, { accountId, kind: 'sessions-ended' })
    await tellOwner(tx, {
      accountId,
      subject: 'The council signed you out of Provider Portal',
      body: 'Sign in again to go on. If you do not know why, ask the council.',
      now,
      today,
    })
    return count
  })
  if (ended === 0) return refused({ code: 'over-already' })
  await work.audit('people.sessions-ended', { type: 'account', id: accountId }, { ended })
  return done(true)
}

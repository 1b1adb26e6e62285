import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import { mustChange } from '../rules/password-policy.ts'
import { listPlaces, lockAccount, recordEvent, type Place } from '../store/accounts.ts'
import { movePlace } from '../store/sessions.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { passwordAge } from './password-age.ts'

export type PlaceRefusal = { readonly code: 'not-a-place' | 'must-change-password' }
type Choice = { readonly token: string; readonly accountId: string; readonly membershipId: string }

/** Only a place of one's own, and only while it lasts. The session gets a new token with it. */
export async function choosePlace(
  access: Access,
  { token, accountId, membershipId }: Choice,
): Promise<Outcome<{ readonly token: string; readonly place: Place }, PlaceRefusal>> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const today = londonToday(now)
    const [account, places] = await Promise.all([lockAccount(tx, accountId), listPlaces(tx, accountId, today)])
    const policies = places.map(({ policy }) => policy)
    if (mustChange(passwordAge(account), policies, today)) return refused({ code: 'must-change-password' })
    const place = places.find((one) => one.membershipId === membershipId)
    if (place === undefined) return refused({ code: 'not-a-place' })
    const next = newToken()
    await movePlace(tx, { from: hashToken(token), to: hashToken(next), accountId }, place)
    await recordEvent(tx, now, { accountId, kind: 'place-chosen', details: { membershipId } })
    return done({ token: next, place })
  })
}

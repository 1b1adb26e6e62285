import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import { mustChange } from '../rules/password-policy.ts'
import { isOpenTo } from '../rules/sign-on.ts'
import { mayAcceptLater } from '../rules/policy.ts'
import { listPlaces, lockAccount, recordEvent, type Place } from '../store/accounts.ts'
import { listDuePolicies } from '../store/policies.ts'
import { movePlace } from '../store/sessions.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { passwordAge } from './password-age.ts'

type PlaceRefusal = { readonly code: 'not-a-place' | 'must-change-password' | 'policies-due' }
type Placed = { readonly token: string; readonly place: Place }
type Choice = {
  readonly token: string
  readonly accountId: string
  readonly membershipId: string
  /** Of the session: the connection it came through. */
  readonly through: string | null
  /** The person was shown the council's policies and will accept them later, which the grace allows. */
  readonly later?: boolean
}

/** Only a place of one's own, and only while it lasts. The session gets a new token with it. */
export async function choosePlace(
  access: Access,
  { token, accountId, membershipId, through, later = false }: Choice,
): Promise<Outcome<Placed, PlaceRefusal>> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const today = londonToday(now)
    const [account, places] = await Promise.all([lockAccount(tx, accountId), listPlaces(tx, accountId, today)])
    const policies = places.map(({ policy }) => policy)
    if (through === null && mustChange(passwordAge(account), policies, today))
      return refused({ code: 'must-change-password' })
    const place = places.find((one) => one.membershipId === membershipId && isOpenTo(one, through))
    if (place === undefined) return refused({ code: 'not-a-place' })
    const due = await listDuePolicies(tx, { councilId: place.councilId, accountId })
    if (due.length > 0 && !(later && mayAcceptLater(due, today))) return refused({ code: 'policies-due' })
    const next = newToken()
    await movePlace(tx, { from: hashToken(token), to: hashToken(next), accountId }, place)
    await recordEvent(tx, now, { accountId, kind: 'place-chosen', details: { membershipId } })
    return done({ token: next, place })
  })
}

/** Who has one place only is not asked. */
export async function chooseOnlyPlace(
  access: Access,
  session: { readonly token: string; readonly accountId: string; readonly through: string | null },
): Promise<Placed | undefined> {
  const today = londonToday(access.clock.now())
  const places = await access.db.read(gate, (tx) => listPlaces(tx, session.accountId, today))
  const [place, ...others] = places.filter((one) => isOpenTo(one, session.through))
  if (place === undefined || others.length > 0) return undefined
  const outcome = await choosePlace(access, { ...session, membershipId: place.membershipId })
  return outcome.ok ? outcome.value : undefined
}

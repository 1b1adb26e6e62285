import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import { listPlaces, recordEvent, type Place } from '../store/accounts.ts'
import { isOpenTo } from '../rules/sign-on.ts'
import { keepAcceptance, listDuePolicies, type DuePolicy } from '../store/policies.ts'
import { gate, type Access } from './access.ts'

type At = {
  readonly accountId: string
  readonly membershipId: string
  /** Of the session: the connection it came through. */
  readonly through: string | null
}
export type Due = { readonly place: Place; readonly policies: readonly DuePolicy[] }

/** What is to be accepted before this place opens; undefined when it is no place of this person. */
export async function policiesDue(access: Access, { accountId, membershipId, through }: At): Promise<Due | undefined> {
  return access.db.read(gate, async (tx) => {
    const places = await listPlaces(tx, accountId, londonToday(access.clock.now()))
    const place = places.find((one) => one.membershipId === membershipId && isOpenTo(one, through))
    if (place === undefined) return undefined
    return { place, policies: await listDuePolicies(tx, { councilId: place.councilId, accountId }) }
  })
}

type Accepting = At & { readonly shown: readonly string[]; readonly address: string }

/** Only what the person was shown: a version published while the page was open has not been read. */
export async function acceptPolicies(
  access: Access,
  accepting: Accepting,
): Promise<Outcome<true, { readonly code: 'newer-version' | 'not-a-place' }>> {
  const now = access.clock.now()
  const { accountId, membershipId, through, shown, address } = accepting
  return access.db.write(gate, async (tx) => {
    const places = await listPlaces(tx, accountId, londonToday(now))
    const place = places.find((one) => one.membershipId === membershipId && isOpenTo(one, through))
    if (place === undefined) return refused({ code: 'not-a-place' })
    const { councilId } = place
    const due = await listDuePolicies(tx, { councilId, accountId })
    if (due.some(({ id }) => !shown.includes(id))) return refused({ code: 'newer-version' })
    if (due.length === 0) return done(true)
    await keepAcceptance(tx, { councilId, accountId, policyIds: due.map(({ id }) => id), address, now })
    await recordEvent(tx, now, { accountId, kind: 'policies-accepted', address, details: { membershipId } })
    return done(true)
  })
}

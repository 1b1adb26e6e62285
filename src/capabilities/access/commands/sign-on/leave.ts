import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import { stepHasExpired } from '../../rules/session-limits.ts'
import {
  countDepartures,
  findSignOnAttempt,
  forgetSignOnAttempts,
  keepSignOnAttempt,
} from '../../store/sign-on/attempts.ts'
import { findConnection, type Connection } from '../../store/sign-on/connections.ts'
import { gate, hashToken, newToken, type Access } from '../access.ts'
import { addressToLeaveFor, requestOf, type IssuerRefusal } from './issuer.ts'
import { samlAddressToLeaveFor } from './saml.ts'

const KEPT_MINUTES = 60
const COUNTED_MINUTES = 5
/** An office shares an address. */
const MOST_DEPARTURES = 120

type Leaving = {
  readonly connectionId: string
  readonly address: string
  readonly returnTo: string
} & (
  | { readonly purpose: 'sign-in' }
  | { readonly purpose: 'proof'; readonly accountId: string; readonly session: string }
  | { readonly purpose: 'try'; readonly accountId: string }
)
export type LeaveRefusal = { readonly code: 'not-open' | 'too-many-tries' }

/** Notes that this browser leaves for the issuer; whoever tries a connection out may do so before it is in use. */
export async function leave(
  access: Access,
  leaving: Leaving,
): Promise<Outcome<{ readonly token: string }, LeaveRefusal>> {
  const now = access.clock.now()
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const token = newToken()
  return access.db.write(gate, async (tx) => {
    const { connectionId, purpose, address, returnTo } = leaving
    const connection = await findConnection(tx, connectionId)
    if (connection === undefined || !(connection.enabled || purpose === 'try')) return refused({ code: 'not-open' })
    if ((await countDepartures(tx, address, before(COUNTED_MINUTES))) >= MOST_DEPARTURES)
      return refused({ code: 'too-many-tries' })
    await keepSignOnAttempt(tx, hashToken(token), {
      councilId: connection.councilId,
      connectionId,
      purpose,
      accountId: leaving.purpose === 'sign-in' ? null : leaving.accountId,
      sessionHash: leaving.purpose === 'proof' ? hashToken(leaving.session) : null,
      returnTo,
      address,
      createdAt: now,
      ...(connection.kind === 'saml' && keptOf(token)),
    })
    await forgetSignOnAttempts(tx, before(KEPT_MINUTES))
    return done({ token })
  })
}

function keptOf(token: string) {
  const { requestId, relayState } = requestOf(token)
  return { requestId, relayHash: hashToken(relayState) }
}

export type Onward = { readonly connection: Connection; readonly to: string }
type OnwardRefusal = IssuerRefusal | { readonly code: 'expired' }

/** Where the browser that left goes on to. */
export async function onward(
  access: Access,
  { token, connectionId }: { readonly token: string; readonly connectionId: string },
): Promise<
  Outcome<
    Onward,
    { readonly refusal: OnwardRefusal; readonly connection: Connection | undefined; readonly code: 'refused' }
  >
> {
  const [attempt, connection] = await access.db.read(gate, (tx) =>
    Promise.all([findSignOnAttempt(tx, hashToken(token)), findConnection(tx, connectionId)]),
  )
  const isOurs = attempt !== undefined && attempt.connectionId === connectionId
  if (!isOurs || connection === undefined || stepHasExpired(attempt.createdAt, access.clock.now()))
    return refused({ code: 'refused', refusal: { code: 'expired' }, connection })
  const again = attempt.purpose === 'proof'
  const address =
    connection.kind === 'saml'
      ? await samlAddressToLeaveFor(access, connection, { ...requestOf(token), again })
      : await addressToLeaveFor(access, connection, { token, again })
  if (!address.ok) return refused({ code: 'refused', refusal: address.refusal, connection })
  return done({ connection, to: address.value })
}

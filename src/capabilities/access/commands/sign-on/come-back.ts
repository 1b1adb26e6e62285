import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import type { FaceScope } from '../../../../platform/db/scope.ts'
import { systemAccountId } from '../../../../platform/db/scope.ts'
import { workRunner, type Actor, type Work } from '../../../../platform/work.ts'
import { stepHasExpired } from '../../rules/session-limits.ts'
import {
  assertedIn,
  decideArrival,
  isStrongEnough,
  rolesFor,
  type Arrived,
  type Asserted,
  type Claims,
  type GroupRole,
  type NotLetIn,
  type SignOnReason,
} from '../../rules/sign-on.ts'
import type { StaffRole } from '../../rules/permissions.ts'
import { lockAccount, recordEvent } from '../../store/accounts.ts'
import { findOrMakeAccount, makePlace, passGate } from '../../store/places.ts'
import { noteProof, takeSignOnAttempt, type SignOnAttempt } from '../../store/sign-on/attempts.ts'
import { findConnection, listGroupRoles, noteUse, type Connection } from '../../store/sign-on/connections.ts'
import { listGroupWords } from '../../store/scim/groups.ts'
import { saveStaffRoles } from '../../store/staff.ts'
import { activate, findArriving, findSubject, linkSubject } from '../../store/sign-on/people.ts'
import { gate, hashToken, type Access } from '../access.ts'
import { enter, type Arrival, type SignedIn } from '../enter.ts'
import { followGroups } from './follow-groups.ts'
import { claimsBroughtBack, type IssuerRefusal } from './issuer.ts'

type ComingBack = Arrival & {
  readonly connectionId: string
  /** Of the browser that left; empty when this is another one. */
  readonly token: string
  readonly query: string
}
export type CameBack =
  | { readonly purpose: 'sign-in'; readonly signedIn: SignedIn }
  | { readonly purpose: 'proof'; readonly returnTo: string }
  | { readonly purpose: 'try'; readonly connection: Connection; readonly seen: Seen }
/** What whoever sets a connection up is shown of their own sign-in. */
export type Seen = {
  readonly asserted: Asserted
  readonly claims: Claims
  readonly roles: readonly StaffRole[]
  readonly reason: SignOnReason | undefined
}
export type BackRefusal =
  | { readonly code: 'expired'; readonly connection: Connection | undefined }
  | { readonly code: 'issuer'; readonly connection: Connection; readonly why: IssuerRefusal }
  /** The same for all reasons: who is at the keyboard has shown who they are, but not to whom it is told. */
  | { readonly code: 'not-let-in'; readonly connection: Connection }
  | { readonly code: 'not-proved'; readonly connection: Connection; readonly returnTo: string }

/** Once: whoever brings the answer takes the departure with it, and an answer for another connection takes nothing. */
export async function comeBack(access: Access, coming: ComingBack): Promise<Outcome<CameBack, BackRefusal>> {
  const taken = await takeUp(access, coming)
  if (!taken.ok) return taken
  const { attempt, connection } = taken.value
  const { token, query } = coming
  if (connection.kind === 'saml') {
    const claims = claimsWaiting(attempt, query)
    return claims === undefined
      ? refused({ code: 'expired', connection })
      : welcome(access, coming, taken.value, claims)
  }
  const brought = await claimsBroughtBack(access, connection, { token, query, wants: wantedOf(connection) })
  if (!brought.ok) {
    await noteRefusedArrival(access, connection, { reason: brought.refusal.code, detail: brought.refusal.detail })
    return refused({ code: 'issuer', connection, why: brought.refusal })
  }
  return welcome(access, coming, taken.value, brought.value)
}

/** The browser that brought a SAML answer was told a word, and the one that left has the cookie: this is both. */
function claimsWaiting({ answer, answerHash }: SignOnAttempt, query: string): Claims | undefined {
  const word = new URLSearchParams(query).get('answer') ?? ''
  return answer !== null && answerHash?.equals(hashToken(word)) === true ? answer : undefined
}

async function welcome(
  access: Access,
  coming: ComingBack,
  taken: Taken,
  claims: Claims,
): Promise<Outcome<CameBack, BackRefusal>> {
  const { attempt, connection } = taken
  const asserted = assertedIn(claims, connection)
  const arriving = { access, coming, asserted, now: access.clock.now(), ...taken }
  switch (attempt.purpose) {
    case 'sign-in':
      return letIn(arriving)
    case 'proof':
      return takeProof(arriving)
    case 'try':
      return done({ purpose: 'try', connection, seen: { ...(await tryOut(arriving)), claims } })
  }
}

type Taken = Pick<Arriving, 'attempt' | 'connection' | 'map'>

async function takeUp(access: Access, { connectionId, token }: ComingBack): Promise<Outcome<Taken, BackRefusal>> {
  const [attempt, connection, map] = await access.db.write(gate, async (tx) => {
    const taken = await takeSignOnAttempt(tx, hashToken(token))
    const found = await findConnection(tx, connectionId)
    return [taken, found, found === undefined ? [] : await listGroupRoles(tx, found)] as const
  })
  const isOurs = attempt?.connectionId === connectionId && !stepHasExpired(attempt.createdAt, access.clock.now())
  if (attempt === undefined || connection === undefined || !isOurs) return refused({ code: 'expired', connection })
  if (!connection.enabled && attempt.purpose !== 'try') return refused({ code: 'expired', connection })
  return done({ attempt, connection, map })
}

function wantedOf({ rolesFollowGroups, groupsClaim }: Connection): readonly string[] {
  return rolesFollowGroups ? ['email', groupsClaim] : ['email']
}

type Arriving = {
  readonly access: Access
  readonly coming: ComingBack
  readonly attempt: SignOnAttempt
  readonly connection: Connection
  readonly map: readonly GroupRole[]
  readonly asserted: Asserted
  readonly now: Date
}

/** In the council's log as its service, for the council's people are changed by it. */
export function signOnActor({ councilId }: Pick<Connection, 'councilId'>, name = 'Single sign-on'): Actor {
  const scope: FaceScope = { role: 'portal_council', councilId, accountId: systemAccountId }
  return { scope, name, face: 'system' }
}

async function letIn(arriving: Arriving): Promise<Outcome<CameBack, BackRefusal>> {
  const { access, connection, asserted } = arriving
  const runner = workRunner(access.db, access.clock)
  const once = () => runner.run(signOnActor(connection), (work) => admit(work, arriving))
  // The other one has been added by now, so the second look finds them.
  const outcome = await once()
    .catch((fault: unknown) => (fault instanceof Overtaken ? once() : Promise.reject(fault as Error)))
    .catch(overtakenOnly)
  if (outcome.ok) return done({ purpose: 'sign-in', signedIn: outcome.value })
  await noteRefusedArrival(access, connection, { reason: outcome.refusal.code, detail: asserted.email })
  return refused({ code: 'not-let-in', connection })
}

/** Thrown so that nothing stays of an arrival that was overtaken by another one of the same person. */
class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

function overtakenOnly(fault: unknown): Outcome<never, { readonly code: SignOnReason }> {
  if (fault instanceof Overtaken) return refused({ code: 'linked-to-another' })
  throw fault
}

async function admit(work: Work, arriving: Arriving): Promise<Outcome<SignedIn, { readonly code: SignOnReason }>> {
  const { connection, coming, attempt, now } = arriving
  const decided = await decide(work, arriving)
  if (!decided.ok) {
    if (decided.refusal.roleless !== undefined) await followGroups(work, decided.refusal.roleless, [])
    await recordRefusal(work, coming.address)
    return decided
  }
  const accountId = await settle(work, arriving, decided.value)
  return throughTheGate(work, async () => {
    await activate(work.tx, accountId)
    await noteUse(work.tx, connection, now)
    const account = await lockAccount(work.tx, accountId)
    const through = { councilId: connection.councilId, id: connection.id }
    const entering = { arrival: coming, accountId, account, now, returnTo: attempt.returnTo, next: undefined, through }
    return done(await enter(work.tx, entering))
  })
}

function throughTheGate<T>(work: Work, use: () => Promise<T>): Promise<T> {
  return passGate({ tx: work.tx, role: 'portal_council' }, use)
}

type Deciding = Pick<Arriving, 'connection' | 'map' | 'asserted'>

async function decide(work: Work, { connection, map, asserted }: Deciding): Promise<Outcome<Arrived, NotLetIn>> {
  const { subject, email } = asserted
  const sought = { subject, email, today: work.today }
  const known = await throughTheGate(work, () => findArriving(work.tx, connection, sought))
  // What the directory said by SCIM counts like what the token says.
  const told = known?.place === undefined ? [] : await listGroupWords(work.tx, connection.id, known.place.membershipId)
  return decideArrival({ ...asserted, groups: [...asserted.groups, ...told] }, known, { ...connection, map })
}

/** The place, the roles and the link, as far as each is new. Answers whose account it is. */
async function settle(work: Work, { connection, asserted, now }: Arriving, arrived: Arrived): Promise<string> {
  const { accountId } = arrived.kind === 'known' ? arrived : await addPerson(work, asserted, arrived.roles)
  if (arrived.kind === 'known' && arrived.roles !== undefined)
    await followGroups(work, arrived.membershipId, arrived.roles)
  const link = { connectionId: connection.id, subject: asserted.subject, accountId, now }
  if (!(await linkSubject(work.tx, link))) throw new Overtaken()
  return accountId
}

/** Who comes for the first time had nothing before, so that nothing is told of a change. */
async function addPerson(work: Work, { email, name }: Asserted, roles: readonly StaffRole[]) {
  const called = name === '' ? email : name
  const account = await throughTheGate(work, () => findOrMakeAccount(work.tx, { email, name: called }))
  const place = { accountId: account.id, providerId: null, name: called, email, jobTitle: '', today: work.today }
  const membershipId = await makePlace(work.tx, place)
  if (membershipId === undefined) throw new Overtaken()
  await work.audit('people.admitted', { type: 'membership', id: membershipId }, { by: 'single sign-on' })
  await saveStaffRoles(work.tx, membershipId, roles)
  await work.audit('people.roles-changed', { type: 'membership', id: membershipId }, { roles })
  return { accountId: account.id }
}

/** Without a person: an address that is only claimed must not leave traces in somebody's account. */
async function recordRefusal(work: Work, address: string): Promise<void> {
  await throughTheGate(work, () =>
    recordEvent(work.tx, work.now, { accountId: null, kind: 'sign-in-refused', address }),
  )
}

type Refused = { readonly reason: string; readonly detail: string }

/** What the page does not tell, the council's log does: its administrators must be able to find out why. */
export async function noteRefusedArrival(
  access: Access,
  connection: Connection,
  { reason, detail }: Refused,
): Promise<void> {
  const runner = workRunner(access.db, access.clock)
  await runner.run(signOnActor(connection), (work) =>
    work.audit('single-sign-on.refused', { type: 'sign-on-connection', id: connection.id }, { reason, detail }),
  )
}

/** The same person, asked by the issuer after they left here: its session alone proves nothing. */
async function takeProof({
  access,
  attempt,
  connection,
  asserted,
  now,
  coming,
}: Arriving): Promise<Outcome<CameBack, BackRefusal>> {
  const { returnTo, accountId, sessionHash } = attempt
  const refusal = { code: 'not-proved', connection, returnTo } as const
  const isFresh = isSince(asserted.authenticatedAt, attempt.createdAt) && isStrongEnough(asserted, connection)
  if (accountId === null || sessionHash === null || !isFresh) return refused(refusal)
  const proved = await access.db.write(gate, async (tx) => {
    if ((await findSubject(tx, connection, asserted.subject)) !== accountId) return false
    const account = await lockAccount(tx, accountId)
    if (account?.status !== 'active' || !(await noteProof(tx, sessionHash, now))) return false
    await recordEvent(tx, now, { accountId, kind: 'proved', address: coming.address })
    return true
  })
  return proved ? done({ purpose: 'proof', returnTo }) : refused(refusal)
}

const CLOCKS_DIFFER_SECONDS = 30

function isSince(authenticatedAt: number | undefined, leftAt: Date): boolean {
  return authenticatedAt !== undefined && authenticatedAt >= leftAt.getTime() / 1000 - CLOCKS_DIFFER_SECONDS
}

async function tryOut({ access, ...trying }: Arriving): Promise<Omit<Seen, 'claims'>> {
  const { connection, map, asserted } = trying
  const runner = workRunner(access.db, access.clock)
  const decided = await runner.run(signOnActor(connection), (work) => decide(work, trying))
  return {
    asserted,
    roles: rolesFor(asserted.groups, map),
    reason: decided.ok ? undefined : decided.refusal.code,
  }
}

import type { FaceScope } from '../../platform/db/scope.ts'
import { londonToday } from '../../platform/clock.ts'
import { TooManyRequests } from '../../platform/web/faults.ts'
import { ApiProblem } from '../../platform/web/problem.ts'
import type { CouncilIdentity, Permission, Visitor } from '../../platform/web/visitor.ts'
import { gate, hashToken, type Access } from './commands/access.ts'
import { sessionCookie } from './commands/cookies.ts'
import { findKeyHolder, type KeyHolder } from './commands/find-key-holder.ts'
import { permissionsOfKey } from './rules/api-keys.ts'
import { bindingAct, permissionsOf, permissionsOfStaff, permissionsWhileActing } from './rules/permissions.ts'
import { reachFor } from './rules/reach.ts'
import { hasEnded, IDLE_SECONDS, idleSecondsOf, isForgotten, isWorthNoting } from './rules/session-limits.ts'
import type { KeyRow } from './store/key-holder.ts'
import { findPlacedSession, findRenewed, noteSeen, type PlacedRow } from './store/sessions.ts'

/** As much of a request as says who is asking, and for what. */
type Arriving = {
  readonly cookies: Readonly<Record<string, string | undefined>>
  readonly headers: { readonly authorization?: string | undefined }
  readonly method?: string
  readonly routeOptions: {
    readonly config: { readonly permission?: string; readonly bearer?: true; readonly stepUp?: string | false }
  }
}
type Placed = PlacedRow & { readonly membershipId: string }

/** Who is behind a request: one round trip before every page. Ended, disabled and without a place are nobody. */
export function findVisitor(
  access: Pick<Access, 'db' | 'clock' | 'secureCookies'>,
): (request: Arriving) => Promise<Visitor | null> {
  return async (request) => {
    if (request.routeOptions.config.bearer === true) return findBearer(access, request)
    const token = request.cookies[sessionCookie(access)]
    if (token === undefined) return null
    const now = access.clock.now()
    const tokenHash = hashToken(token)
    const { permission } = request.routeOptions.config
    const find = (hash: Buffer) =>
      access.db.glance((tx) => findPlacedSession(tx, { tokenHash: hash, today: londonToday(now), now }))
    const row = await find(tokenHash)
    if (row === undefined && isBindingAct(request)) return secondPresser(access, { tokenHash, now, find, permission })
    if (row === undefined || row.status !== 'active' || hasEnded(row, now) || !isPlaced(row)) return null
    // The page does not wait for this, and a sign of life that is lost is given again by the next request.
    if (isWorthNoting(row.lastSeenAt, now))
      access.db.write(gate, (tx) => noteSeen(tx, tokenHash, now)).catch(() => undefined)
    return visitorFrom(row, permission)
  }
}

/** An act before which people show again who they are. */
function isBindingAct({ method, routeOptions }: Arriving): boolean {
  const { permission, stepUp } = routeOptions.config
  if (method !== 'POST' || stepUp === false) return false
  return stepUp !== undefined || (permission !== undefined && bindingAct(permission) !== undefined)
}

type Pressing = {
  readonly tokenHash: Buffer
  readonly now: Date
  readonly permission: string | undefined
  readonly find: (tokenHash: Buffer) => Promise<PlacedRow | undefined>
}

/**
 * Without scripts a button can be pressed twice: the second press brings the token that the first one renewed. Who that
 * is may do nothing but send the very same proof once more, which the step before the act sees to.
 */
async function secondPresser(
  access: Pick<Access, 'db'>,
  { tokenHash, now, permission, find }: Pressing,
): Promise<Visitor | null> {
  const renewed = await access.db.read(gate, (tx) => findRenewed(tx, { from: tokenHash, now }))
  const row = renewed && (await find(renewed))
  if (row === undefined || row.status !== 'active' || hasEnded(row, now) || !isPlaced(row)) return null
  return { ...visitorFrom(row, permission), secondPress: true }
}

/** What has a token of its own is never opened by a cookie; where no permission is asked, the route knows its token. */
async function findBearer(
  access: Pick<Access, 'db' | 'clock'>,
  { headers, routeOptions }: Arriving,
): Promise<Visitor | null> {
  if (routeOptions.config.permission === 'public') return null
  const found = await findKeyHolder(access, headers.authorization)
  if (found.kind === 'too-many') throw new TooManyRequests(found.retryAfterSeconds)
  if (found.kind === 'no-sandbox')
    throw new ApiProblem({
      status: 503,
      code: 'sandbox-not-ready',
      title: 'The sandbox is being filled, or was closed',
    })
  return found.kind === 'nobody' ? null : keyVisitor(found)
}

function keyVisitor({ key, scope, inside }: Extract<KeyHolder, { readonly kind: 'holder' }>): Visitor {
  const place = { ...key, ...inside }
  return {
    accountId: key.id,
    name: `${key.name} (API)`,
    face: 'provider',
    scope,
    council: councilOf(place),
    workplace: `${place.providerName} with ${place.councilName}`,
    permissions: new Set(permissionsOfKey(key.abilities)),
    provedAt: key.madeAt,
    idleSeconds: IDLE_SECONDS,
    ...(inside && { sandbox: { councilId: key.councilId, id: key.sandboxId ?? '', daysAhead: inside.daysAhead } }),
  }
}

/**
 * Whose session it was that has ended, so that what they still send is kept for them and for nobody else. Signing out
 * removes the session, and then nobody knows.
 */
export function findLeaver(
  access: Pick<Access, 'db' | 'clock' | 'secureCookies'>,
): (request: Arriving) => Promise<Visitor | null> {
  return async (request) => {
    const token = request.cookies[sessionCookie(access)]
    if (token === undefined || request.routeOptions.config.bearer === true) return null
    const now = access.clock.now()
    const row = await access.db.glance((tx) =>
      findPlacedSession(tx, { tokenHash: hashToken(token), today: londonToday(now), now }),
    )
    if (row === undefined || row.status !== 'active' || isForgotten(row, now) || !isPlaced(row)) return null
    return visitorFrom(row, request.routeOptions.config.permission)
  }
}

function isPlaced(row: PlacedRow): row is Placed {
  return row.membershipId !== null
}

/** An officer who acts for a provider is at the provider's side, under a name that says so, until the time is over. */
function visitorFrom(row: Placed, permission: string | undefined): Visitor {
  const here = placedVisitor(row, permission)
  const { actingId, actingFor: providerId, actingUntil: until, councilId, accountId } = row
  if (actingId === null || providerId === null || until === null || !here.permissions.has('acting.start')) return here
  const { council, provedAt, idleSeconds } = here
  return {
    ...{ accountId, council, provedAt, idleSeconds },
    name: `${row.memberName} of ${row.councilName}`,
    face: 'provider',
    scope: { role: 'portal_provider', councilId, providerId, accountId, ...knownTo(row) },
    workplace: `${row.providerName ?? ''} with ${row.councilName}`,
    permissions: new Set(permissionsWhileActing),
    acting: { id: actingId, forName: row.providerName ?? '', until },
  }
}

function placedVisitor(row: Placed, permission: string | undefined): Visitor {
  const council = row.providerId === null
  return {
    accountId: row.accountId,
    name: row.memberName,
    face: council ? 'council' : 'provider',
    scope: scopeOf(row, permission),
    council: councilOf(row),
    workplace: council ? row.councilName : `${row.providerName ?? ''} with ${row.councilName}`,
    permissions: permissionsIn(row),
    provedAt: row.provedAt ?? row.createdAt,
    idleSeconds: idleSecondsOf(row),
    unread: row.unread,
  }
}

function councilOf(row: Placed | KeyRow): CouncilIdentity {
  const { councilId: id, councilCode: code, councilName: name, shortName, colour } = row
  const { agreementWord, agreementAbbreviation, weekStartsOn } = row
  return { id, code, name, shortName, colour, agreementWord, agreementAbbreviation, weekStartsOn }
}

function scopeOf(row: Placed, permission: string | undefined): FaceScope {
  const { councilId, providerId, accountId } = row
  const known = knownTo(row)
  if (providerId === null) return { role: 'portal_council', councilId, accountId, ...known }
  const reach = reachFor(row.grants ?? [], permission)
  if (reach === 'organisation') return { role: 'portal_provider', councilId, providerId, accountId, ...known }
  return { role: 'portal_provider_scoped', councilId, providerId, accountId, ...reach, ...known }
}

/** Restricted people whom they were named for, or said why they look. */
function knownTo({ known }: Placed): Pick<FaceScope, 'known'> {
  return known === null ? {} : { known }
}

function permissionsIn(row: Placed): ReadonlySet<Permission> {
  if (row.providerId === null) return new Set((row.staffRoles ?? []).flatMap(permissionsOfStaff))
  return new Set((row.grants ?? []).flatMap(permissionsOf))
}

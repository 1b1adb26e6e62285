import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { StaffRole } from './permissions.ts'

/** What an issuer said of somebody, in our words. Nothing of it is believed but through its connection. */
export type Asserted = {
  readonly subject: string
  /** Empty when it gave none. */
  readonly email: string
  readonly emailIsVerified: boolean
  readonly name: string
  readonly groups: readonly string[]
  /** When the person last signed in at the issuer, in seconds since 1970. */
  readonly authenticatedAt: number | undefined
  /** How strongly, in the issuer's words; empty when it does not say. */
  readonly acr: string
}
export type Claims = Readonly<Record<string, unknown>>
export type ClaimRules = {
  readonly subjectClaim: 'sub' | 'oid'
  readonly groupsClaim: string
  readonly emailIsChecked: boolean
}

const MOST_GROUPS = 1_000

export function assertedIn(claims: Claims, rules: ClaimRules): Asserted {
  const email = textOf(claims['email']) || (rules.emailIsChecked ? textOf(claims['preferred_username']) : '')
  const groups = claims[rules.groupsClaim]
  return {
    subject: textOf(claims[rules.subjectClaim]).slice(0, 256),
    email: email.toLowerCase(),
    emailIsVerified: isVerified(claims, rules),
    name: textOf(claims['name']).slice(0, 200),
    groups: (Array.isArray(groups) ? groups : [groups])
      .filter((group) => typeof group === 'string')
      .slice(0, MOST_GROUPS),
    authenticatedAt: typeof claims['auth_time'] === 'number' ? claims['auth_time'] : undefined,
    acr: textOf(claims['acr']).slice(0, 200),
  }
}

/** Entra ID calls it xms_edov. What the issuer says is not verified stays so, whatever the council trusts it with. */
function isVerified(claims: Claims, { emailIsChecked }: ClaimRules): boolean {
  const said = claims['email_verified'] ?? claims['xms_edov']
  return said === undefined ? emailIsChecked : [true, 'true', 1, '1'].some((yes) => yes === said)
}

function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim.trim() : ''
}

/** A session opens what its way in speaks for: a connection its own place, a password whatever does not forbid it. */
export function isOpenTo(
  place: { readonly connectionId: string | null; readonly passwordOpens: boolean },
  through: string | null,
): boolean {
  return through === null ? place.passwordOpens : place.connectionId === through
}

export type GroupRole = { readonly group: string; readonly role: StaffRole }

export function rolesFor(groups: readonly string[], map: readonly GroupRole[]): readonly StaffRole[] {
  const held = new Set(groups)
  return [...new Set(map.filter(({ group }) => held.has(group)).map(({ role }) => role))].sort()
}

export function isInDomains(email: string, domains: readonly string[]): boolean {
  const [name = '', domain = '', ...more] = email.split('@')
  return name !== '' && more.length === 0 && domains.includes(domain)
}

/** What is known here of whom the issuer named. */
export type Known = {
  readonly accountId: string
  readonly status: 'invited' | 'active' | 'disabled'
  readonly locked: boolean
  /** Linked by this very subject; otherwise found by the address. */
  readonly linked: boolean
  /** Another subject of this connection is linked to the account. */
  readonly linkedToAnother: boolean
  readonly place: { readonly membershipId: string; readonly over: boolean; readonly keepsPassword: boolean } | undefined
}
export type ArrivalRules = {
  readonly emailDomains: readonly string[]
  readonly rolesFollowGroups: boolean
  readonly addsPeople: boolean
  /** Of which the issuer must name one; empty asks for none. */
  readonly acrValues: readonly string[]
  readonly map: readonly GroupRole[]
}
export type SignOnReason =
  | 'no-subject'
  | 'too-weak'
  | 'no-email'
  | 'email-not-verified'
  | 'wrong-domain'
  | 'unknown'
  | 'linked-to-another'
  | 'not-active'
  | 'locked'
  | 'place-ended'
  | 'no-role'
export type Arrived =
  | {
      readonly kind: 'known'
      readonly accountId: string
      readonly membershipId: string
      /** Undefined when the roles are kept as they are. */
      readonly roles: readonly StaffRole[] | undefined
    }
  | { readonly kind: 'new'; readonly roles: readonly StaffRole[] }

export type NotLetIn = {
  readonly code: SignOnReason
  /** The place of somebody whose groups give no role any more, so that no other session keeps one. */
  readonly roleless?: string
}

/**
 * Who was linked before comes in by the subject alone. Whoever was not is found by an address that is verified and of
 * the organisation's own domains. A place that somebody ended stays ended, whatever groups say.
 */
export function decideArrival(
  asserted: Asserted,
  known: Known | undefined,
  rules: ArrivalRules,
): Outcome<Arrived, NotLetIn> {
  const unfit = unfitToMatch(asserted, known, rules) ?? standingAgainst(known)
  if (unfit !== undefined) return refused({ code: unfit })
  const roles = rolesFor(asserted.groups, rules.map)
  return known?.place === undefined
    ? decideNew(roles, rules)
    : decideKnown({ accountId: known.accountId, ...known.place }, roles, rules)
}

function decideNew(roles: readonly StaffRole[], { addsPeople }: ArrivalRules): Outcome<Arrived, NotLetIn> {
  if (!addsPeople) return refused({ code: 'unknown' })
  return roles.length === 0 ? refused({ code: 'no-role' }) : done({ kind: 'new', roles })
}

type Placed = { readonly accountId: string; readonly membershipId: string; readonly keepsPassword: boolean }

/** Who breaks the glass keeps their roles whatever the groups say: they are there for when the groups are wrong. */
function decideKnown(
  { accountId, membershipId, keepsPassword }: Placed,
  roles: readonly StaffRole[],
  { rolesFollowGroups }: ArrivalRules,
): Outcome<Arrived, NotLetIn> {
  const follows = rolesFollowGroups && !keepsPassword
  if (follows && roles.length === 0) return refused({ code: 'no-role', roleless: membershipId })
  return done({ kind: 'known', accountId, membershipId, roles: follows ? roles : undefined })
}

/** Asking for a strength is a wish; only what the issuer then says of it counts. */
export function isStrongEnough(
  { acr }: Pick<Asserted, 'acr'>,
  { acrValues }: Pick<ArrivalRules, 'acrValues'>,
): boolean {
  return acrValues.length === 0 || acrValues.includes(acr)
}

function unfitToMatch(asserted: Asserted, known: Known | undefined, rules: ArrivalRules): SignOnReason | undefined {
  const { subject } = asserted
  if (subject === '' || subject.length > 255) return 'no-subject'
  if (!isStrongEnough(asserted, rules)) return 'too-weak'
  return known?.linked === true ? undefined : unfitAddress(asserted, known, rules)
}

function unfitAddress(
  { email, emailIsVerified }: Asserted,
  known: Known | undefined,
  { emailDomains }: ArrivalRules,
): SignOnReason | undefined {
  if (email === '') return 'no-email'
  if (!emailIsVerified) return 'email-not-verified'
  if (!isInDomains(email, emailDomains)) return 'wrong-domain'
  return known?.linkedToAnother === true ? 'linked-to-another' : undefined
}

function standingAgainst(known: Known | undefined): SignOnReason | undefined {
  if (known === undefined) return undefined
  if (known.status === 'disabled') return 'not-active'
  if (known.locked) return 'locked'
  return known.place?.over === true ? 'place-ended' : undefined
}

import { hash, randomBytes } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { GateScope } from '../../../platform/db/scope.ts'
import type { OutgoingLimits } from '../../../platform/outgoing.ts'
import type { Passwords } from '../../../platform/passwords.ts'
import type { Secrets } from '../../../platform/secrets.ts'

/** What coming in needs, made once at start. */
export type Access = {
  readonly db: Db
  readonly clock: Clock
  readonly secrets: Secrets
  readonly passwords: Passwords
  /** True behind https: cookies are then locked to the host and never sent in the clear. */
  readonly secureCookies: boolean
  /** What people type. Links in mail begin with it, never with what a request says of itself. */
  readonly origin: string
  /** Passwords nobody may choose, beside the built-in rules. */
  readonly denyList?: ReadonlySet<string>
  /** Refused or unfinished sign-ins from one address in five minutes before it has to wait. An office shares one. */
  readonly triesPerAddress?: number
  /** The same with one e-mail address, wherever they come from and whether anybody has it or not. */
  readonly triesPerEmail?: number
  /** How far an issuer of single sign-on may be asked; https and public addresses only when absent. */
  readonly outgoing?: OutgoingLimits
  /** No refusal of the second step is answered sooner, so that its time does not tell what was looked up or written. */
  readonly refusalMilliseconds?: number
}

export const gate: GateScope = { role: 'portal_gate' }

/** Whoever has no account has this one, so that the same statements run and find nothing. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** 256 bits from the system; only the hash is kept, so a stolen table opens no session. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

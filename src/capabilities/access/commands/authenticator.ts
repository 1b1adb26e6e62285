import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { newAppSecret, stepOf } from '../../../platform/one-time-code.ts'
import { seal, unseal } from '../../../platform/secrets.ts'
import { recordEvent } from '../store/accounts.ts'
import { confirmApp, getAuthenticator, keepAppSecret, removeApp } from '../store/authenticator.ts'
import { gate, type Access } from './access.ts'
import { checkPassword } from './check-password.ts'
import { tellOfChange } from './tell-of-change.ts'

type Proved = { readonly accountId: string; readonly password: string; readonly address: string }
type ProofRefusal = { readonly code: 'wrong-password' | 'locked' }

/** A new secret to put into an app. Sealed for its owner and for this use, so that it cannot stand in for the code. */
export async function startAuthenticator(access: Access, proved: Proved): Promise<Outcome<true, ProofRefusal>> {
  const proof = await checkPassword(access, proved)
  if (proof !== 'right') return refused({ code: proof === 'locked' ? 'locked' : 'wrong-password' })
  await newAuthenticator(access, proved.accountId)
  return done(true)
}

/** Without a password: for whoever has just given it, or is choosing it. */
export async function newAuthenticator(access: Access, accountId: string): Promise<void> {
  const secret = seal(access.secrets, newAppSecret(), ownerOf(accountId))
  await access.db.write(gate, (tx) => keepAppSecret(tx, accountId, secret))
}

export type AuthenticatorState =
  | { readonly kind: 'none' }
  /** The secret is shown only while it waits to be confirmed. */
  | { readonly kind: 'waiting'; readonly secret: string }
  | { readonly kind: 'confirmed'; readonly at: Date }

export async function authenticatorOf(access: Access, accountId: string): Promise<AuthenticatorState> {
  const { secret, confirmedAt } = await access.db.read(gate, (tx) => getAuthenticator(tx, accountId))
  if (secret === null) return { kind: 'none' }
  if (confirmedAt !== null) return { kind: 'confirmed', at: confirmedAt }
  return { kind: 'waiting', secret: unseal(access.secrets, secret, ownerOf(accountId)) }
}

/** One right code shows that the app has the secret. */
export async function confirmAuthenticator(
  access: Access,
  { accountId, code, address }: { readonly accountId: string; readonly code: string; readonly address: string },
): Promise<Outcome<true, { readonly code: 'wrong-code' | 'not-waiting' }>> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const { secret, confirmedAt } = await getAuthenticator(tx, accountId)
    if (secret === null || confirmedAt !== null) return refused({ code: 'not-waiting' })
    const step = stepOf(unseal(access.secrets, secret, ownerOf(accountId)), code, now)
    if (step === undefined) return refused({ code: 'wrong-code' })
    await confirmApp(tx, accountId, { step, now })
    await recordEvent(tx, now, { accountId, kind: 'app-added', address })
    await tellOfChange(tx, { accountId, changed: 'app-added', now })
    return done(true)
  })
}

export async function removeAuthenticator(access: Access, proved: Proved): Promise<Outcome<true, ProofRefusal>> {
  const proof = await checkPassword(access, proved)
  if (proof !== 'right') return refused({ code: proof === 'locked' ? 'locked' : 'wrong-password' })
  const { accountId, address } = proved
  const now = access.clock.now()
  await access.db.write(gate, async (tx) => {
    await removeApp(tx, accountId)
    await recordEvent(tx, now, { accountId, kind: 'app-removed', address })
    await tellOfChange(tx, { accountId, changed: 'app-removed', now })
  })
  return done(true)
}

export function ownerOf(accountId: string): string {
  return `app ${accountId}`
}

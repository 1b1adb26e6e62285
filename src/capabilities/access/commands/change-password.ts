import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { GateScope } from '../../../platform/db/scope.ts'
import { passwordFaults, rulesFor, type PasswordFault, type PasswordRules } from '../rules/password-policy.ts'
import { listPlaces, recordEvent } from '../store/accounts.ts'
import { getOwnCredentials, savePassword } from '../store/credentials.ts'
import { forgetKnownBrowsers } from '../store/known-browsers.ts'
import { hasSecondFactor } from '../store/passkeys.ts'
import { endOtherSessions } from '../store/sessions.ts'
import { hashToken, type Access } from './access.ts'
import { checkPassword } from './check-password.ts'
import { earlierHashes, keepEarlier } from './earlier-passwords.ts'
import { tellOfChange } from './tell-of-change.ts'

type Change = {
  readonly accountId: string
  readonly current: string
  readonly next: string
  /** The session in which it is changed; all others end. */
  readonly token: string
  readonly address: string
}
export type PasswordRefusal =
  | { readonly code: 'wrong-password' | 'locked' }
  | { readonly code: 'not-allowed'; readonly faults: readonly PasswordFault[] }

/** The current password is asked again: an open session is not enough to take an account over. */
export async function changePassword(access: Access, change: Change): Promise<Outcome<true, PasswordRefusal>> {
  const { accountId, current, next, address } = change
  const proof = await checkPassword(access, { accountId, password: current, address })
  if (proof !== 'right') return refused({ code: proof === 'locked' ? 'locked' : 'wrong-password' })

  const own: GateScope = { role: 'portal_gate', accountId }
  const now = access.clock.now()
  const { rules, ownWords } = await rulesOf(access, accountId)
  const credentials = await access.db.read(own, (tx) => getOwnCredentials(tx, accountId))
  const faults = passwordFaults(next, { rules, ownWords, ...(access.denyList && { denied: access.denyList }) })
  if (faults.length > 0) return refused({ code: 'not-allowed', faults })
  if (await wasUsedBefore(access, accountId, next)) return refused({ code: 'not-allowed', faults: ['used-before'] })

  const hash = await access.passwords.hash(next)
  await access.db.write(own, async (tx) => {
    if (credentials.passwordHash !== null)
      await keepEarlier(access.secrets, tx, {
        accountId,
        hash: credentials.passwordHash,
        setAt: credentials.passwordChangedAt ?? now,
        now,
        kept: rules.remembered,
      })
    await savePassword(tx, [accountId], { hash, now })
    await endOtherSessions(tx, accountId, hashToken(change.token))
    await forgetKnownBrowsers(tx, accountId)
    await recordEvent(tx, now, { accountId, kind: 'password-changed', address })
    await tellOfChange(tx, { accountId, changed: 'password', now })
  })
  return done(true)
}

/** What this person's password must be, and the words that may not be most of it. */
export async function rulesOf(
  { db, clock }: Pick<Access, 'db' | 'clock'>,
  accountId: string,
): Promise<{ readonly rules: PasswordRules; readonly ownWords: readonly string[] }> {
  const own: GateScope = { role: 'portal_gate', accountId }
  const [places, { email, name }, hasFactor] = await db.read(own, (tx) =>
    Promise.all([
      listPlaces(tx, accountId, londonToday(clock.now())),
      getOwnCredentials(tx, accountId),
      hasSecondFactor(tx, accountId),
    ]),
  )
  const names = places.flatMap(({ council, provider }) => [council, provider ?? ''])
  const rules = rulesFor(
    places.map(({ policy }) => policy),
    hasFactor,
  )
  return { rules, ownWords: [email, name, ...names] }
}

/** One after the other, so that a change of password does not fill the queue that people wait in to sign in. */
export async function wasUsedBefore(access: Access, accountId: string, next: string): Promise<boolean> {
  const { remembered } = rulesFor([])
  const [{ passwordHash }, earlier] = await access.db.read({ role: 'portal_gate', accountId }, (tx) =>
    Promise.all([
      getOwnCredentials(tx, accountId),
      earlierHashes(access.secrets, tx, { accountId, most: remembered - 1 }),
    ]),
  )
  for (const hash of [passwordHash, ...earlier])
    if (hash !== null && (await access.passwords.verify(next, hash))) return true
  return false
}

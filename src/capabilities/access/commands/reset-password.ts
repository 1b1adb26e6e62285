import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { GateScope } from '../../../platform/db/scope.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { passwordFaults, type PasswordFault } from '../rules/password-policy.ts'
import { recordEvent } from '../store/accounts.ts'
import { getOwnCredentials, savePassword } from '../store/credentials.ts'
import { forgetKnownBrowsers } from '../store/known-browsers.ts'
import { endSessionsOf, findLink, makeLink, useLink } from '../store/set-up.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { rulesOf, wasUsedBefore } from './change-password.ts'
import { keepEarlier } from './earlier-passwords.ts'

const LINK_MINUTES = 60
/** To the address that the account has, never to one that a request names. */
export async function mailResetLink(access: Access, tx: Tx, accountId: string): Promise<void> {
  const now = access.clock.now()
  const token = newToken()
  const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000)
  await makeLink(tx, { tokenHash: hashToken(token), accountId, madeAt: now, expiresAt, purpose: 'reset' })
  await recordEvent(tx, now, { accountId, kind: 'reset-link-sent' })
  await tellOwner(tx, {
    accountId,
    subject: 'Choose a new password for Provider Portal',
    body: [
      `Choose a new password here: ${access.origin}/reset/${token}`,
      `The link works once, and for ${String(LINK_MINUTES)} minutes. If you did not ask for it, do nothing: your password stays as it is.`,
    ].join('\n\n'),
    now,
    today: londonToday(now),
  })
}

type Reset = { readonly token: string; readonly password: string; readonly address: string }
export type ResetRefusal =
  { readonly code: 'link-over' } | { readonly code: 'not-allowed'; readonly faults: readonly PasswordFault[] }

export async function findReset(access: Access, token: string): Promise<string | undefined> {
  const link = { tokenHash: hashToken(token), purpose: 'reset', now: access.clock.now() } as const
  return access.db.read(gate, (tx) => findLink(tx, link))
}

/** The password alone: the second step stays, a lock stays, every session ends, and signing in is still to be done. */
export async function resetPassword(access: Access, reset: Reset): Promise<Outcome<true, ResetRefusal>> {
  const accountId = await findReset(access, reset.token)
  if (accountId === undefined) return refused({ code: 'link-over' })
  const { rules, ownWords } = await rulesOf(access, accountId)
  const faults = passwordFaults(reset.password, {
    rules,
    ownWords,
    ...(access.denyList && { denied: access.denyList }),
  })
  if (faults.length > 0) return refused({ code: 'not-allowed', faults })
  if (await wasUsedBefore(access, accountId, reset.password))
    return refused({ code: 'not-allowed', faults: ['used-before'] })

  const hash = await access.passwords.hash(reset.password)
  const now = access.clock.now()
  const own: GateScope = { role: 'portal_gate', accountId }
  return access.db.write(own, async (tx) => {
    const link = { tokenHash: hashToken(reset.token), purpose: 'reset', now } as const
    if ((await useLink(tx, link)) === undefined) return refused({ code: 'link-over' })
    const before = await getOwnCredentials(tx, accountId)
    if (before.passwordHash !== null) {
      const setAt = before.passwordChangedAt ?? now
      await keepEarlier(access.secrets, tx, {
        accountId,
        hash: before.passwordHash,
        setAt,
        now,
        kept: rules.remembered,
      })
    }
    await savePassword(tx, [accountId], { hash, now })
    await endSessionsOf(tx, accountId)
    await forgetKnownBrowsers(tx, accountId)
    await recordEvent(tx, now, { accountId, kind: 'password-reset', address: reset.address })
    await tellOwner(tx, {
      accountId,
      subject: 'Your Provider Portal password was changed',
      body: 'It was chosen anew by a link sent to this address. If it was not you, tell the council at once.',
      now,
      today: londonToday(now),
    })
    return done(true)
  })
}

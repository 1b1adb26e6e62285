import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { GateScope } from '../../../platform/db/scope.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { isClassic, passwordFaults, type PasswordFault } from '../rules/password-policy.ts'
import { listPlaces, recordEvent } from '../store/accounts.ts'
import { getOwnCredentials, keepEarlierHash, savePassword } from '../store/credentials.ts'
import { askForHelp, endSessionsOf, findForgetful, findLink, makeLink, useLink } from '../store/set-up.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { rulesOf, wasUsedBefore } from './change-password.ts'

const LINK_MINUTES = 60
/** Nobody's letter box is filled by somebody else's asking. */
const PAUSE_MINUTES = 5

/**
 * Answers the same whoever asks. Where every council of the person allows it, a link goes to the address; otherwise,
 * and when the account is locked or was never set up, the request waits in the councils' queues.
 */
export async function askToComeIn(access: Access, email: string, address: string): Promise<void> {
  const now = access.clock.now()
  const today = londonToday(now)
  const wanted = email.trim().toLowerCase()
  await access.db.write(gate, async (tx) => {
    const asker = await findForgetful(tx, wanted)
    const places = asker === undefined ? [] : await listPlaces(tx, asker.accountId, today)
    const byCouncil = asker?.status !== 'active' || asker.locked || isClassic(places.map(({ policy }) => policy))
    if (byCouncil) await askForHelp(tx, wanted, today, now)
    else if (!isWithin(asker.lastLinkAt, PAUSE_MINUTES, now)) await sendLink(access, tx, asker.accountId)
    await recordEvent(tx, now, { accountId: asker?.accountId ?? null, kind: 'help-asked', address })
  })
}

function isWithin(instant: Date | null, minutes: number, now: Date): boolean {
  return instant !== null && now.getTime() - instant.getTime() < minutes * 60_000
}

async function sendLink(access: Access, tx: Tx, accountId: string): Promise<void> {
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
      await keepEarlierHash(tx, accountId, { hash: before.passwordHash, setAt, kept: rules.remembered })
    }
    await savePassword(tx, [accountId], { hash, now })
    await endSessionsOf(tx, accountId)
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

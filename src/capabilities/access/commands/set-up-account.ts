import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { GateScope } from '../../../platform/db/scope.ts'
import { seal } from '../../../platform/secrets.ts'
import { passwordFaults, type PasswordFault, type PasswordRules } from '../rules/password-policy.ts'
import { codeFaults, type CodeFault } from '../rules/security-code.ts'
import { recordEvent } from '../store/accounts.ts'
import { getOwnCredentials, saveCode } from '../store/credentials.ts'
import { forgetKnownBrowsers } from '../store/known-browsers.ts'
import { endSessionsOf, unlock } from '../store/set-up.ts'
import { activate, lockSettingUp, noteChosen, saveFirstPassword } from '../store/setting-up.ts'
import { hashToken, type Access } from './access.ts'
import { rulesOf, wasUsedBefore } from './change-password.ts'
import { keepEarlier } from './earlier-passwords.ts'
import { isOpen } from './setting-up.ts'
import { tellOfChange } from './tell-of-change.ts'

type Choosing = { readonly browser: string; readonly accountId: string; readonly address: string }
export type ChosenRefusal =
  | { readonly code: 'link-over' }
  | { readonly code: 'not-allowed'; readonly faults: readonly PasswordFault[]; readonly rules: PasswordRules }

/** The first task. It ends whatever was open before, and a lock: the council sent the link after it asked who it is. */
export async function choosePassword(
  access: Access,
  { browser, accountId, address, password }: Choosing & { readonly password: string },
): Promise<Outcome<true, ChosenRefusal>> {
  const { rules, ownWords } = await rulesOf(access, accountId)
  const denied = access.denyList && { denied: access.denyList }
  const faults = [...passwordFaults(password, { rules, ownWords, ...denied })]
  if (faults.length === 0 && (await wasUsedBefore(access, accountId, password))) faults.push('used-before')
  if (faults.length > 0) return refused({ code: 'not-allowed', faults, rules })

  const hash = await access.passwords.hash(password)
  const now = access.clock.now()
  const own: GateScope = { role: 'portal_gate', accountId }
  return access.db.write(own, async (tx) => {
    const settingUp = await lockSettingUp(tx, hashToken(browser), now)
    if (settingUp === undefined || !isOpen(settingUp, now)) return refused({ code: 'link-over' })
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
    await saveFirstPassword(tx, accountId, { hash, now })
    await noteChosen(tx, settingUp.tokenHash, now)
    await unlock(tx, accountId)
    await endSessionsOf(tx, accountId)
    await forgetKnownBrowsers(tx, accountId)
    await recordEvent(tx, now, { accountId, kind: 'password-changed', address })
    await tellOfChange(tx, { accountId, changed: 'password', now })
    return done(true)
  })
}

export type CodeChoice = Choosing & { readonly code: string }

export async function chooseCode(
  access: Access,
  { accountId, code, address }: CodeChoice,
): Promise<Outcome<true, { readonly code: 'not-allowed'; readonly faults: readonly CodeFault[] }>> {
  const faults = codeFaults(code)
  if (faults.length > 0) return refused({ code: 'not-allowed', faults })
  const now = access.clock.now()
  await access.db.write({ role: 'portal_gate', accountId }, async (tx) => {
    await saveCode(tx, [{ id: accountId, ...seal(access.secrets, code, accountId) }], now)
    await activate(tx, accountId)
    await recordEvent(tx, now, { accountId, kind: 'code-changed', address })
    await tellOfChange(tx, { accountId, changed: 'code', now })
  })
  return done(true)
}

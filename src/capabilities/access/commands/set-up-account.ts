import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { GateScope } from '../../../platform/db/scope.ts'
import { seal } from '../../../platform/secrets.ts'
import { passwordFaults, type PasswordFault, type PasswordRules } from '../rules/password-policy.ts'
import { codeFaults, type CodeFault } from '../rules/security-code.ts'
import { recordEvent } from '../store/accounts.ts'
import { getOwnCredentials, keepEarlierHash, saveCode, savePassword } from '../store/credentials.ts'
import { endSessionsOf, findLink, unlock, useLink } from '../store/set-up.ts'
import { gate, hashToken, type Access } from './access.ts'
import { rulesOf, wasUsedBefore } from './change-password.ts'

export type SetUp = {
  readonly token: string
  readonly password: string
  readonly code: string
  readonly address: string
}
export type SetUpRefusal =
  | { readonly code: 'link-over' }
  | {
      readonly code: 'not-allowed'
      readonly password: readonly PasswordFault[]
      readonly securityCode: readonly CodeFault[]
      readonly rules: PasswordRules
    }

export async function findSetUp(access: Access, token: string): Promise<string | undefined> {
  return access.db.read(gate, (tx) =>
    findLink(tx, { tokenHash: hashToken(token), purpose: 'set-up', now: access.clock.now() }),
  )
}

/** Looking at the page uses nothing up: programs that test the links of a mail may look. Signing in is still to be done. */
export async function setUpAccount(access: Access, setUp: SetUp): Promise<Outcome<true, SetUpRefusal>> {
  const accountId = await findSetUp(access, setUp.token)
  if (accountId === undefined) return refused({ code: 'link-over' })
  const { rules, ownWords } = await rulesOf(access, accountId)
  const denied = access.denyList && { denied: access.denyList }
  const password = [...passwordFaults(setUp.password, { rules, ownWords, ...denied })]
  const securityCode = codeFaults(setUp.code)
  if (password.length === 0 && (await wasUsedBefore(access, accountId, setUp.password))) password.push('used-before')
  if (password.length + securityCode.length > 0) return refused({ code: 'not-allowed', password, securityCode, rules })

  const hash = await access.passwords.hash(setUp.password)
  const now = access.clock.now()
  const own: GateScope = { role: 'portal_gate', accountId }
  return access.db.write(own, async (tx) => {
    if ((await useLink(tx, { tokenHash: hashToken(setUp.token), purpose: 'set-up', now })) === undefined)
      return refused({ code: 'link-over' })
    const before = await getOwnCredentials(tx, accountId)
    if (before.passwordHash !== null)
      await keepEarlierHash(tx, accountId, {
        hash: before.passwordHash,
        setAt: before.passwordChangedAt ?? now,
        kept: rules.remembered,
      })
    await savePassword(tx, [accountId], { hash, now })
    await saveCode(tx, [{ id: accountId, ...seal(access.secrets, setUp.code, accountId) }], now)
    await unlock(tx, accountId)
    await endSessionsOf(tx, accountId)
    await recordEvent(tx, now, { accountId, kind: 'set-up', address: setUp.address })
    return done(true)
  })
}

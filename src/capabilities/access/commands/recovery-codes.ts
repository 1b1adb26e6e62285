import { randomBytes } from 'node:crypto'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { plainRecoveryCode, RECOVERY_BYTES, RECOVERY_CODES, recoveryCode } from '../rules/recovery-code.ts'
import { recordEvent } from '../store/accounts.ts'
import { countRecoveryCodes, replaceRecoveryCodes } from '../store/recovery-codes.ts'
import { gate, hashToken, type Access } from './access.ts'
import { checkPassword } from './check-password.ts'
import { tellOfChange } from './tell-of-change.ts'

type Proved = { readonly accountId: string; readonly password: string; readonly address: string }

/** Shown once: only hashes are kept. Those made before work no more. */
export async function makeRecoveryCodes(
  access: Access,
  proved: Proved,
): Promise<Outcome<readonly string[], { readonly code: 'wrong-password' | 'locked' }>> {
  const proof = await checkPassword(access, proved)
  if (proof !== 'right') return refused({ code: proof === 'locked' ? 'locked' : 'wrong-password' })
  const { accountId, address } = proved
  const now = access.clock.now()
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(RECOVERY_BYTES)))
  await access.db.write(gate, async (tx) => {
    await replaceRecoveryCodes(tx, accountId, { hashes: codes.map(recoveryHash), now })
    await recordEvent(tx, now, { accountId, kind: 'recovery-codes-made', address })
    await tellOfChange(tx, { accountId, changed: 'recovery-codes', now })
  })
  return done(codes)
}

export async function recoveryCodesLeft(access: Access, accountId: string): Promise<number> {
  return access.db.read(gate, (tx) => countRecoveryCodes(tx, accountId))
}

export function recoveryHash(code: string): Buffer {
  return hashToken(plainRecoveryCode(code) ?? '')
}

import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { seal, unseal } from '../../../platform/secrets.ts'
import { codeFaults, type CodeFault } from '../rules/security-code.ts'
import { recordEvent } from '../store/accounts.ts'
import { getOwnCredentials, saveCode } from '../store/credentials.ts'
import { gate, type Access } from './access.ts'
import { checkPassword } from './check-password.ts'
import { tellOfChange } from './tell-of-change.ts'

type Change = {
  readonly accountId: string
  readonly password: string
  readonly code: string
  readonly address: string
}
export type CodeRefusal =
  | { readonly code: 'wrong-password' | 'locked' }
  | { readonly code: 'not-allowed'; readonly faults: readonly CodeFault[] }

export async function changeCode(access: Access, change: Change): Promise<Outcome<true, CodeRefusal>> {
  const { accountId, password, code, address } = change
  const proof = await checkPassword(access, { accountId, password, address })
  if (proof !== 'right') return refused({ code: proof === 'locked' ? 'locked' : 'wrong-password' })

  const now = access.clock.now()
  const own = await access.db.read(gate, (tx) => getOwnCredentials(tx, accountId))
  const previous = own.code === null ? undefined : unseal(access.secrets, own.code, accountId)
  const faults = codeFaults(code, previous)
  if (faults.length > 0) return refused({ code: 'not-allowed', faults })
  await access.db.write(gate, async (tx) => {
    await saveCode(tx, [{ id: accountId, ...seal(access.secrets, code, accountId) }], now)
    await recordEvent(tx, now, { accountId, kind: 'code-changed', address })
    await tellOfChange(tx, { accountId, changed: 'code', now })
  })
  return done(true)
}

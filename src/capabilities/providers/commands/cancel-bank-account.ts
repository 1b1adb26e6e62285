import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { cancelBank, type CancelRefusal } from '../rules/bank.ts'
import { getBankAccount, recordBankCancelled } from '../store/bank.ts'
import { lockOrganisation } from '../store/organisation.ts'
import type { ShownBankAccount } from './decide-bank-account.ts'
import { tellProvider } from './tell-provider.ts'

/** Stopping is safe, so one person is enough for it: also the one who entered the account. */
export async function cancelBankAccount(
  work: Work,
  { providerId, accountId, shownVersion, reason }: ShownBankAccount & { readonly reason: string },
): Promise<Outcome<'cancelled', CancelRefusal>> {
  const { tx, today, now, actor } = work
  await lockOrganisation(tx, providerId)
  const account = await getBankAccount(tx, providerId, accountId)
  const decided = cancelBank(account, reason, { shown: shownVersion, today })
  if (!decided.ok) return decided
  await recordBankCancelled(tx, accountId, { reason: reason.trim(), by: work.accountId, name: actor.name, at: now })
  await work.audit(
    'bank-account.cancelled',
    { type: 'bank-account', id: accountId },
    { provider: providerId, lastFour: account.lastFour, reason: reason.trim() },
  )
  await tellProvider(work, providerId, 'bank-cancelled')
  return done(decided.value)
}

import { done, type Outcome } from '../../../core/outcome.ts'
import { londonInstant } from '../../../platform/clock.ts'
import type { Work } from '../../../platform/work.ts'
import { coolingOffDays, decideBank, type DecideBankRefusal } from '../rules/bank.ts'
import { getBankAccount, recordBankDecision } from '../store/bank.ts'
import { lockOrganisation } from '../store/organisation.ts'
import { findSetting } from '../store/settings.ts'
import { tellProvider } from './tell-provider.ts'

export type ShownBankAccount = {
  readonly providerId: string
  readonly accountId: string
  readonly shownVersion: number
}
type Decision = { readonly kind: 'approve' } | { readonly kind: 'refuse'; readonly reason: string }
type Decided = { readonly status: 'approved' | 'refused'; readonly inForceOn: string | null }

/** The second of two people. From approval on, the account cools off before anything is paid to it. */
export async function decideBankAccount(
  work: Work,
  { providerId, accountId, shownVersion, decision }: ShownBankAccount & { readonly decision: Decision },
): Promise<Outcome<Decided, DecideBankRefusal>> {
  const { tx, today, now, actor } = work
  await lockOrganisation(tx, providerId)
  const account = await getBankAccount(tx, providerId, accountId)
  const days = coolingOffDays(await findSetting(tx, 'organisation.bank-cooling-off-days', today))
  const how = decision.kind === 'approve' ? { kind: decision.kind, days } : decision
  const decided = decideBank(account, how, { shown: shownVersion, by: work.accountId, today })
  if (!decided.ok) return decided

  const { status, inForceOn } = decided.value
  const reason = decision.kind === 'refuse' ? decision.reason.trim() : null
  await recordBankDecision(tx, accountId, { status, inForceOn, reason, by: work.accountId, name: actor.name, at: now })
  if (inForceOn !== null)
    await work.enqueue(
      'providers.use-bank-account',
      { councilId: tx.councilId, providerId },
      { key: `bank:${accountId}`, runAt: londonInstant(inForceOn, '00:05') },
    )
  await work.audit(
    `bank-account.${status}`,
    { type: 'bank-account', id: accountId },
    { provider: providerId, lastFour: account.lastFour, ...(reason === null ? { inForceOn } : { reason }) },
  )
  await tellProvider(work, providerId, `bank-${status}`)
  return done({ status, inForceOn })
}

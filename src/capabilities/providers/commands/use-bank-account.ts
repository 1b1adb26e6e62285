import type { Work } from '../../../platform/work.ts'
import { inForce } from '../rules/bank.ts'
import { listBankAccounts, recordLastFour } from '../store/bank.ts'
import { lockOrganisation } from '../store/organisation.ts'
import { tellProvider } from './tell-provider.ts'

/** After the cooling-off the provider sees and hears which account it is. A second run finds nothing to tell. */
export async function useBankAccount(work: Work, { providerId }: { readonly providerId: string }): Promise<void> {
  const { tx, today } = work
  await lockOrganisation(tx, providerId)
  const account = inForce(await listBankAccounts(tx, providerId), today)
  if (account === undefined || !(await recordLastFour(tx, providerId, account.lastFour))) return
  await work.audit(
    'bank-account.in-force',
    { type: 'bank-account', id: account.id },
    { provider: providerId, lastFour: account.lastFour },
  )
  await tellProvider(work, providerId, 'bank-in-force')
}

import type { Job } from '../../../platform/jobs.ts'
import { tidyHistory } from '../commands/earlier-passwords.ts'
import { watchAccounts } from '../commands/watch-accounts.ts'
import type { Access } from '../commands/access.ts'

/** Accounts belong to no council, so this job looks through the gate and not as one council's worker. */
export function watchAccountsJob(access: Pick<Access, 'db' | 'clock' | 'origin' | 'secrets'>): Job {
  // After midnight in London in summer and in winter.
  return {
    name: 'access.watch-accounts',
    nightlyAt: '30 1 * * *',
    handle: async () => {
      await tidyHistory(access)
      await watchAccounts(access)
    },
  }
}

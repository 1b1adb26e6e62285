import { z } from 'zod'
import { job } from '../../../platform/jobs.ts'
import { applyApprovedChange } from '../commands/apply-change.ts'
import { tellReviewers } from '../commands/tell-reviewers.ts'
import { useBankAccount } from '../commands/use-bank-account.ts'

const Change = z.object({ councilId: z.uuid(), id: z.uuid() })

/** Each is safe to run twice: what is done is found done. */
export const jobs = [
  job({ name: 'providers.apply-change', payload: Change, run: applyApprovedChange }),
  job({ name: 'providers.tell-reviewers', payload: Change, run: tellReviewers }),
  job({
    name: 'providers.use-bank-account',
    payload: z.object({ councilId: z.uuid(), providerId: z.uuid() }),
    run: useBankAccount,
  }),
] as const

import type { Clock } from './clock.ts'
import type { Db } from './db/db.ts'
import { forgetOldDrafts } from './drafts.ts'
import type { Job } from './jobs.ts'

/** What nobody came back for. Its writers' alone, so the job looks through the gate, which sees only how old a draft is. */
export function forgetDraftsJob({ db, clock }: { readonly db: Db; readonly clock: Clock }): Job {
  return {
    name: 'platform.forget-drafts',
    nightlyAt: '40 1 * * *',
    handle: async () => {
      await db.write({ role: 'portal_gate' }, (tx) => forgetOldDrafts(tx, clock.now()))
    },
  }
}

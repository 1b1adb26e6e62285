import { makeAgreements } from '../kit/agreements.ts'
import { besideBare, compareSpeeds, shareOfBare } from '../kit/beside-bare.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure } from '../kit/figure.ts'

const WAITING = 2_000

const page = { path: '/provider/agreements', bare: 'bare-agreements', prepare }

/** What needs a decision, of 100,000 agreements of one provider, signed in and under row-level security. */
export const agreementList: Figure = {
  names: ['agreement-list'],
  measure: (say) =>
    withDatabase(say, (database) =>
      withFolder(async (dataDir) => [
        shareOfBare('agreement-list', await besideBare({ database, dataDir }, page, compareSpeeds(say))),
      ]),
    ),
}

/** The list offers what somebody who may sign is offered. */
async function prepare({ owner }: BenchDatabase): Promise<void> {
  await makeAgreements(owner, WAITING)
  await owner.query(
    `insert into access.access_grant (council_id, membership_id, provider_id, scope, role, mode)
     select council_id, membership_id, provider_id, 'organisation', 'signatory', 'edit' from access.access_grant`,
  )
}

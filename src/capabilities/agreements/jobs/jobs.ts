import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/db/db.ts'
import type { Job } from '../../../platform/jobs.ts'
import { systemActor } from '../../../platform/work.ts'
import { keepPapers, sealPapers, type PaperParts } from '../commands/keep-papers.ts'
import { publishBatch } from '../commands/publish-batch.ts'
import { renewAgreements } from '../commands/renew-agreements.ts'
import { sendReminders } from '../commands/send-reminders.ts'
import type { TellThread } from '../commands/thread.ts'

const Papers = z.object({ councilId: z.uuid(), papers: z.array(z.string()).max(1_000) })
const Batch = z.object({ councilId: z.uuid(), batchId: z.uuid() })
const Uplift = z.object({ councilId: z.uuid(), upliftId: z.uuid() })
const Signing = z.object({ councilId: z.uuid(), signingId: z.uuid() })

type Parts = { readonly db: Pick<Db, 'glance'>; readonly tellThread: TellThread }

/** Each is safe to run twice: what is done is found done. Papers are made outside a transaction, which would wait for them. */
export function agreementJobs(parts: PaperParts & Parts): readonly Job[] {
  return [
    {
      name: 'agreements.keep-papers',
      handle: async (runner, input) => {
        const { councilId, papers } = Papers.parse(input)
        const keys = papers.map((text) => {
          const [id = '', revision] = text.split(':')
          return { id, revision: Number(revision) }
        })
        await keepPapers(runner, parts, { councilId, keys })
      },
    },
    {
      name: 'agreements.seal',
      handle: (runner, input) => sealPapers(runner, parts, Signing.parse(input)),
    },
    {
      name: 'agreements.publish-batch',
      handle: (runner, input) => publishBatch(runner, Batch.parse(input), parts.tellThread),
    },
    {
      name: 'agreements.renew',
      handle: (runner, input) => renewAgreements(runner, Uplift.parse(input)),
    },
    {
      name: 'agreements.remind',
      nightlyAt: '0 7 * * *',
      handle: async (runner) => {
        const { rows } = await parts.db.glance((tx) =>
          sql<{ id: string }>`select council_id as id from platform.council order by 1`.execute(tx),
        )
        for (const { id } of rows) await runner.run(systemActor(id), sendReminders)
      },
    },
  ]
}

import { sql } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { readText } from '../../../platform/files/read-text.ts'
import { job, type Job } from '../../../platform/jobs.ts'
import { systemActor } from '../../../platform/work.ts'
import { endSharesOf } from '../commands/share-document.ts'
import { disposeOfDue } from '../commands/retain.ts'
import { nudgeUnread, tellOfDocument } from '../commands/tell.ts'
import { recordText } from '../store/record.ts'
import { getVersion } from '../store/versions.ts'

const Filed = z.object({ councilId: z.uuid(), documentId: z.uuid(), number: z.int().positive() })
const Withdrawn = z.object({ councilId: z.uuid(), documentId: z.uuid(), number: z.int().positive().optional() })
type Parts = { readonly db: Db; readonly clock: Clock; readonly store: FileStore }

/** Each finds what is already done, so that a second run adds nothing. */
export function documentJobs(parts: Parts): readonly Job[] {
  return [
    job({ name: 'documents.tell', payload: Filed, run: tellOfDocument }),
    job({ name: 'documents.end-shares', payload: Withdrawn, run: endSharesOf }),
    readTextJob(parts),
    nudgeJob(parts),
    disposeJob(parts),
  ]
}

/** The words of a document are read outside of any transaction: a large one takes seconds. */
function readTextJob({ store }: Parts): Job {
  return {
    name: 'documents.read-text',
    handle: async (runner, input) => {
      const { councilId, documentId, number } = Filed.parse(input)
      const actor = systemActor(councilId)
      const version = await runner.run(actor, ({ tx }) => getVersion(tx, { providerId: undefined, documentId }, number))
      const text = await readText(await store.read(councilId, version.fileId), version.kind)
      if (text !== '') await runner.run(actor, ({ tx }) => recordText(tx, { ...version, documentId }, text))
    },
  }
}

function nudgeJob(parts: Parts): Job {
  return {
    name: 'documents.nudge-unread',
    nightlyAt: '30 6 * * *',
    handle: async (runner) => {
      for (const id of await listCouncils(parts)) await runner.run(systemActor(id), nudgeUnread)
    },
  }
}

/** Before the sweep of the same night, which takes the files. */
function disposeJob(parts: Parts): Job {
  return {
    name: 'documents.dispose',
    nightlyAt: '15 2 * * *',
    handle: async (runner) => {
      for (const id of await listCouncils(parts)) await disposeOfDue(runner, id)
    },
  }
}

async function listCouncils({ db }: Parts): Promise<readonly string[]> {
  const { rows } = await db.glance((tx) =>
    sql<{ id: string }>`select council_id as id from platform.council order by 1`.execute(tx),
  )
  return rows.map(({ id }) => id)
}

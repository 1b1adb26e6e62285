import { sql } from 'kysely'
import { systemScope } from '../db/scope.ts'
import type { Db } from '../db/db.ts'
import type { Clock } from '../clock.ts'
import type { Job } from '../jobs.ts'
import type { FileStore } from './file-store.ts'

const DAY_MILLISECONDS = 86_400_000
type Parts = { readonly db: Db; readonly clock: Clock; readonly store: FileStore }

/**
 * Each night: rows that were never attached, bytes without a row (their work was rolled back), bytes that were disposed of
 * and what a process that died left half received. Only what is older than a day, because a form may be open and a transaction under way.
 */
export function sweepFilesJob(parts: Parts): Job {
  return { name: 'platform.sweep-files', nightlyAt: '45 2 * * *', handle: () => sweepFiles(parts) }
}

async function sweepFiles({ db, clock, store }: Parts): Promise<void> {
  const before = new Date(clock.now().getTime() - DAY_MILLISECONDS)
  await store.sweepIncoming(before)
  for (const councilId of await listCouncils(db)) {
    await removeLooseRows(db, councilId, before)
    for await (const id of store.listBefore(councilId, before))
      if (!(await hasRow(db, councilId, id))) await store.remove(councilId, id)
  }
}

async function listCouncils(db: Db): Promise<string[]> {
  const { rows } = await db.glance((tx) =>
    sql<{ council_id: string }>`select council_id from platform.council order by council_id`.execute(tx),
  )
  return rows.map(({ council_id }) => council_id)
}

/** The rows go first: bytes without a row are found again by the next night, a row without bytes would be a broken promise. */
async function removeLooseRows(db: Db, councilId: string, before: Date): Promise<void> {
  await db.write(systemScope(councilId), (tx) =>
    tx
      .deleteFrom('platform.stored_file')
      .where('council_id', '=', tx.councilId)
      .where('attached_at', 'is', null)
      .where('uploaded_at', '<', before)
      .execute(),
  )
}

async function hasRow(db: Db, councilId: string, id: string): Promise<boolean> {
  const row = await db.read(systemScope(councilId), (tx) =>
    tx
      .selectFrom('platform.stored_file')
      .select('id')
      .where('council_id', '=', tx.councilId)
      .where('id', '=', id)
      .where('disposed_at', 'is', null)
      .executeTakeFirst(),
  )
  return row !== undefined
}

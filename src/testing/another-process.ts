import { openDb, type Db } from '../platform/db/db.ts'
import { applicationUrl } from '../platform/db/migrate.ts'
import { workRunner, type WorkRunner } from '../platform/work.ts'
import type { Stage } from './stage.ts'

export type AnotherProcess = { readonly db: Db; readonly work: WorkRunner }

/** Another process as the database sees it: connections of its own. */
export function anotherProcess({ ownerUrl, clock }: Stage): AnotherProcess {
  const db = openDb(applicationUrl(ownerUrl), { connections: 2 })
  return { db, work: workRunner(db, clock) }
}

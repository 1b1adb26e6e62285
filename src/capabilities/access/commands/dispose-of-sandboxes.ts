import { emptySandbox } from '../../../platform/db/dispose.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { systemActor, type Work, type WorkRunner } from '../../../platform/work.ts'
import { DAYS_KEPT } from '../rules/sandboxes.ts'
import {
  listDue,
  listLeftOver,
  listWithSandboxes,
  noteBegun,
  noteDisposed,
  noteLeftOver,
  noteRemoved,
  type LeftOver,
} from '../store/sandbox-disposals.ts'
import { gate } from './access.ts'

export type DisposalParts = { readonly db: Db; readonly store: Pick<FileStore, 'removeAll'> }
const DAY_MILLISECONDS = 86_400_000

/**
 * Notes what no key reaches any more, and disposes of what was noted some days ago: in parts, so that nobody waits for
 * it, and going on where an earlier night was cut off.
 */
export async function disposeOfSandboxes(parts: DisposalParts, runner: WorkRunner): Promise<void> {
  const [councils, left] = await parts.db.read(gate, (tx) => Promise.all([listWithSandboxes(tx), listLeftOver(tx)]))
  for (const councilId of councils) {
    const due = await runner.run(systemActor(councilId), async ({ tx, now }) => {
      for (const one of left.filter((each) => each.councilId === councilId)) await noteLeftOver(tx, one, now)
      return listDue(tx, new Date(now.getTime() - DAYS_KEPT * DAY_MILLISECONDS))
    })
    for (const one of due) await disposeOf(parts, runner, one)
  }
}

async function disposeOf({ db, store }: DisposalParts, runner: WorkRunner, left: LeftOver): Promise<void> {
  const inLiving = <T>(act: (work: Work) => Promise<T>) => runner.run(systemActor(left.councilId), act)
  const subject = { type: 'sandbox', id: left.sandboxId }
  const { generation } = left
  await inLiving(async (work) => {
    if (await noteBegun(work.tx, left, work.now)) await work.audit('sandbox.disposing', subject, { generation })
  })
  for await (const rows of emptySandbox(db, left.insideCouncilId))
    await inLiving(({ tx }) => noteRemoved(tx, left, rows))
  const files = await store.removeAll(left.insideCouncilId)
  await inLiving(async (work) => {
    const rows = await noteDisposed(work.tx, left, files, work.now)
    await work.audit('sandbox.disposed', subject, { generation, rows: Number(rows), files })
  })
}

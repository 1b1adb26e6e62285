import { z } from 'zod'
import type { FaceScope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import type { Job } from '../../../platform/jobs.ts'
import { systemActor, type Actor, type WorkRunner } from '../../../platform/work.ts'
import { checkFile } from '../commands/upload/check-file.ts'
import { refusalOf } from '../commands/upload/file-refused.ts'
import { withStored } from '../commands/upload/local-file.ts'
import { writeRows } from '../commands/upload/save-upload.ts'
import { tellSender } from '../commands/upload/tell-sender.ts'
import { forgetSaving, getAwaited, noteProgress, noteSaving, type Awaited } from '../store/upload/awaited.ts'
import { lockUpload, markRefused } from '../store/upload/uploads.ts'

const Payload = z.object({ councilId: z.uuid(), uploadId: z.uuid(), name: z.string().optional() })
type Asked = z.infer<typeof Payload>
type Parts = { readonly store: FileStore; readonly origin: string }

/** A page counts along while a file is read. */
const ROWS_BETWEEN_NOTES = 5_000

const ids = z.array(z.uuid())
const own = { councilId: z.uuid(), providerId: z.uuid(), accountId: z.uuid() }
const Acting = z.union([
  z.object({ role: z.literal('portal_provider'), ...own }),
  z.object({
    role: z.literal('portal_provider_scoped'),
    ...own,
    services: ids,
    contracts: ids,
    seenServices: ids,
    seenContracts: ids,
  }),
]) satisfies z.ZodType<FaceScope>

/**
 * Files that are too large for a page. Each job acts as the person who asked, with what they might see then, and does all
 * of its writing in one transaction: one that is killed leaves nothing behind and is run again.
 */
export function uploadJobs(parts: Parts): readonly Job[] {
  return [
    { name: 'actuals.check-upload', handle: (runner, payload) => check(runner, parts, Payload.parse(payload)) },
    { name: 'actuals.save-upload', handle: (runner, payload) => save(runner, parts, Payload.parse(payload)) },
  ]
}

async function check(runner: WorkRunner, { store, origin }: Parts, asked: Asked): Promise<void> {
  const { councilId, uploadId } = asked
  const upload = await awaited(runner, asked)
  if (upload.state !== 'waiting') return
  const actor = actorOf(upload)
  let noted = 0
  const onRows = async (rows: number): Promise<void> => {
    if (rows - noted < ROWS_BETWEEN_NOTES) return
    noted = rows
    await runner.run(systemActor(councilId), ({ tx }) => noteProgress(tx, uploadId, rows))
  }
  try {
    await withStored({ store, councilId, fileId: upload.fileId }, (path) =>
      runner.runBulk(actor, async (work) => {
        await checkFile(work, { upload, path, bulk: true, onRows })
      }),
    )
  } catch (fault) {
    const refusal = refusalOf(fault)
    if (refusal === undefined) throw fault
    await runner.run(actor, ({ tx, now }) => markRefused(tx, uploadId, refusal, now))
  }
  await runner.run(systemActor(councilId), (work) => tellSender(work, { upload, origin, what: 'checked' }))
}

async function save(runner: WorkRunner, { origin }: Parts, asked: Asked): Promise<void> {
  const upload = await awaited(runner, asked)
  if (upload.state !== 'saving') return
  const system = systemActor(asked.councilId)
  const onSaved = (rows: number) => runner.run(system, ({ tx }) => noteSaving(tx, upload, rows))
  await runner.runBulk(actorOf({ ...upload, sentName: asked.name ?? upload.sentName }), async (work) => {
    const locked = await lockUpload(work.tx, asked.uploadId)
    if (locked.state === 'saving') await writeRows(work, locked, onSaved)
  })
  await runner.run(system, async (work) => {
    await forgetSaving(work.tx, upload.id)
    await tellSender(work, { upload, origin, what: 'saved' })
  })
}

function awaited(runner: WorkRunner, { councilId, uploadId }: Asked): Promise<Awaited> {
  return runner.run(systemActor(councilId), ({ tx }) => getAwaited(tx, uploadId))
}

function actorOf({ acting, sentName }: Awaited): Actor {
  return { scope: Acting.parse(acting), name: sentName, face: 'provider' }
}

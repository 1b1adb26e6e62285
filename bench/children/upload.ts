import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { uploadJobs } from '../../src/capabilities/actuals/index.ts'
import { receiveUpload } from '../../src/capabilities/actuals/commands/upload/receive-upload.ts'
import { saveUpload } from '../../src/capabilities/actuals/commands/upload/save-upload.ts'
import { getUpload } from '../../src/capabilities/actuals/store/upload/uploads.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { openDb } from '../../src/platform/db/db.ts'
import { folderStore } from '../../src/platform/files/file-store.ts'
import type { ReceivedFile } from '../../src/platform/files/stored-file.ts'
import { workRunner, type Actor } from '../../src/platform/work.ts'

const Given = z.object({
  url: z.string(),
  councilId: z.string(),
  providerId: z.string(),
  file: z.string(),
  kind: z.enum(['csv', 'xlsx']),
})
export type UploadSeen = {
  readonly checked: number
  readonly saved: number
  readonly rows: number
  readonly grewMiB: number
}

/** One file of weeks, as the browser's page and the jobs behind it take it: kept, checked, shown, saved. */
export async function uploadChild(input: unknown): Promise<UploadSeen> {
  const { url, councilId, providerId, file, kind } = Given.parse(input)
  const db = openDb(url, { connections: 3 })
  const work = workRunner(db, fixedClock('2026-06-30T09:00:00Z'))
  const actor: Actor = {
    scope: { role: 'portal_provider', councilId, providerId, accountId: randomUUID() },
    name: 'Asha Bench',
    face: 'provider',
  }
  const store = { ...folderStore('/nowhere'), open: () => Promise.resolve(createReadStream(file)) }
  const [check, save] = uploadJobs({ store, origin: 'http://bench' })
  if (check === undefined || save === undefined) throw new Error('the jobs have other names')
  const received = await aReceived(file, kind)
  await db.read(actor.scope, (tx) =>
    tx.selectFrom('platform.council').select('name').where('council_id', '=', councilId).execute(),
  )
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const started = performance.now()
  const outcome = await work.run(actor, (unit) =>
    receiveUpload(unit, { file: received, checkOnly: false, mapId: null, source: 'screen' }),
  )
  if (!outcome.ok) throw new Error('the file was not taken')
  const { uploadId, later } = outcome.value
  if (later) await check.handle(work, { councilId, uploadId })
  const checked = (performance.now() - started) / 1000
  const upload = await work.run(actor, ({ tx }) => getUpload(tx, uploadId))
  if (upload.state !== 'checked') throw new Error(`the file is ${upload.state} with ${upload.fileCode ?? ''}`)
  const saving = await work.run(actor, (unit) =>
    saveUpload(unit, { uploadId, version: upload.version, confirmed: [], reason: '' }),
  )
  if (!saving.ok) throw new Error(`nothing was saved: ${saving.refusal.code}`)
  if (saving.value.later) await save.handle(work, { councilId, uploadId, name: actor.name })
  const saved = (performance.now() - started) / 1000
  const grewMiB = process.resourceUsage().maxRSS / 1024 - before / 1_048_576
  const { rowsSaved } = await work.run(actor, ({ tx }) => getUpload(tx, uploadId))
  await db.close()
  return { checked, saved, rows: rowsSaved, grewMiB }
}

/** Its hash is known by the time it has arrived: the bytes are hashed on their way in. */
async function aReceived(file: string, kind: 'csv' | 'xlsx'): Promise<ReceivedFile> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(z.instanceof(Buffer).parse(chunk))
  return {
    name: `weekly.${kind}`,
    kind,
    bytes: statSync(file).size,
    sha256: hash.digest('hex'),
    scanned: false,
    read: () => readFile(file),
    keepAs: () => Promise.resolve(),
  }
}

import { z } from 'zod'
import { fixedClock } from '../../../platform/clock.ts'
import { openDb } from '../../../platform/db/db.ts'
import { workRunner } from '../../../platform/work.ts'
import { saveUpload } from '../commands/upload/save-upload.ts'

/** A process of its own that saves a file, and stands still with everything of it done but the commit. */
const { url, now, councilId, providerId, accountId, uploadId, version } = z
  .object({
    url: z.string(),
    now: z.string(),
    councilId: z.uuid(),
    providerId: z.uuid(),
    accountId: z.uuid(),
    uploadId: z.uuid(),
    version: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''))
const actor = {
  scope: { role: 'portal_provider', councilId, providerId, accountId },
  name: 'Asha Test',
  face: 'provider',
} as const
await workRunner(openDb(url, { connections: 2 }), fixedClock(now)).run(actor, async (work) => {
  const outcome = await saveUpload(work, { uploadId, version, confirmed: [], reason: '' })
  process.stdout.write(outcome.ok ? `saved ${String(outcome.value.saved)}\n` : `refused ${outcome.refusal.code}\n`)
  await new Promise(() => setInterval(() => undefined, 1_000))
})

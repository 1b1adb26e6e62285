import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { prepareRun } from '../../src/capabilities/payments/commands/prepare-run.ts'
import { releaseRun } from '../../src/capabilities/payments/commands/release-run.ts'
import { listRunsOf } from '../../src/capabilities/payments/store/runs.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDb } from '../../src/platform/db/db.ts'
import { workRunner, type Actor } from '../../src/platform/work.ts'

const Given = z.object({ url: z.string(), councilId: z.string(), periodId: z.string() })

/** Two people prepare and release a run, as from their screens; then says how long it took and the most memory held. */
export async function paymentRunChild(input: unknown): Promise<{ seconds: number; peakMiB: number }> {
  const { url, councilId, periodId } = Given.parse(input)
  const db = openDb(url, { connections: 2 })
  const work = workRunner(db, systemClock)
  const preparer = staff(councilId, 'Petra Bench')
  const started = performance.now()
  await work.run(preparer, (unit) => prepareRun(unit, { periodId }))
  const [run] = await db.read(preparer.scope, (tx) => listRunsOf(tx, periodId))
  if (run === undefined) throw new Error('no run was prepared')
  const released = await work.run(staff(councilId, 'Rene Bench'), (unit) =>
    releaseRun(unit, { runId: run.id, shownHash: run.linesHash, confirmed: true, confirmedEarly: true }),
  )
  const seconds = (performance.now() - started) / 1000
  if (!released.ok) throw new Error(`the run was not released: ${released.refusal.code}`)
  await db.close()
  return { seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }
}

function staff(councilId: string, name: string): Actor {
  return { scope: { role: 'portal_council', councilId, accountId: randomUUID() }, name, face: 'council' }
}

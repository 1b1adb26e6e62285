import { z } from 'zod'
import { fixedClock } from '../../../platform/clock.ts'
import { openDb } from '../../../platform/db/db.ts'
import { workRunner, type WorkRunner } from '../../../platform/work.ts'
import { publishBatch } from '../commands/publish-batch.ts'

/** A process of its own that publishes a batch, and stands still at the end of one transaction, before it commits. */
const { url, now, standIn, ...which } = z
  .object({
    url: z.string(),
    now: z.string(),
    standIn: z.number(),
    councilId: z.uuid(),
    batchId: z.uuid(),
    part: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''))
const inner = workRunner(openDb(url, { connections: 2 }), fixedClock(now))
let transactions = 0
const runner: WorkRunner = {
  ...inner,
  run: (actor, act) =>
    inner.run(actor, async (work) => {
      const value = await act(work)
      transactions += 1
      if (transactions === standIn) await standStill()
      return value
    }),
}
await publishBatch(runner, which, () => Promise.resolve())

function standStill(): Promise<never> {
  process.stdout.write('here\n')
  return new Promise(() => setInterval(() => undefined, 1_000))
}

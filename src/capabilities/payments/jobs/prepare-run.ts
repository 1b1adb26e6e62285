import { z } from 'zod'
import type { Job } from '../../../platform/jobs.ts'
import { systemActor, type Actor, type WorkRunner } from '../../../platform/work.ts'
import { prepareRun } from '../commands/prepare-run.ts'
import { findPreparation, noteFault, reachStep, removePreparation, type Preparation } from '../store/preparations.ts'

const Asked = z.object({ councilId: z.uuid(), periodId: z.uuid() })

/**
 * Works a run out in the name of whoever asked for it. The run is one transaction; how far it is stands in others, so
 * that a page can show it. Run again after a crash it starts afresh, and after the end it finds nothing asked for.
 */
export const prepareRunJob: Job = {
  name: 'payments.prepare-run',
  handle: async (runner, payload) => {
    const { councilId, periodId } = Asked.parse(payload)
    const asked = await runner.run(systemActor(councilId), ({ tx }) => findPreparation(tx, periodId))
    if (asked === undefined) return
    const actor = actorOf(councilId, asked)
    try {
      await prepareFor(runner, actor, periodId)
    } catch (fault) {
      await runner.run(actor, ({ tx, now }) => noteFault(tx, periodId, now))
      throw fault
    }
  },
}

async function prepareFor(runner: WorkRunner, actor: Actor, periodId: string): Promise<void> {
  await runner.run(actor, async (work) => {
    await prepareRun(work, { periodId }, (step) =>
      runner.run(actor, ({ tx, now }) => reachStep(tx, periodId, step, now)),
    )
    // Refused, because another run stands by now: that one is what was asked for.
    await removePreparation(work.tx, periodId)
  })
}

function actorOf(councilId: string, { askedBy, askedName }: Preparation): Actor {
  return { scope: { role: 'portal_council', councilId, accountId: askedBy }, name: askedName, face: 'council' }
}

import { z } from 'zod'
import type { Job } from '../../../platform/jobs.ts'
import { systemActor } from '../../../platform/work.ts'
import { insideCode } from '../rules/sandboxes.ts'
import { lockSandbox, noteFilled, noteNotFilled, type Filled } from '../store/sandboxes.ts'

/** Makes a council of this code with the generator and the importer. Doing it again for the same code changes nothing. */
export type FillSandbox = (council: { readonly code: string; readonly name: string }) => Promise<Filled>

const Payload = z.object({ councilId: z.uuid(), sandboxId: z.uuid(), generation: z.int().positive() })

/** A newer reset has a job of its own, so an older one has nothing to do. */
export function fillSandboxJob(fill: FillSandbox): Job {
  return {
    name: 'access.fill-sandbox',
    handle: async (runner, payload) => {
      const { councilId, sandboxId, generation } = Payload.parse(payload)
      const actor = systemActor(councilId)
      const asked = await runner.run(actor, ({ tx }) => lockSandbox(tx, sandboxId, undefined))
      if (asked?.state !== 'filling' || asked.generation !== generation) return
      const filled = await filledOrNot(fill, { code: insideCode(sandboxId, generation), name: asked.name })
      await runner.run(actor, async (work) => {
        const { tx, now } = work
        const sandbox = await lockSandbox(tx, sandboxId, undefined)
        if (sandbox?.state !== 'filling' || sandbox.generation !== generation) return
        const subject = { type: 'sandbox', id: sandboxId }
        if ('fault' in filled) {
          await noteNotFilled(tx, sandboxId)
          await work.audit('sandbox.not-filled', subject, { generation })
        } else {
          await noteFilled(tx, sandboxId, filled, now)
          await work.audit('sandbox.filled', subject, { generation })
        }
      })
      // Told to whoever looks after the jobs; trying again would find the sandbox marked.
      if ('fault' in filled) throw filled.fault
    },
  }
}

async function filledOrNot(
  fill: FillSandbox,
  council: Parameters<FillSandbox>[0],
): Promise<Filled | { readonly fault: unknown }> {
  try {
    return await fill(council)
  } catch (fault) {
    return { fault }
  }
}

import { z } from 'zod'
import type { TravellingClock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Job } from '../../../platform/jobs.ts'
import { gate } from '../commands/access.ts'
import { findDaysAhead } from '../store/key-holder.ts'

type Parts = { readonly db: Db; readonly travels: Pick<TravellingClock, 'ahead'> }
const OfCouncil = z.object({ councilId: z.uuid() })

/** What a request in a sandbox left for later is done at the time of that sandbox. Nightly work keeps to the real one. */
export function inSandboxTime({ db, travels }: Parts, job: Job): Job {
  return {
    ...job,
    handle: async (runner, payload) => {
      const { data } = OfCouncil.safeParse(payload)
      const days = data === undefined ? 0 : await db.read(gate, (tx) => findDaysAhead(tx, data.councilId))
      await travels.ahead(days, () => job.handle(runner, payload))
    },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { withFolder } from '../kit/database.ts'
import type { Figure } from '../kit/figure.ts'
import { residentMiB, startProgram, untilQuiet } from '../kit/program.ts'

const IDLE_MS = 10_000

/** What the program holds when nobody uses it, ten seconds after a start on the demonstration councils. */
export const idleMemory: Figure = {
  names: ['idle-memory'],
  measure: () =>
    withFolder(async (dataDir) => {
      // The first start also makes the demonstration and seals its papers, which a later start need not.
      const first = await startProgram({ dataDir })
      await untilQuiet(first.pid)
      await first.stop()
      const program = await startProgram({ dataDir })
      try {
        await sleep(IDLE_MS)
        const value = residentMiB(program.pid)
        return [
          {
            figure: 'idle-memory',
            value,
            unit: 'MiB',
            limit: 150,
            limitIs: 'the most allowed',
            bar: 1,
            sense: 'at-most',
          },
        ]
      } finally {
        await program.stop()
      }
    }),
}

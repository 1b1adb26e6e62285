import type { Figure, Reading, Say } from '../kit/figure.ts'
import { withDatabase, withFolder } from '../kit/database.ts'
import { median } from '../kit/median.ts'
import { startProgram } from '../kit/program.ts'

const STARTS = 5

/** From the first instruction of the program to its first "ready", on a database that exists. */
export const startFigure: Figure = {
  names: ['start', 'start-embedded'],
  measure: async (say) => [await external(say), await embedded(say)],
}

async function external(say: Say): Promise<Reading> {
  const value = await withDatabase(say, (database) =>
    withFolder(async (dataDir) => {
      await startOnce(dataDir, database)
      return medianStart(say, () => startOnce(dataDir, database))
    }),
  )
  return reading('start', value, 1.5)
}

/** The first start makes the database and loads the demonstration, and is not counted. */
async function embedded(say: Say): Promise<Reading> {
  const value = await withFolder(async (dataDir) => {
    say(`first start in ${(await startOnce(dataDir)).toFixed(1)} s`)
    return medianStart(say, () => startOnce(dataDir))
  })
  return reading('start-embedded', value, 3)
}

async function medianStart(say: Say, once: () => Promise<number>): Promise<number> {
  const starts: number[] = []
  for (let start = 0; start < STARTS; start += 1) starts.push(await once())
  say(`starts: ${starts.map((each) => each.toFixed(2)).join(', ')} s`)
  return median(starts)
}

async function startOnce(dataDir: string, database?: { url: string; ownerUrl: string }): Promise<number> {
  const program = await startProgram({ dataDir, ...(database === undefined ? {} : { database }) })
  await program.stop()
  return program.secondsToReady
}

function reading(figure: string, value: number, limit: number): Reading {
  return { figure, value, unit: 's to ready', limit, limitIs: 'the most allowed', bar: 1, sense: 'at-most' }
}

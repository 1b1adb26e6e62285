import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from, to } from 'pg-copy-streams'
import { z } from 'zod'
import { ask } from '../kit/child.ts'
import { withDatabase, withFolder } from '../kit/database.ts'
import type { Figure, Say } from '../kit/figure.ts'
import { seconds } from '../kit/median.ts'
import { makePeriod } from '../kit/upload-files.ts'
import { packagesFor, planVisits, writeVisitFile } from '../kit/visit-files.ts'
import { makeWorld } from '../kit/world.ts'

const ROWS = 1_000_000
const MOST_GROWTH_MIB = 100

const Seen = z.object({ checked: z.number(), saved: z.number(), rows: z.number(), grewMiB: z.number() })

/**
 * A company's month of call monitoring: a million visits read, placed, rounded and stored, and their weeks drafted, against
 * COPY of the visits that they became.
 */
export const uploadVisits: Figure = {
  names: ['upload-visits', 'upload-visits-memory'],
  measure: (say) =>
    withFolder((folder) =>
      withDatabase(say, async ({ owner, url }) => {
        const size = packagesFor(ROWS)
        const world = await makeWorld(owner, { providers: 4, packages: size + 2_000, ofTheFirst: size, underWay: true })
        await makePeriod(owner)
        await planVisits(owner)
        const file = await writeVisitFile(folder, ROWS)
        const seen = Seen.parse(await ask('upload', { url, ...world, file, kind: 'csv' }))
        say(
          `${String(seen.rows)} visits: checked in ${seen.checked.toFixed(1)} s, saved after ${seen.saved.toFixed(1)} s, memory grew ${seen.grewMiB.toFixed(0)} MiB`,
        )
        const copied = await copyRate(owner, folder, say)
        return [
          {
            figure: 'upload-visits',
            value: seen.rows / seen.saved,
            unit: 'rows/s',
            limit: copied,
            limitIs: 'COPY of the same rows into the same table with its indexes, by its owner',
            bar: 0.25,
            sense: 'at-least',
          },
          {
            figure: 'upload-visits-memory',
            value: seen.grewMiB,
            unit: 'MiB',
            limit: MOST_GROWTH_MIB,
            limitIs: 'the most that memory may grow',
            bar: 1,
            sense: 'at-most',
          },
        ]
      }),
    ),
}

/** The visits that the file became: out to a file, the table emptied, and back in. */
async function copyRate(owner: Client, folder: string, say: Say): Promise<number> {
  const file = path.join(folder, 'visits.copy')
  const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from actuals.visit')
  await pipeline(owner.query(to('copy (select * from actuals.visit) to stdout')), createWriteStream(file))
  await owner.query('truncate actuals.visit')
  await owner.query('vacuum analyze actuals.visit')
  const started = performance.now()
  await pipeline(createReadStream(file), owner.query(from('copy actuals.visit from stdin')))
  const took = seconds(started)
  say(`copied in ${took.toFixed(1)} s`)
  return (rows[0]?.count ?? 0) / took
}

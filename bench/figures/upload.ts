import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from, to } from 'pg-copy-streams'
import { z } from 'zod'
import { ask } from '../kit/child.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'
import { inTurn, seconds } from '../kit/median.ts'
import { forgetUploads, makePeriod, writeUploadFiles, type UploadFiles } from '../kit/upload-files.ts'
import { makeWorld, type World } from '../kit/world.ts'

const PACKAGES = 25_000
const ROUNDS = 3
const MOST_GROWTH_MIB = 100
const PREVIEW_SECONDS = 3

const Seen = z.object({ checked: z.number(), saved: z.number(), rows: z.number(), grewMiB: z.number() })

/** A provider's file of 100,000 weeks: judged, priced and stored with its history, against COPY of the rows it became. */
export const upload: Figure = {
  names: ['upload-weekly', 'upload-memory', 'upload-xlsx', 'preview'],
  measure: (say) =>
    withFolder((folder) =>
      withDatabase(say, async (database) => {
        const world = await makeWorld(database.owner, {
          providers: 40,
          packages: 30_000,
          ofTheFirst: PACKAGES,
          underWay: true,
        })
        await makePeriod(database.owner)
        const files = await writeUploadFiles(folder, PACKAGES)
        return new Uploads({ folder, database, world, files, say }).readings()
      }),
    ),
}

type Parts = {
  readonly folder: string
  readonly database: BenchDatabase
  readonly world: World
  readonly files: UploadFiles
  readonly say: Say
}

class Uploads {
  readonly #parts: Parts
  #grew = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async readings(): Promise<readonly Reading[]> {
    const { files } = this.#parts
    const preview = await this.#send(files.small, 'csv')
    const speeds = await inTurn(
      ROUNDS,
      () => this.#rowsPerSecond(),
      () => this.#copied(),
    )
    const csv = files.rows / speeds.ours
    const xlsx = await this.#send(files.xlsx, 'xlsx')
    return [
      {
        figure: 'upload-weekly',
        value: speeds.ours,
        unit: 'rows/s',
        limit: speeds.limit,
        limitIs: 'COPY of the same rows into the same table with its indexes, by its owner',
        bar: 0.3,
        sense: 'at-least',
      },
      {
        figure: 'upload-memory',
        value: this.#grew,
        unit: 'MiB',
        limit: MOST_GROWTH_MIB,
        limitIs: 'the most that memory may grow',
        bar: 1,
        sense: 'at-most',
      },
      {
        figure: 'upload-xlsx',
        value: xlsx.saved,
        unit: 's',
        limit: csv,
        limitIs: 'the same rows as CSV',
        bar: 3,
        sense: 'at-most',
      },
      {
        figure: 'preview',
        value: preview.checked,
        unit: 's',
        limit: PREVIEW_SECONDS,
        limitIs: 'the longest allowed for 2,000 rows',
        bar: 1,
        sense: 'at-most',
      },
    ]
  }

  async #rowsPerSecond(): Promise<number> {
    const seen = await this.#send(this.#parts.files.csv, 'csv')
    this.#grew = Math.max(this.#grew, seen.grewMiB)
    return seen.rows / seen.saved
  }

  async #send(file: string, kind: 'csv' | 'xlsx'): Promise<z.infer<typeof Seen>> {
    const { database, world, say } = this.#parts
    await forgetUploads(database.owner)
    const seen = Seen.parse(await ask('upload', { url: database.url, ...world, file, kind }))
    say(
      `${String(seen.rows)} rows of ${kind}: checked in ${seen.checked.toFixed(2)} s, saved after ${seen.saved.toFixed(2)} s, memory grew ${seen.grewMiB.toFixed(0)} MiB`,
    )
    return seen
  }

  /** The rows that the upload became: out to a file, the table emptied, and back in. */
  async #copied(): Promise<number> {
    const { folder, database, files, say } = this.#parts
    const { owner } = database
    const file = path.join(folder, 'weeks.copy')
    const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from actuals.week')
    if ((rows[0]?.count ?? 0) !== files.rows) await this.#rowsPerSecond()
    await pipeline(owner.query(to('copy (select * from actuals.week) to stdout')), createWriteStream(file))
    await forgetUploads(owner)
    const started = performance.now()
    await pipeline(createReadStream(file), owner.query(from('copy actuals.week from stdin')))
    const took = seconds(started)
    say(`copied in ${took.toFixed(2)} s`)
    return files.rows / took
  }
}

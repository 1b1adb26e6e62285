import { ask } from '../kit/child.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Say } from '../kit/figure.ts'
import { load, type LoadSeen } from '../kit/load.ts'
import { median } from '../kit/median.ts'
import { startProgram } from '../kit/program.ts'
import { signIn } from '../kit/session.ts'
import { forgetUploads, makePeriod, writeUploadFiles } from '../kit/upload-files.ts'
import { makeWorld } from '../kit/world.ts'

const PACKAGES = 25_000
const ROUNDS = 3
/** People who look at their list while somebody sends 100,000 weeks. */
const CONCURRENCY = 4
const SECONDS = 10

/** The list page of others while a file is judged and saved, against the same page with nothing beside it. */
export const uploadBeside: Figure = {
  names: ['upload-beside'],
  measure: (say) =>
    withFolder((dataDir) =>
      withDatabase(say, async (database) => {
        const size = { providers: 40, packages: 30_000, ofTheFirst: PACKAGES, underWay: true }
        const world = await makeWorld(database.owner, size)
        await makePeriod(database.owner)
        const files = await writeUploadFiles(dataDir, PACKAGES)
        const cookie = await signIn(database.owner, world)
        const program = await startProgram({ dataDir, database, words: ['--web'] })
        const look = (): Promise<LoadSeen> =>
          load({
            origin: program.origin,
            path: '/provider/packages',
            cookie,
            concurrency: CONCURRENCY,
            seconds: SECONDS,
          })
        try {
          await look()
          const [alone, beside] = [[] as number[], [] as number[]]
          for (let round = 0; round < ROUNDS; round += 1) {
            alone.push((await look()).p99)
            beside.push(await lookBeside({ database, say }, look, { ...world, file: files.csv }))
            say(`the list p99 ${String(alone.at(-1))} ms alone, ${String(beside.at(-1))} ms beside a file`)
          }
          return [
            {
              figure: 'upload-beside',
              value: median(beside),
              unit: `ms, p99 of ${String(CONCURRENCY)} at once`,
              limit: median(alone),
              limitIs: 'the same page with no file beside it',
              bar: 2,
              sense: 'at-most',
            },
          ]
        } finally {
          await program.stop()
        }
      }),
    ),
}

type Sent = { readonly councilId: string; readonly providerId: string; readonly file: string }

/** Files come one after the other for as long as the list is looked at. */
async function lookBeside(
  { database, say }: { readonly database: BenchDatabase; readonly say: Say },
  look: () => Promise<LoadSeen>,
  sent: Sent,
): Promise<number> {
  let isLooking = true
  const looked = look().finally(() => {
    isLooking = false
  })
  let count = 0
  const sending = async (): Promise<void> => {
    while (isLooking) {
      await forgetUploads(database.owner)
      await ask('upload', { url: database.url, ...sent, kind: 'csv' })
      count += 1
    }
  }
  const [{ p99 }] = await Promise.all([looked, sending()])
  say(`${String(count)} files were saved meanwhile`)
  return p99
}

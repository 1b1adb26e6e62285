import { importPack, reportLines } from '../capabilities/exchange/index.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../platform/clock.ts'
import { openDb } from '../platform/db/db.ts'
import { openDatabase } from './database.ts'

const REFUSED = 1

/** `portal import FOLDER`: progress as it goes, then what was new, changed and unchanged, or every fault. */
export async function importCommand(config: Config, folder: string, say: (line: string) => void): Promise<number> {
  const database = await openDatabase(config, say)
  const db = openDb(database.url)
  try {
    let stage = ''
    const report = await importPack(db, systemClock, folder, {
      onProgress: (progress) => {
        const line = `${progress.stage} ${progress.file}`
        if (line !== stage) say(line)
        stage = line
      },
    })
    process.stdout.write(`${reportLines(report).join('\n')}\n`)
    return report.faults.length > 0 ? REFUSED : 0
  } finally {
    await db.close()
    await database.stop()
  }
}

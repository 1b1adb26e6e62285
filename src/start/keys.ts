import { countUnderOtherKeys, reseal } from '../capabilities/access/index.ts'
import type { Config } from '../config.ts'
import { openDb, type Db } from '../platform/db/db.ts'
import { StartFault } from '../platform/start-fault.ts'
import { openDatabase } from './database.ts'
import { addCodeKey, readSecrets, removeOldCodeKeys } from './secrets.ts'

type Say = (line: string) => void

/** `portal keys rotate`, while the portal runs or not: it opens what either key sealed. */
export async function rotateKeys(config: Config, say: Say): Promise<void> {
  const database = await openDatabase(config, say)
  const db = openDb(database.url)
  try {
    await rotate({ db, file: config.secretsFile }, say)
  } finally {
    await db.close()
    await database.stop()
  }
}

/** A rotation that was cut off is finished first, and no second new key is made for it. */
export async function rotate({ db, file }: { readonly db: Db; readonly file: string }, say: Say): Promise<void> {
  const parts = { db, secrets: readSecrets(file) }
  const isUnfinished = parts.secrets.codeKeys.size > 1
  if (!isUnfinished) addCodeKey(file)
  const version = String(parts.secrets.currentCodeKey)
  say(isUnfinished ? `Finishing the change to key ${version}.` : `Key ${version} is made and seals from now on.`)
  await reseal(parts, (done) => {
    say(`${String(done)} accounts are sealed under key ${version}.`)
  })
  const left = await countUnderOtherKeys(parts)
  if (left > 0)
    throw new StartFault(
      `${String(left)} accounts were sealed under an older key meanwhile. Nothing is lost: run this again.`,
    )
  removeOldCodeKeys(file)
  say('Nothing is sealed under an older key, so older keys are removed from the secrets file.')
}

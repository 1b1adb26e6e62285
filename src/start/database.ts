import { Client } from 'pg'
import type { Config } from '../config.ts'
import { startEmbedded } from '../platform/db/embedded/start.ts'
import { applicationUrl, migrate } from '../platform/db/migrate.ts'
import { packageFile } from './package-files.ts'

export type RunningDatabase = {
  /** As the owner of the tables: migrations only. */
  readonly ownerUrl: string
  /** As the application, which owns nothing. */
  readonly url: string
  readonly embedded: boolean
  readonly stop: () => Promise<void>
}
type Say = (line: string) => void

/** The configured server, or a real PostgreSQL of our own in the data folder; migrated either way. */
export async function openDatabase(config: Config, say: Say): Promise<RunningDatabase> {
  const database = await findDatabase(config, say)
  try {
    await migrate(database.ownerUrl, { dir: packageFile('migrations'), log: say })
    return database
  } catch (fault) {
    await database.stop()
    throw fault
  }
}

export async function findDatabase(config: Config, say: Say): Promise<RunningDatabase> {
  const { databaseUrl, migrationUrl } = config
  if (databaseUrl !== undefined)
    return { ownerUrl: migrationUrl ?? databaseUrl, url: databaseUrl, embedded: false, stop: () => Promise.resolve() }
  const server = await startEmbedded({ dataDir: config.dataDir, log: say })
  return { ownerUrl: server.url, url: applicationUrl(server.url), embedded: true, stop: () => server.stop() }
}

export async function hasCouncils(ownerUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from platform.council limit 1')
    return rowCount !== 0
  } finally {
    await client.end()
  }
}

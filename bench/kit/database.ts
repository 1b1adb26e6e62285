import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbedded } from '../../src/platform/db/embedded/start.ts'
import { applicationUrl, migrate } from '../../src/platform/db/migrate.ts'
import { typeParsers } from '../../src/platform/db/types.ts'
import { packageFile } from '../../src/start/package-files.ts'
import type { Say } from './figure.ts'

export type BenchDatabase = {
  /** As the owner of the tables, who is not held by row-level security. */
  readonly ownerUrl: string
  /** As the application. */
  readonly url: string
  readonly owner: Client
}

/** A server and a database of the figure's own, with the settings of the product, gone when the figure is done. */
export async function withDatabase<T>(say: Say, use: (database: BenchDatabase) => Promise<T>): Promise<T> {
  return withFolder(async (dataDir) => {
    const server = await startEmbedded({ dataDir, log: say })
    try {
      await migrate(server.url, { dir: packageFile('migrations'), log: () => undefined })
      const owner = new Client({ connectionString: server.url, types: typeParsers })
      await owner.connect()
      try {
        return await use({ ownerUrl: server.url, url: applicationUrl(server.url), owner })
      } finally {
        await owner.end()
      }
    } finally {
      await server.stop()
      rmSync(server.socketDir, { recursive: true, force: true })
    }
  })
}

export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-'))
  // Open to the account that root lends the server.
  chmodSync(folder, 0o755)
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

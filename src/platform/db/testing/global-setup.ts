import { rmSync } from 'node:fs'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../embedded/start.ts'
import { migrate } from '../migrate.ts'
import { MIGRATIONS, TEST_SETTINGS } from './settings.ts'
import { statementsWithoutTheirKeys } from './statement-rules.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What every test file is told: where the migrated template is, or why there is none. */
export type TemplateDatabase = { readonly ownerUrl: string; readonly fault: string | undefined }

declare module 'vitest' {
  interface ProvidedContext {
    templateDatabase: TemplateDatabase
  }
}

/** One server per run, migrated once; test files clone it. A broken migration fails only the tests that clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = temporaryFolder('test')
  const server = await startEmbedded({ dataDir, log: () => undefined, settings: TEST_SETTINGS })
  const fault = await migrate(server.url, { dir: MIGRATIONS, log: () => undefined }).then(
    () => undefined,
    (reason: unknown) => String(reason),
  )
  project.provide('templateDatabase', { ownerUrl: server.url, fault })
  return async () => {
    const faults = fault === undefined ? await judgeStatements(server.url) : []
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
    rmSync(server.socketDir, { recursive: true, force: true })
    if (faults.length > 0)
      throw new Error(`Statements that do not name their council or provider:\n${faults.join('\n')}`)
  }
}

async function judgeStatements(ownerUrl: string): Promise<string[]> {
  const url = new URL(ownerUrl)
  // The statistics of all roles are for the superuser's eyes.
  url.username = 'postgres'
  const superuser = new Client({ connectionString: url.href })
  await superuser.connect()
  try {
    return await statementsWithoutTheirKeys(superuser)
  } finally {
    await superuser.end()
  }
}

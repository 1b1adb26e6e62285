import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { format, resolveConfig } from 'prettier'
import { startEmbedded } from '../src/platform/db/embedded/start.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { MIGRATIONS, TEST_SETTINGS } from '../src/platform/db/testing/settings.ts'
import { temporaryFolder } from '../src/platform/db/testing/temporary-folder.ts'
import { readSchemas, type Schema } from './describe/catalogue.ts'
import { kyselyTypes } from './describe/kysely-types.ts'
import { describeSchema } from './describe/text.ts'

const root = join(import.meta.dirname, '..')
const pages = join(root, 'docs', 'database')
const types = join(root, 'src', 'platform', 'db', 'database.ts')

const wanted = await describe(await migratedSchemas())
if (process.argv.includes('--check')) check(wanted)
else write(wanted)

/** Of a database made from nothing by the migrations, so that they are what is described. */
async function migratedSchemas(): Promise<Schema[]> {
  const dataDir = temporaryFolder('describe')
  const server = await startEmbedded({ dataDir, log: () => undefined, settings: TEST_SETTINGS })
  try {
    await migrate(server.url, { dir: MIGRATIONS, log: () => undefined })
    const client = new Client({ connectionString: server.url })
    await client.connect()
    try {
      return await readSchemas(client)
    } finally {
      await client.end()
    }
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function describe(schemas: readonly Schema[]): Promise<Map<string, string>> {
  const config = await resolveConfig(types)
  const files = new Map(schemas.map((schema) => [join(pages, `${schema.name}.txt`), describeSchema(schema)]))
  return files.set(types, await format(kyselyTypes(schemas), { ...config, parser: 'typescript' }))
}

function staleOf(files: ReadonlyMap<string, string>): string[] {
  const described = existsSync(pages) ? readdirSync(pages).map((name) => join(pages, name)) : []
  return described.filter((path) => !files.has(path))
}

function check(files: ReadonlyMap<string, string>): void {
  const changed = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
  const differing = [...changed.map(([path]) => path), ...staleOf(files)]
  if (differing.length === 0) return
  process.stderr.write(`The migrations make another database than these files describe:\n${differing.join('\n')}\n`)
  process.stderr.write('Run node scripts/describe-database.ts and commit what it writes.\n')
  process.exitCode = 1
}

function write(files: ReadonlyMap<string, string>): void {
  mkdirSync(pages, { recursive: true })
  for (const path of staleOf(files)) rmSync(path)
  for (const [path, text] of files) writeFileSync(path, text)
}

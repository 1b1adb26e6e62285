import type { Client } from 'pg'
import { StartFault } from '../start-fault.ts'
import { connectAtStart, tableExists } from './connect.ts'
import { pendingAmong, readMigrationFiles, type AppliedMigration, type MigrationFile } from './migration-files.ts'
import { migrateWorkerSchema, openWorkerSchema, workerRevision } from './worker-schema.ts'

export type MigrateOptions = { readonly dir: string; readonly log: (line: string) => void }

/** Any number, the same for every portal: only one of several that start together migrates. */
const MIGRATION_LOCK = 727_100_426

/** Brings the database to what this program knows: forward only, each file in a transaction of its own. */
export async function migrate(url: string, { dir, log }: MigrateOptions): Promise<{ applied: string[] }> {
  const files = readMigrationFiles(dir)
  const client = await connectAtStart(url)
  try {
    const revision = await workerRevision(client)
    await migrateWorkerSchema(url)
    if ((await pending(client, files)).length === 0 && revision === (await workerRevision(client)))
      return { applied: [] }

    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(BOOKKEEPING)
    const applied: string[] = []
    for (const file of await pending(client, files)) {
      log(`Migrating: ${file.name}`)
      await apply(client, file)
      applied.push(file.name)
    }
    await openWorkerSchema(client)
    return { applied }
  } finally {
    await client.end()
  }
}

/** The names of the files this database has not run yet. */
export async function pendingMigrations(url: string, { dir }: Pick<MigrateOptions, 'dir'>): Promise<string[]> {
  const files = readMigrationFiles(dir)
  const client = await connectAtStart(url)
  try {
    return (await pending(client, files)).map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** The same server and database for the application's own role, where a private socket lets it in (embedded). */
export function applicationUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.username = 'portal_app'
  return url.href
}

const BOOKKEEPING = `
  create schema if not exists platform;
  create table if not exists platform.migration (
    name       text primary key,
    sha256     text not null,
    applied_at timestamptz not null default now()
  );
`

async function pending(client: Client, files: readonly MigrationFile[]): Promise<readonly MigrationFile[]> {
  return pendingAmong(files, await listApplied(client))
}

async function listApplied(client: Client): Promise<AppliedMigration[]> {
  if (!(await tableExists(client, 'platform', 'migration'))) return []
  const { rows } = await client.query<AppliedMigration>('select name, sha256 from platform.migration order by name')
  return rows
}

async function apply(client: Client, { name, sha256, sql }: MigrationFile): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (fault) {
    await client.query('rollback')
    const said = fault instanceof Error ? fault.message : String(fault)
    throw new StartFault(`The migration ${name} failed and nothing of it was kept: ${said}`, { cause: fault })
  }
}

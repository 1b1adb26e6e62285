import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFault } from '../start-fault.ts'

export type MigrationFile = { readonly name: string; readonly sha256: string; readonly sql: string }
export type AppliedMigration = { readonly name: string; readonly sha256: string }

const NAME = /^\d{8}T\d{4}_[a-z0-9]+(?:_[a-z0-9]+)*\.sql$/

/** In the order they are to run, which is the order of their names. */
export function readMigrationFiles(dir: string): MigrationFile[] {
  const names = readdirSync(dir).filter((name) => name.endsWith('.sql'))
  const wrong = names.find((name) => !NAME.test(name))
  if (wrong !== undefined) throw new StartFault(`${wrong} is not named like 20261121T1030_agreements_create.sql.`)
  return names.sort().map((name) => {
    const sql = readFileSync(join(dir, name), 'utf8').replaceAll('\r\n', '\n') // as git on Windows may write them
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

/** What is still to run. A database that does not fit this program is refused before anything is done to it. */
export function pendingAmong(
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
): readonly MigrationFile[] {
  const known = new Map(files.map((file) => [file.name, file.sha256]))
  for (const { name, sha256 } of applied) {
    const expected = known.get(name)
    if (expected === undefined) {
      throw new StartFault(`The database is newer than this program: it has ${name}. Run a newer Provider Portal.`)
    }
    if (expected !== sha256) {
      throw new StartFault(`The migration ${name} was changed after this database ran it: put the old file back.`)
    }
  }
  const done = new Set(applied.map(({ name }) => name))
  return files.filter(({ name }) => !done.has(name))
}

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackFile } from '../rules/columns.ts'
import { fault, type Fault } from '../rules/faults.ts'
import { packFiles } from '../rules/format.ts'
import { nearest } from '../rules/header.ts'

export type FoundFile = { readonly file: PackFile; readonly path: string; readonly bytes: number }

/** The files of the folder, in the order in which they are read, and what is missing from it or strange in it. */
export async function findPackFiles(
  dir: string,
): Promise<{ readonly found: readonly FoundFile[]; readonly faults: readonly Fault[] }> {
  const names = await namesIn(dir)
  const known = packFiles.map(({ name }) => `${name}.csv`)
  const strange = names.filter((name) => name.toLowerCase().endsWith('.csv') && !known.includes(name))
  const absent = packFiles.filter(({ name }) => !names.includes(`${name}.csv`))
  const found = await Promise.all(
    packFiles
      .filter((file) => !absent.includes(file))
      .map(async (file) => {
        const path = join(dir, `${file.name}.csv`)
        return { file, path, bytes: (await stat(path)).size }
      }),
  )
  return {
    found,
    faults: [
      ...absent.filter(({ required }) => required).map(({ name }) => fault(name, undefined, 'missing-file')),
      ...strange.map((name) => {
        const near = nearest(
          name,
          absent.map((file) => `${file.name}.csv`),
        )
        const bare = name.slice(0, -'.csv'.length)
        return fault(bare, undefined, 'unknown-file', near === undefined ? {} : { also: near })
      }),
    ],
  }
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name)
  } catch {
    return []
  }
}

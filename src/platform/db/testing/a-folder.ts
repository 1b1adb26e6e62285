import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** A folder that goes with its test, holding the files named. */
export function aFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder('folder')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

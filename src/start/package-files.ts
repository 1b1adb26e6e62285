import { existsSync } from 'node:fs'
import path from 'node:path'

/** A file that ships with the program, whether it runs from dist/ or from src/. */
export function packageFile(name: string): string {
  let folder = import.meta.dirname
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return path.join(folder, name)
}

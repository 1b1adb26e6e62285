import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Open to the account that root lends the server: a closed one works too, but costs a copy of the binaries. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `portal-${purpose}-`))
  chmodSync(folder, 0o755)
  return folder
}

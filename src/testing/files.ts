import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { folderStore } from '../platform/files/file-store.ts'
import type { Files } from '../platform/web/uploads.ts'

/** A store of the test's own, without a virus scanner. */
export function someFiles(): Files {
  return { store: folderStore(mkdtempSync(path.join(tmpdir(), 'portal-files-'))), scanner: undefined }
}

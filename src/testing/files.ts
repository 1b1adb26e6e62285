import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { folderStore } from '../platform/files/file-store.ts'
import { judgeFile } from '../platform/files/judge.ts'
import { documentKinds, MEGABYTE } from '../platform/files/kinds.ts'
import type { ReceivedFile } from '../platform/files/stored-file.ts'
import type { Files } from '../platform/web/uploads.ts'

/** A store of the test's own, without a virus scanner. */
export function someFiles(): Files {
  return { store: folderStore(mkdtempSync(path.join(tmpdir(), 'portal-files-'))), scanner: undefined }
}

/** As a form would have brought it: judged, and waiting to be kept. */
export async function receivedFile({ store }: Files, name: string, bytes: Buffer): Promise<ReceivedFile> {
  const verdict = await judgeFile({ name, bytes }, { kinds: documentKinds, mostFiles: 1, mostBytes: MEGABYTE })
  if ('fault' in verdict) throw new Error(`${name}: ${verdict.fault}`)
  const incoming = await store.begin()
  await incoming.write(bytes)
  await incoming.finish()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { read, keepAs } = incoming
  return { name, kind: verdict.kind, bytes: bytes.length, sha256, scanned: false, read, keepAs }
}

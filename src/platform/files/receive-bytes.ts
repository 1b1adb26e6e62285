import { createHash } from 'node:crypto'
import type { FileStore } from './file-store.ts'
import { judgeFile } from './judge.ts'
import { documentKinds, MEGABYTE } from './kinds.ts'
import type { ReceivedFile } from './stored-file.ts'

/** For what does not come with a form: an import, a file that the product itself makes. Judged as every other, not scanned. */
export async function receiveBytes(store: FileStore, name: string, bytes: Buffer): Promise<ReceivedFile> {
  const rule = { kinds: documentKinds, mostFiles: 1, mostBytes: 20 * MEGABYTE }
  const verdict = await judgeFile({ name, bytes }, rule)
  if ('fault' in verdict) throw new Error(`${name} was not taken: ${verdict.fault}`)
  const incoming = await store.begin()
  await incoming.write(bytes)
  await incoming.finish()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { read, keepAs } = incoming
  return { name, kind: verdict.kind, bytes: bytes.length, sha256, scanned: false, read, keepAs }
}

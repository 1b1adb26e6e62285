import type { Scanner } from './clamav.ts'
import type { FileFault } from './faults.ts'
import type { Incoming } from './file-store.ts'
import { judgeFile, judgeLongText } from './judge.ts'
import type { UploadRule } from './kinds.ts'
import type { ReceivedFile } from './stored-file.ts'

/** Bytes that have arrived whole, and what they are called. */
export type Arrived = {
  readonly name: string
  readonly incoming: Incoming
  readonly bytes: number
  readonly sha256: string
}

/** What has arrived, judged by its content and by the scanner. Text beyond the rule's other files is never held whole. */
export async function judgeIncoming(
  { name, incoming, bytes, sha256 }: Arrived,
  rule: UploadRule,
  scanner: Scanner | undefined,
): Promise<{ readonly file: ReceivedFile } | { readonly fault: FileFault }> {
  const isLong = bytes > rule.mostBytes && rule.mostTextBytes !== undefined
  const content = isLong ? undefined : await incoming.read()
  const { pieces, read, keepAs } = incoming
  const verdict =
    content === undefined
      ? await judgeLongText({ name, bytes, pieces }, rule)
      : await judgeFile({ name, bytes: content }, rule)
  if ('fault' in verdict) return verdict
  const scan = await scanner?.scan(content ?? pieces())
  if (scan === 'infected') return { fault: 'virus' }
  if (scan === 'unreachable') return { fault: 'scanner-unreachable' }
  return { file: { name, kind: verdict.kind, bytes, sha256, scanned: scan === 'clean', read, keepAs } }
}

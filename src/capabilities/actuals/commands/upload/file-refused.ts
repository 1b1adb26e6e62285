import { UnreadableFile, type UnreadableCode } from '../../../../platform/spreadsheet/table.ts'
import type { FileRefusal } from '../../rules/file/file-refusal.ts'

/** Thrown while a file is read, so that nothing of it is kept; caught by the command that says so. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly refusal: FileRefusal
  constructor(refusal: FileRefusal) {
    super(`the file is refused with ${refusal.code}`)
    this.refusal = refusal
  }
}

const TOO_MUCH: readonly UnreadableCode[] = ['too-large', 'too-wide', 'too-many-entries']

/** What a reader could not read, as the codes of the template; any other fault is ours. */
export function refusalOf(fault: unknown): FileRefusal | undefined {
  if (fault instanceof FileRefused) return fault.refusal
  if (!(fault instanceof UnreadableFile)) return undefined
  const facts = { why: fault.code, ...(fault.line === undefined ? {} : { line: fault.line }) }
  if (fault.code === 'macros') return { code: 'F08', facts }
  return { code: TOO_MUCH.includes(fault.code) ? 'F07' : 'F01', facts }
}

import type { Operation } from '../../../../../platform/web/api.ts'
import type { ReceivedFile } from '../../../../../platform/files/stored-file.ts'
import type { CodeWords } from '../../../rules/api-codes.ts'

export type Format = { readonly name: string; readonly about: string; readonly content: string }

/** What one row of a checked file is told. */
export type CheckedRow = {
  readonly row: number
  readonly codes: readonly string[]
  readonly messages: readonly string[]
}
export type CheckedFile = {
  /** What it was read as; absent when it could not be. */
  readonly kind: string | null
  readonly file: { readonly code: string; readonly messages: readonly string[] } | null
  readonly rows: readonly CheckedRow[]
  readonly counts: { readonly read: number; readonly refused: number }
}
export type CheckFile = (file: ReceivedFile) => Promise<CheckedFile>

/** What the pages are made of; the capabilities that know it hand it in. */
export type Documented = {
  readonly operations: readonly Operation[]
  readonly origin: string
  /** Of rows and files. */
  readonly codes: readonly CodeWords[]
  readonly formats: readonly Format[]
  readonly check: CheckFile
}

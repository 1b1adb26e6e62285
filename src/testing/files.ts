import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { folderStore } from '../platform/files/file-store.ts'
import { receiveBytes } from '../platform/files/receive-bytes.ts'
import type { ReceivedFile } from '../platform/files/stored-file.ts'
import type { Files } from '../platform/web/uploads.ts'

/** A store of the test's own, without a virus scanner. */
export function someFiles(): FilesOfTest {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-files-'))
  return { store: folderStore(folder), scanner: undefined, folder }
}
/** Where they really lie, for a test that looks. */
export type FilesOfTest = Files & { readonly folder: string }

/** As a form would have brought it: judged, and waiting to be kept. */
export function receivedFile({ store }: Files, name: string, bytes: Buffer): Promise<ReceivedFile> {
  return receiveBytes(store, name, bytes)
}

const ofStages = new WeakMap<object, Files>()

/** The same store for all who work on one stage. */
export function filesOf(stage: object): Files {
  const files = ofStages.get(stage) ?? someFiles()
  ofStages.set(stage, files)
  return files
}

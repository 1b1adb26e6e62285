import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '../../../../platform/files/file-store.ts'
import type { ReceivedFile } from '../../../../platform/files/stored-file.ts'

/** A workbook is read from its end, so it has to lie somewhere while it is read; it is gone afterwards. */
async function withFolder<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-reading-'))
  try {
    return await use(path.join(folder, 'file'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export function withReceived<T>(file: Pick<ReceivedFile, 'read'>, use: (path: string) => Promise<T>): Promise<T> {
  return withFolder(async (local) => {
    await writeFile(local, await file.read(), { mode: 0o600 })
    return use(local)
  })
}

type Stored = { readonly store: FileStore; readonly councilId: string; readonly fileId: string }

export function withStored<T>({ store, councilId, fileId }: Stored, use: (path: string) => Promise<T>): Promise<T> {
  return withFolder(async (local) => {
    await pipeline(await store.open(councilId, fileId), createWriteStream(local, { mode: 0o600 }))
    return use(local)
  })
}

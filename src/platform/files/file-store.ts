import { randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, opendir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { NotFound } from '../../core/errors.ts'

/**
 * Where the bytes lie, under ids of ours: no name that anybody typed ever reaches the file system. A file comes in beside
 * the others and is moved to its place when it is kept, so that a place is empty or holds a whole file.
 */
export type FileStore = {
  /** Somewhere to write what is just arriving. */
  readonly begin: () => Promise<Incoming>
  readonly open: (councilId: string, id: string) => Promise<ReadStream>
  readonly read: (councilId: string, id: string) => Promise<Buffer>
  /** Safe to repeat. */
  readonly remove: (councilId: string, id: string) => Promise<void>
  /** Every file of a council that is no more; answers how many there were. Safe to repeat. */
  readonly removeAll: (councilId: string) => Promise<number>
  /** Every kept file of a council that was last changed before then. */
  readonly listBefore: (councilId: string, before: Date) => AsyncGenerator<string>
  /** What was cut off by the end of a process, and nobody will finish. */
  readonly sweepIncoming: (before: Date) => Promise<number>
}

export type Incoming = {
  readonly write: (piece: Buffer) => Promise<void>
  /** On the disk, not only handed to it: a power cut must not lose what a row says is there. */
  readonly finish: () => Promise<void>
  readonly read: () => Promise<Buffer>
  /** The same a piece at a time, for what is too large to be held. */
  readonly pieces: () => AsyncIterable<Buffer>
  /** Moved on from its first place when the work that kept it was rolled back and begun anew. */
  readonly keepAs: (councilId: string, id: string) => Promise<void>
  /** Leaves nothing behind; does nothing once the file is kept. */
  readonly discard: () => Promise<void>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const privately = { recursive: true, mode: 0o700 } as const

/** A folder; for several replicas one that they share. */
export function folderStore(dir: string): FileStore {
  const incoming = path.join(dir, 'incoming')
  return {
    begin: async () => {
      await mkdir(incoming, privately)
      const file = path.join(incoming, randomUUID())
      return incomingFile(dir, file, await open(file, 'wx', 0o600))
    },
    open: async (councilId, id) => {
      const file = placeOf(dir, councilId, id)
      await stat(file).catch(asNotFound)
      return createReadStream(file)
    },
    read: (councilId, id) => readFile(placeOf(dir, councilId, id)).catch(asNotFound),
    remove: (councilId, id) => rm(placeOf(dir, councilId, id), { force: true }),
    removeAll: async (councilId) => {
      const folder = path.join(dir, checked(councilId))
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
      await rm(folder, { recursive: true, force: true })
      return entries.filter((entry) => entry.isFile()).length
    },
    listBefore: (councilId, before) => listFiles(path.join(dir, checked(councilId)), before),
    sweepIncoming: async (before) => {
      let removed = 0
      for await (const name of listFiles(incoming, before)) {
        await rm(path.join(incoming, name), { force: true })
        removed += 1
      }
      return removed
    },
  }
}

function incomingFile(dir: string, file: string, handle: FileHandle): Incoming {
  let isOpen = true
  let now = file
  const close = async (): Promise<void> => {
    if (isOpen) await handle.close()
    isOpen = false
  }
  return {
    write: async (piece) => {
      await handle.write(piece)
    },
    finish: async () => {
      await handle.sync()
      await close()
    },
    read: () => readFile(now),
    pieces: () => createReadStream(now),
    keepAs: async (councilId, id) => {
      const place = placeOf(dir, councilId, id)
      await mkdir(path.dirname(place), privately)
      await rename(now, place)
      now = place
      const folder = await open(path.dirname(place), 'r')
      await folder.sync().finally(() => folder.close())
    },
    discard: async () => {
      await close()
      await rm(file, { force: true })
    },
  }
}

function placeOf(dir: string, councilId: string, id: string): string {
  // The end of a uuid of version 7 is chance; its beginning is the time and would fill one folder a day.
  return path.join(dir, checked(councilId), checked(id).slice(-2), id)
}

function checked(id: string): string {
  if (!uuid.test(id)) throw new Error('files lie under uuids only')
  return id
}

async function* listFiles(folder: string, before: Date): AsyncGenerator<string> {
  const entries = await opendir(folder, { recursive: true }).catch(() => undefined)
  if (entries === undefined) return
  for await (const entry of entries) {
    const { mtime } = await stat(path.join(entry.parentPath, entry.name)).catch(() => ({ mtime: before }))
    if (entry.isFile() && mtime < before) yield entry.name
  }
}

function asNotFound(): never {
  throw new NotFound('file')
}

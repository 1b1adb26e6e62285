import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, opendir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../../../platform/clock.ts'
import type { Scanner } from '../../../platform/files/clamav.ts'
import { fileFaultText, type FileFault } from '../../../platform/files/faults.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { judgeIncoming } from '../../../platform/files/judge-incoming.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Job } from '../../../platform/jobs.ts'
import type { Db } from '../../../platform/db/db.ts'
import { systemAccountId } from '../../../platform/db/scope.ts'
import { systemActor, type Actor, type WorkRunner } from '../../../platform/work.ts'
import { fileRule } from '../commands/upload/file-rule.ts'
import { withStored } from '../commands/upload/local-file.ts'
import { receiveUpload } from '../commands/upload/receive-upload.ts'
import { resultFile } from '../commands/upload/result-file.ts'
import { saveUpload } from '../commands/upload/save-upload.ts'
import { outcomeOf } from '../rules/file/dropped-outcome.ts'
import { findCouncilId, findProvider, type Dropper } from '../store/upload/droppers.ts'
import { listCauses } from '../store/upload/rows.ts'
import { listUnmoved, UNMOVED_PAGE } from '../store/upload/unmoved-weeks.ts'
import { findDropped, type Upload } from '../store/upload/uploads.ts'

type Parts = {
  readonly db: Db
  readonly store: FileStore
  readonly scanner: Scanner | undefined
  readonly origin: string
  /** Without it nothing is watched. */
  readonly dropDir?: string | undefined
  /** A file that has not changed for so long is whole, and one that nobody has worked at for longer is abandoned. */
  readonly quietMs?: number
  readonly abandonedMs?: number
  readonly clock: Clock
}

const QUIET_MS = 10_000
const ABANDONED_MS = 120_000
/** Names under which transfer programs write what is not whole yet. */
const UNFINISHED = /^\.|\.(part|partial|filepart|tmp|crdownload)$|~$/i

/**
 * Files that machines leave in folders, one for each council and provider. A file is moved to `working` to be taken, so only
 * one process takes it; from there it goes on from wherever it stands, as often as it takes, because the same bytes lead to
 * the same upload. Its results are written before it is moved to `done` or `failed`.
 */
export function dropJobs(parts: Parts): readonly Job[] {
  const { dropDir } = parts
  if (dropDir === undefined) return []
  return [{ name: 'actuals.collect-dropped', everyMinute: true, handle: (runner) => collect(runner, parts, dropDir) }]
}

async function collect(runner: WorkRunner, parts: Parts, dropDir: string): Promise<void> {
  for (const code of await foldersIn(dropDir)) {
    const councilId = await parts.db.glance((tx) => findCouncilId(tx, code))
    if (councilId === undefined) continue
    for (const reference of await foldersIn(path.join(dropDir, code))) {
      const dropper = await runner.run(systemActor(councilId), ({ tx }) => findProvider(tx, reference))
      const folder = path.join(dropDir, code, reference)
      if (dropper !== undefined) await collectFrom(runner, { ...parts, folder }, dropper)
    }
  }
}

type Place = Parts & { readonly folder: string }

async function collectFrom(runner: WorkRunner, place: Place, dropper: Dropper): Promise<void> {
  const { folder, clock, quietMs = QUIET_MS, abandonedMs = ABANDONED_MS } = place
  const now = clock.now()
  const working = path.join(folder, 'working')
  for (const name of await filesIn(working, now.getTime() - abandonedMs)) await take(runner, place, { dropper, name })
  for (const name of await filesIn(folder, now.getTime() - quietMs)) {
    await mkdir(working, { recursive: true })
    const claimed = `${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${name}`
    const isMine = await rename(path.join(folder, name), path.join(working, claimed)).then(
      () => true,
      () => false,
    )
    if (isMine) await take(runner, place, { dropper, name: claimed })
  }
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const names: string[] = []
  for await (const entry of await opendir(folder))
    if (entry.isDirectory() && !entry.name.startsWith('.')) names.push(entry.name)
  return names.toSorted()
}

/** Whole files that were last touched before then. */
async function filesIn(folder: string, before: number): Promise<readonly string[]> {
  const names: string[] = []
  const entries = await opendir(folder).catch(() => undefined)
  for await (const entry of entries ?? []) {
    if (!entry.isFile() || UNFINISHED.test(entry.name)) continue
    const { mtimeMs } = await stat(path.join(folder, entry.name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs <= before) names.push(entry.name)
  }
  return names.toSorted()
}

type Dropped = { readonly dropper: Dropper; readonly name: string }

async function take(runner: WorkRunner, place: Place, dropped: Dropped): Promise<void> {
  const { folder, clock } = place
  const file = path.join(folder, 'working', dropped.name)
  // Nobody else takes it for a while.
  await utimes(file, clock.now(), clock.now())
  const sha256 = await hashOf(file)
  const actor = actorOf(dropped.dropper)
  const find = () => runner.run(actor, ({ tx }) => findDropped(tx, Buffer.from(sha256, 'hex')))
  if ((await find()) === undefined) {
    const received = await receive(place, file, sha256)
    if ('fault' in received) return finish(runner, place, { ...dropped, sha256, fault: received.fault })
    const given = { file: received.file, checkOnly: false, mapId: null, source: 'folder' as const }
    await runner.run(actor, (work) => receiveUpload(work, given))
  }
  const checked = await find()
  if (checked?.state === 'checked') await save(runner, actor, checked)
  const upload = await find()
  if (upload === undefined || upload.state === 'waiting' || upload.state === 'saving') return later(file)
  await finish(runner, place, { ...dropped, sha256, upload })
}

/** What is refused here, such as a file without one good row, stays checked and is told by its counts. */
async function save(runner: WorkRunner, actor: Actor, { id: uploadId, version }: Upload): Promise<void> {
  await runner.run(actor, (work) => saveUpload(work, { uploadId, version, confirmed: [], reason: '' }))
}

/** A job is at work on it: looked at again in the next minute. */
async function later(file: string): Promise<void> {
  await utimes(file, 0, 0)
}

function actorOf({ councilId, providerId, name }: Dropper): Actor {
  return {
    scope: { role: 'portal_provider', councilId, providerId, accountId: systemAccountId },
    name: `Folder of ${name}`,
    face: 'provider',
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

async function receive(
  { store, scanner }: Place,
  file: string,
  sha256: string,
): Promise<{ readonly file: ReceivedFile } | { readonly fault: FileFault }> {
  const incoming = await store.begin()
  let bytes = 0
  for await (const piece of createReadStream(file)) {
    if (!Buffer.isBuffer(piece)) throw new Error('a file stream without encoding gives buffers')
    bytes += piece.length
    await incoming.write(piece)
  }
  await incoming.finish()
  const name = path.basename(file).replace(/^\d{8}T\d{6}Z-/, '')
  const judged = await judgeIncoming({ name, incoming, bytes, sha256 }, fileRule, scanner)
  if ('fault' in judged) await incoming.discard()
  return judged
}

type Finished = Dropped & { readonly sha256: string } & (
    { readonly fault: FileFault; readonly upload?: undefined } | { readonly upload: Upload }
  )

/** The results first, the file last: whatever ends in between is done again, with the same end. */
async function finish(runner: WorkRunner, place: Place, finished: Finished): Promise<void> {
  const { folder, origin } = place
  const { name, sha256, upload, dropper } = finished
  const outcome =
    upload === undefined
      ? {
          end: 'failed' as const,
          result: { state: 'refused', code: null, messages: [fileFaultText(finished.fault, fileRule)] },
        }
      : outcomeOf(upload, await foundIn(runner, dropper, upload), origin)
  const target = path.join(folder, outcome.end)
  await mkdir(target, { recursive: true })
  const result = { file: name, sha256, ...outcome.result }
  await whole(path.join(target, `${name}.json`), (part) => writeFile(part, `${JSON.stringify(result, undefined, 2)}\n`))
  if (upload !== undefined && outcome.end === 'done') await writeRows(runner, place, { target, name, upload, dropper })
  await rename(path.join(folder, 'working', name), path.join(target, name))
}

function foundIn(runner: WorkRunner, dropper: Dropper, { id, kind }: Upload) {
  return runner.run(actorOf(dropper), async ({ tx }) => {
    const [causes, unmoved] = await Promise.all([listCauses(tx, { id, kind }), listUnmoved(tx, id)])
    return { causes, unmoved: unmoved.slice(0, UNMOVED_PAGE) }
  })
}

type Rows = { readonly target: string; readonly name: string; readonly upload: Upload; readonly dropper: Dropper }

async function writeRows(runner: WorkRunner, { store }: Place, { target, name, upload, dropper }: Rows): Promise<void> {
  const { councilId } = dropper
  await withStored({ store, councilId, fileId: upload.fileId }, async (local) => {
    const { content } = await resultFile({
      ...{ uploadId: upload.id, kind: upload.kind, path: local, map: {}, format: 'csv' },
      saved: upload.savedAt !== null && upload.undoneAt === null,
      reference: upload.reference ?? upload.id.slice(-8),
      read: (use) => runner.run(actorOf(dropper), ({ tx }) => use(tx)),
    })
    await whole(path.join(target, `${name}.result.csv`), (part) => pipeline(content, createWriteStream(part)))
  })
}

/** Under another name until it is whole: whoever fetches results never finds half of one. */
async function whole(file: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${file}.part`
  await rm(part, { force: true })
  await write(part)
  await rename(part, file)
}

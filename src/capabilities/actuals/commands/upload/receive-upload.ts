import { randomUUID } from 'node:crypto'
import { done } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { FaceScope } from '../../../../platform/db/scope.ts'
import { keepFile, type FilePlace, type ReceivedFile } from '../../../../platform/files/stored-file.ts'
import type { Work } from '../../../../platform/work.ts'
import { getColumnMap } from '../../store/upload/column-maps.ts'
import { findSameFile, insertUpload, type NewUpload } from '../../store/upload/uploads.ts'
import { checkInPage } from './check-file.ts'
import { withReceived } from './local-file.ts'

export type ReceiveUpload = {
  readonly file: ReceivedFile
  /** Nothing can be saved from it: somebody only wants to know. */
  readonly checkOnly: boolean
  readonly mapId: string | null
  readonly source: 'screen' | 'api' | 'folder'
}
export type Received = { readonly uploadId: string; readonly again: boolean; readonly later: boolean }

/** Larger files are checked by a job while the sender may leave the page. */
const AT_ONCE = 1_000_000

/** Keeps the file and judges it, at once or soon. The same bytes again lead to what became of them before. */
export async function receiveUpload(work: Work, given: ReceiveUpload): Promise<Outcome<Received, never>> {
  const { tx, accountId } = work
  const { file, checkOnly, mapId } = given
  const sha256 = Buffer.from(file.sha256, 'hex')
  if (mapId !== null) await getColumnMap(tx, mapId)
  const earlier = mapId === null ? await findSameFile(tx, sha256, checkOnly) : undefined
  if (earlier !== undefined) return done({ uploadId: earlier, again: true, later: false })

  const id = randomUUID()
  if (file.bytes > AT_ONCE) {
    await keep(work, given, id)
    await work.enqueue('actuals.check-upload', { councilId: tx.councilId, uploadId: id }, { key: `upload:${id}` })
    return done({ uploadId: id, again: false, later: true })
  }
  // Copied before it is kept: afterwards it lies in the store and no longer where it arrived.
  await withReceived(file, async (path) => {
    await keep(work, given, id)
    await checkInPage(work, { upload: { id, sentBy: accountId, mapId, round: 1 }, path, bulk: false })
  })
  return done({ uploadId: id, again: false, later: false })
}

async function keep(work: Work, given: ReceiveUpload, id: string): Promise<void> {
  const { tx, actor, accountId, now } = work
  const { file, checkOnly, mapId, source } = given
  const fileId = await keepFile(work, file, placeFor(actor.scope))
  await insertUpload(tx, {
    id,
    fileId,
    fileName: file.name,
    bytes: file.bytes,
    sha256: Buffer.from(file.sha256, 'hex'),
    format: formatOf(file),
    source,
    checkOnly,
    mapId,
    by: { accountId, name: actor.name, at: now },
    acting: JSON.stringify(actor.scope),
  })
}

/** What it is called tells XML and JSON from other text; what it is, is told when it is read. */
function formatOf({ kind, name }: ReceivedFile): NewUpload['format'] {
  if (kind === 'csv' || kind === 'xlsx' || kind === 'ods') return kind
  const ending = /\.(xml|json)$/i.exec(name)?.[1]?.toLowerCase()
  return ending === 'xml' || ending === 'json' ? ending : 'text'
}

/** A narrower grant may only keep what belongs to something of its own. */
function placeFor(scope: FaceScope): FilePlace {
  if (scope.role === 'portal_council') return { providerId: null, serviceId: null, contractId: null }
  if (scope.role === 'portal_provider') return { providerId: scope.providerId, serviceId: null, contractId: null }
  return { providerId: scope.providerId, serviceId: scope.services[0] ?? null, contractId: scope.contracts[0] ?? null }
}

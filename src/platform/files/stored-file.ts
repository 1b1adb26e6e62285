import { NotFound } from '../../core/errors.ts'
import type { Tx } from '../db/tx.ts'
import type { Work } from '../work.ts'
import type { FileKind } from './kinds.ts'

/** A file that a form brought and that was found good. It is gone after the answer unless a command keeps it. */
export type ReceivedFile = {
  readonly name: string
  readonly kind: FileKind
  readonly bytes: number
  readonly sha256: string
  readonly scanned: boolean
  /** For a command that reads it before it decides. */
  readonly read: () => Promise<Buffer>
  readonly keepAs: (councilId: string, id: string) => Promise<void>
}

/** Whose a file is. Without a service and a contract no narrower grant sees it; without a provider only the council does. */
export type FilePlace = {
  readonly providerId: string | null
  readonly serviceId: string | null
  readonly contractId: string | null
}

export type StoredFile = FilePlace & {
  readonly id: string
  readonly name: string
  readonly kind: FileKind
  readonly bytes: number
  readonly sha256: string
  readonly scanned: boolean
  readonly uploadedBy: string
  readonly uploaderName: string
  readonly uploadedAt: Date
}

/**
 * Keeps a received file as part of what this work does, and answers with its id, for a foreign key of the capability's own.
 * The bytes are in their place before the row is: when the work is rolled back they are loose, and the sweep takes them.
 */
export async function keepFile(work: Work, received: ReceivedFile, place: FilePlace): Promise<string> {
  return addRow(work, received, { place, attachedAt: work.now })
}

/** Keeps it for a day, so that a form which is shown again need not ask for it twice. Attach it with `attachHeldFile`. */
export async function holdFile(work: Work, received: ReceivedFile, place: FilePlace): Promise<string> {
  return addRow(work, received, { place, attachedAt: null })
}

type Filing = { readonly place: FilePlace; readonly attachedAt: Date | null }

async function addRow(work: Work, received: ReceivedFile, { place, attachedAt }: Filing): Promise<string> {
  const id = crypto.randomUUID()
  const { tx } = work
  await received.keepAs(tx.councilId, id)
  await tx
    .insertInto('platform.stored_file')
    .values({
      council_id: tx.councilId,
      id,
      provider_id: place.providerId,
      service_id: place.serviceId,
      contract_id: place.contractId,
      name: received.name,
      kind: received.kind,
      bytes: BigInt(received.bytes),
      sha256: Buffer.from(received.sha256, 'hex'),
      scanned: received.scanned,
      uploaded_by: work.accountId,
      uploader_name: work.actor.name,
      uploaded_at: work.now,
      attached_at: attachedAt,
    })
    .execute()
  return id
}

/** One's own held file becomes part of something. Not found when it was swept, is another's, or already belongs somewhere. */
export async function attachHeldFile(work: Work, id: string): Promise<void> {
  const provider = providerOf(work)
  const { numUpdatedRows } = await work.tx
    .updateTable('platform.stored_file')
    .set({ attached_at: work.now })
    .where('council_id', '=', work.tx.councilId)
    .where('id', '=', id)
    .where('uploaded_by', '=', work.accountId)
    .where('attached_at', 'is', null)
    .$if(provider !== undefined, (query) => query.where('provider_id', '=', provider ?? ''))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new NotFound('file')
}

/** They are part of nothing any more: the nightly sweep takes rows and bytes. Only the council's work may let go. */
export async function releaseFiles({ tx }: Work, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('platform.stored_file')
    .set({ attached_at: null })
    .where('council_id', '=', tx.councilId)
    .where('id', 'in', [...ids])
    .execute()
}

/**
 * Its time is over, and what refers to it stays: the nightly sweep takes the bytes, and of the row the fingerprint remains.
 * Answers with that. Only the council's work may.
 */
export async function disposeOfFile({ tx, now }: Work, id: string): Promise<string> {
  const gone = await tx
    .updateTable('platform.stored_file')
    .set({ disposed_at: now, name: DISPOSED_NAME })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('disposed_at', 'is', null)
    .returning('sha256')
    .executeTakeFirstOrThrow(() => new NotFound('file'))
  return gone.sha256.toString('hex')
}

/** In place of what the file was called, which may name somebody. */
const DISPOSED_NAME = 'Disposed of'

function providerOf({ actor: { scope } }: Work): string | undefined {
  return scope.role === 'portal_council' ? undefined : scope.providerId
}

/** `providerId` on the provider face, undefined on the council's: every statement says whose rows it means. */
export async function getStoredFile(tx: Tx, id: string, providerId: string | undefined): Promise<StoredFile> {
  const row = await tx
    .selectFrom('platform.stored_file')
    .select(['id', 'provider_id', 'service_id', 'contract_id', 'name', 'kind', 'bytes', 'sha256', 'scanned'])
    .select(['uploaded_by', 'uploader_name', 'uploaded_at'])
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('disposed_at', 'is', null)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .executeTakeFirstOrThrow(() => new NotFound('file'))
  return {
    id: row.id,
    providerId: row.provider_id,
    serviceId: row.service_id,
    contractId: row.contract_id,
    name: row.name,
    kind: row.kind,
    bytes: Number(row.bytes),
    sha256: row.sha256.toString('hex'),
    scanned: row.scanned,
    uploadedBy: row.uploaded_by,
    uploaderName: row.uploader_name,
    uploadedAt: row.uploaded_at,
  }
}

import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

export type AttachmentKind = 'pdf' | 'docx' | 'xlsx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'csv' | 'text'
export type Attachment = {
  readonly fileId: string
  /** Of the message it came with. */
  readonly number: number
  readonly name: string
  readonly kind: AttachmentKind
  readonly bytes: number
  /** When its time was over by the council’s schedule; of the file the fingerprint is left. */
  readonly disposedAt: Date | null
  readonly fingerprint: string | null
}
export type Opening = { readonly fileId: string; readonly openerName: string; readonly openedAt: Date }

/** Whose the conversation is, which is whose everything in it is. */
export type Belonging = {
  readonly conversationId: string
  readonly providerId: string
  readonly serviceId: string | null
  readonly contractId: string | null
}

/** As many as a thread shows of anything. */
const MOST = 500

export async function listAttachments(tx: Tx, { providerId }: Reach, conversationId: string): Promise<Attachment[]> {
  const rows = await tx
    .selectFrom('conversations.attachment')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('conversation_id', '=', conversationId)
    .select(['file_id as fileId', 'number', 'name', 'kind', 'bytes', 'disposed_at as disposedAt', 'fingerprint'])
    .orderBy('number', 'desc')
    .orderBy('place')
    .limit(MOST)
    .execute()
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

/** The first time that each person opened each file. */
export async function listOpenings(tx: Tx, { providerId }: Reach, conversationId: string): Promise<Opening[]> {
  return tx
    .selectFrom('conversations.attachment_opening')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('conversation_id', '=', conversationId)
    .select(({ fn }) => ['file_id as fileId', 'opener_name as openerName', fn.min('opened_at').as('openedAt')])
    .groupBy(['file_id', 'opened_by', 'opener_name'])
    .orderBy('openedAt')
    .orderBy('openerName')
    .limit(MOST)
    .execute()
}

export async function getAttachment(
  tx: Tx,
  { providerId }: Reach,
  at: FileOf,
): Promise<Belonging & { readonly restrictedPeople: readonly string[] }> {
  return tx
    .selectFrom('conversations.attachment')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('conversation_id', '=', at.conversationId)
    .where('file_id', '=', at.fileId)
    .where('disposed_at', 'is', null)
    .select([
      'conversation_id as conversationId',
      'provider_id as providerId',
      'service_id as serviceId',
      'contract_id as contractId',
      'restricted_people as restrictedPeople',
    ])
    .executeTakeFirstOrThrow(() => new NotFound('attachment'))
}
type FileOf = { readonly conversationId: string; readonly fileId: string }

type NewAttachment = Belonging & Omit<Attachment, 'disposedAt' | 'fingerprint'> & { readonly place: number }

export async function recordAttachment(tx: Tx, attachment: NewAttachment): Promise<void> {
  await tx
    .insertInto('conversations.attachment')
    .values({
      council_id: tx.councilId,
      file_id: attachment.fileId,
      ...belonging(attachment),
      number: attachment.number,
      place: attachment.place,
      name: attachment.name,
      kind: attachment.kind,
      bytes: BigInt(attachment.bytes),
    })
    .execute()
}

type Stone = { readonly fileId: string; readonly fingerprint: string }

/** What the file was called may name somebody, so that goes too. */
export async function recordDisposal(tx: Tx, { fileId, fingerprint }: Stone, at: Date): Promise<void> {
  await tx
    .updateTable('conversations.attachment')
    .set({ name: 'Disposed of', disposed_at: at, fingerprint })
    .where('council_id', '=', tx.councilId)
    .where('file_id', '=', fileId)
    .execute()
}

type NewOpening = Belonging & {
  readonly fileId: string
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordOpening(tx: Tx, opening: NewOpening): Promise<void> {
  await tx
    .insertInto('conversations.attachment_opening')
    .values({
      council_id: tx.councilId,
      file_id: opening.fileId,
      ...belonging(opening),
      opened_by: opening.by,
      opener_name: opening.byName,
      opened_at: opening.at,
    })
    .execute()
}

function belonging({ conversationId, providerId, serviceId, contractId }: Belonging) {
  return {
    conversation_id: conversationId,
    provider_id: providerId,
    service_id: serviceId,
    contract_id: contractId,
  }
}

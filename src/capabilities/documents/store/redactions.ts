import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Way } from '../rules/redaction.ts'
import type { VersionKind } from './record.ts'

/** A copy of a version from which something was taken away. Only the council makes and sees them. */
export type Redaction = {
  readonly id: string
  readonly number: number
  readonly fileId: string
  readonly name: string
  readonly kind: VersionKind
  readonly bytes: number
  readonly way: Way
  readonly pages: readonly number[]
  readonly reason: string
  /** What can still be read or copied out of it. */
  readonly words: string
  readonly makerName: string
  readonly madeAt: Date
}

const MOST = 100

export async function listRedactions(tx: Tx, documentId: string): Promise<readonly Redaction[]> {
  const rows = await redactions(tx, documentId).orderBy('made_at', 'desc').orderBy('id', 'desc').limit(MOST).execute()
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

export async function getRedaction(tx: Tx, documentId: string, id: string): Promise<Redaction> {
  const row = await redactions(tx, documentId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('redacted copy'))
  return { ...row, bytes: Number(row.bytes) }
}

/** A copy of a version that was withdrawn goes with it. */
function redactions(tx: Tx, documentId: string) {
  return tx
    .selectFrom('documents.redaction')
    .where('council_id', '=', tx.councilId)
    .where('document_id', '=', documentId)
    .where('number', 'in', (of) =>
      of
        .selectFrom('documents.version')
        .where('council_id', '=', tx.councilId)
        .where('document_id', '=', documentId)
        .where('withdrawn_at', 'is', null)
        .select('number'),
    )
    .select(['id', 'number', 'file_id as fileId', 'name', 'kind', 'bytes', 'way', 'pages', 'reason', 'words'])
    .select(['maker_name as makerName', 'made_at as madeAt'])
}

type NewRedaction = Omit<Redaction, 'id' | 'makerName' | 'madeAt'> & {
  readonly documentId: string
  readonly providerId: string
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordRedaction(tx: Tx, redaction: NewRedaction): Promise<string> {
  const { id } = await tx
    .insertInto('documents.redaction')
    .values({
      council_id: tx.councilId,
      document_id: redaction.documentId,
      number: redaction.number,
      provider_id: redaction.providerId,
      file_id: redaction.fileId,
      name: redaction.name,
      kind: redaction.kind,
      bytes: BigInt(redaction.bytes),
      way: redaction.way,
      pages: [...redaction.pages],
      reason: redaction.reason,
      words: redaction.words,
      made_by: redaction.by,
      maker_name: redaction.byName,
      made_at: redaction.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

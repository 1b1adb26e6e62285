import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { DocumentType, Side } from '../rules/document.ts'

/** Whose a document is: everything that hangs on it says so again, for the policies. */
export type Belonging = { readonly providerId: string; readonly serviceId: string; readonly contractId: string }

type NewDocument = Belonging & {
  readonly personId: string
  readonly type: DocumentType
  readonly title: string
  readonly datedOn: LocalDate
  readonly side: Side
  readonly at: Date
}

export async function recordDocument(tx: Tx, document: NewDocument): Promise<string> {
  const { id } = await tx
    .insertInto('documents.document')
    .values({
      council_id: tx.councilId,
      ...columns(document),
      person_id: document.personId,
      type: document.type,
      title: document.title,
      dated_on: document.datedOn,
      side: document.side,
      first_filed_by: document.side,
      filed_at: document.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type VersionKind = 'pdf' | 'docx' | 'xlsx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'csv' | 'text'
type NewVersion = Belonging & {
  readonly documentId: string
  readonly number: number
  readonly file: { readonly id: string; readonly name: string; readonly kind: VersionKind; readonly bytes: number }
  readonly datedOn: LocalDate
  readonly note: string
  readonly side: Side
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordVersion(tx: Tx, version: NewVersion): Promise<void> {
  const { file } = version
  await tx
    .insertInto('documents.version')
    .values({
      council_id: tx.councilId,
      ...columns(version),
      document_id: version.documentId,
      number: version.number,
      file_id: file.id,
      name: file.name,
      kind: file.kind,
      bytes: BigInt(file.bytes),
      dated_on: version.datedOn,
      note: version.note,
      side: version.side,
      filed_by: version.by,
      filer_name: version.byName,
      filed_at: version.at,
    })
    .execute()
}

export type Locked = Belonging & {
  readonly id: string
  readonly personId: string
  readonly version: number
  readonly firstFiledBy: Side
  readonly withdrawnAt: Date | null
  /** Restricted people whom it is about. */
  readonly restrictedPeople: readonly string[]
}

/** Two people who file a new version at once do it one after the other. */
export async function lockDocument(tx: Tx, providerId: string | undefined, id: string): Promise<Locked> {
  return tx
    .selectFrom('documents.document')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('id', '=', id)
    .select(['id', 'provider_id as providerId', 'service_id as serviceId', 'contract_id as contractId', 'version'])
    .select(['person_id as personId', 'restricted_people as restrictedPeople'])
    .select(['first_filed_by as firstFiledBy', 'withdrawn_at as withdrawnAt'])
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('document'))
}

type Newest = { readonly number: number; readonly datedOn: LocalDate; readonly side: Side; readonly at: Date }

export async function recordNewest(tx: Tx, { id, providerId }: Locked, newest: Newest): Promise<void> {
  await tx
    .updateTable('documents.document')
    .set({ version: newest.number, dated_on: newest.datedOn, side: newest.side, filed_at: newest.at })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('id', '=', id)
    .execute()
}

type Withdrawing = { readonly at: Date; readonly byName: string; readonly reason: string }

export async function recordWithdrawal(tx: Tx, { id, providerId }: Locked, { at, byName, reason }: Withdrawing) {
  await tx
    .updateTable('documents.document')
    .set({ withdrawn_at: at, withdrawer_name: byName, withdrawn_reason: reason })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('id', '=', id)
    .execute()
}

type NewOpening = Belonging & {
  readonly documentId: string
  readonly number: number
  readonly side: Side
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordOpening(tx: Tx, opening: NewOpening): Promise<void> {
  await tx
    .insertInto('documents.opening')
    .values({
      council_id: tx.councilId,
      ...columns(opening),
      document_id: opening.documentId,
      number: opening.number,
      side: opening.side,
      opened_by: opening.by,
      opener_name: opening.byName,
      opened_at: opening.at,
    })
    .execute()
}

/** Read twice, it is kept once. */
export async function recordText(tx: Tx, at: Belonging & { documentId: string; number: number }, content: string) {
  await tx
    .insertInto('documents.version_text')
    .values({ council_id: tx.councilId, ...columns(at), document_id: at.documentId, number: at.number, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function columns({ providerId, serviceId, contractId }: Belonging) {
  return { provider_id: providerId, service_id: serviceId, contract_id: contractId }
}

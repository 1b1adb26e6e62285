import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { DocumentType } from '../rules/document.ts'
import type { Team } from '../rules/share.ts'
import type { Reader } from './reach.ts'
import type { Version } from './versions.ts'
import type { DocumentRow } from './documents.ts'

export type Share = {
  readonly id: string
  readonly documentId: string
  readonly number: number
  readonly type: DocumentType
  readonly title: string
  readonly name: string
  readonly kind: Version['kind']
  readonly bytes: number
  readonly fileId: string
  readonly team: Team | null
  readonly providerId: string | null
  /** The organisation that receives it. */
  readonly receiverName: string | null
  readonly reason: string
  readonly marked: boolean
  readonly untilOn: LocalDate
  /** The copy that is given in place of the version. */
  readonly redactionId: string | null
  readonly sharerName: string
  readonly sharedAt: Date
  readonly endedAt: Date | null
  readonly enderName: string | null
}

const MOST = 200

export type Receiver =
  { readonly team: Team; readonly providerId: null } | { readonly team: null; readonly providerId: string }
type NewShare = {
  readonly receiver: Receiver
  readonly reason: string
  readonly marked: boolean
  readonly untilOn: LocalDate
  readonly redactionId: string | null
  readonly by: string
  readonly byName: string
  readonly at: Date
}

/** What is given: a version as it was filed, or a copy of it from which something was taken away. */
export type Given = Pick<Version, 'number' | 'name' | 'kind' | 'bytes' | 'fileId'>

export async function recordShare(tx: Tx, document: DocumentRow, version: Given, share: NewShare): Promise<string> {
  const { id } = await tx
    .insertInto('documents.share')
    .values({
      council_id: tx.councilId,
      provider_id: share.receiver.providerId,
      team: share.receiver.team,
      document_id: document.id,
      number: version.number,
      of_provider_id: document.providerId,
      type: document.type,
      title: document.title,
      name: version.name,
      kind: version.kind,
      bytes: BigInt(version.bytes),
      file_id: version.fileId,
      redaction_id: share.redactionId,
      reason: share.reason,
      marked: share.marked,
      until_on: share.untilOn,
      shared_by: share.by,
      sharer_name: share.byName,
      shared_at: share.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** All that a document was ever given to, newest first. Only the council asks. */
export async function listSharesOf(tx: Tx, documentId: string): Promise<readonly Share[]> {
  const { rows } = await sql<ShareRow>`
    select ${columns} from documents.share h
    left join published.provider o on o.council_id = ${tx.councilId} and o.id = h.provider_id
    where h.council_id = ${tx.councilId} and h.document_id = ${documentId}
    order by h.shared_at desc, h.id desc limit ${MOST}`.execute(tx)
  return rows.map(shaped)
}

/** What whoever asks was given and can still open: by their organisation's share, or one of a team that they are in. */
export async function listReceived(tx: Tx, reader: Reader, today: LocalDate): Promise<readonly Share[]> {
  const { rows } = await sql<ShareRow>`
    select ${columns} from documents.share h
    left join published.provider o on o.council_id = ${tx.councilId} and o.id = h.provider_id
    where h.council_id = ${tx.councilId} and ${received(tx, reader, today)}
      and h.ended_at is null and h.until_on >= ${today}
    order by h.shared_at desc, h.id desc limit ${MOST}`.execute(tx)
  return rows.map(shaped)
}

export async function getReceived(tx: Tx, reader: Reader, today: LocalDate, id: string): Promise<Share> {
  const { rows } = await sql<ShareRow>`
    select ${columns} from documents.share h
    left join published.provider o on o.council_id = ${tx.councilId} and o.id = h.provider_id
    where h.council_id = ${tx.councilId} and h.id = ${id} and ${received(tx, reader, today)}`.execute(tx)
  const [share] = rows
  if (share === undefined) throw new NotFound('share')
  return shaped(share)
}

function received(tx: Tx, { providerId, accountId }: Reader, today: LocalDate) {
  if (providerId !== undefined) return sql`h.provider_id = ${providerId}`
  return sql`h.team = any(array(
    select r.role from published.member m
    join published.staff_role r on r.council_id = ${tx.councilId} and r.membership_id = m.id
    where m.council_id = ${tx.councilId} and m.account_id = ${accountId} and m.provider_id is null
      and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})))`
}

const columns = sql`h.id, h.document_id as "documentId", h.number, h.type, h.title, h.name, h.kind, h.bytes, h.file_id as "fileId",
  h.team, h.provider_id as "providerId", o.trading_name as "receiverName", h.reason, h.marked, h.until_on as "untilOn", h.redaction_id as "redactionId",
  h.sharer_name as "sharerName", h.shared_at as "sharedAt", h.ended_at as "endedAt", h.ender_name as "enderName"`

type ShareRow = Omit<Share, 'bytes'> & { readonly bytes: bigint }

function shaped(row: ShareRow): Share {
  return { ...row, bytes: Number(row.bytes) }
}

type Ending = {
  readonly documentId: string
  readonly id: string | undefined
  readonly number?: number | undefined
  readonly byName: string
  readonly at: Date
}

/** One share of a document, those of one version, or all of them. Answers how many were still open. */
export async function endShares(tx: Tx, { documentId, id, number, byName, at }: Ending): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('documents.share')
    .set({ ended_at: at, ender_name: byName })
    .where('council_id', '=', tx.councilId)
    .where('document_id', '=', documentId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .$if(number !== undefined, (query) => query.where('number', '=', number ?? 0))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

export type ShareOpening = { readonly shareId: string; readonly openerName: string; readonly openedAt: Date }

export async function recordShareOpening(
  tx: Tx,
  { id, providerId }: Pick<Share, 'id' | 'providerId'>,
  by: { readonly accountId: string; readonly name: string; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('documents.share_opening')
    .values({
      council_id: tx.councilId,
      provider_id: providerId,
      share_id: id,
      opened_by: by.accountId,
      opener_name: by.name,
      opened_at: by.at,
    })
    .execute()
}

/** Every time, not only the first: what leaves the place where it was filed is watched more closely. */
export async function listShareOpenings(tx: Tx, documentId: string): Promise<readonly ShareOpening[]> {
  const { rows } = await sql<ShareOpening>`
    select p.share_id as "shareId", p.opener_name as "openerName", p.opened_at as "openedAt"
    from documents.share_opening p
    join documents.share h on h.council_id = ${tx.councilId} and h.id = p.share_id
    where p.council_id = ${tx.councilId} and h.document_id = ${documentId}
    order by p.opened_at desc, p.id desc limit ${MOST}`.execute(tx)
  return rows
}

/** By its whole name, as it is known, or its number. */
export async function findOrganisation(tx: Tx, typed: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from published.provider where council_id = ${tx.councilId} and status = 'active'
      and (reference = ${typed} or lower(trading_name) = lower(${typed})) order by reference = ${typed} desc, id limit 1`.execute(
    tx,
  )
  return rows[0]?.id
}

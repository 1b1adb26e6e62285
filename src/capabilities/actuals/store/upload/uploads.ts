import { sql } from 'kysely'
import { NotFound } from '../../../../core/errors.ts'
import type { Pence } from '../../../../core/money.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { FileContext } from '../../rules/file/file-context.ts'
import type { FileRefusal, FileCode } from '../../rules/file/file-refusal.ts'

export type UploadKind = 'weeks' | 'visits' | 'carers'
export type UploadState = 'waiting' | 'refused' | 'checked' | 'saving' | 'saved' | 'replaced'

export type Upload = {
  readonly id: string
  readonly providerId: string
  readonly fileId: string
  readonly fileName: string
  readonly kind: UploadKind
  readonly state: UploadState
  readonly checkOnly: boolean
  readonly reference: string | null
  readonly fileCode: FileCode | null
  readonly fileFacts: FileRefusal['facts']
  readonly mapId: string | null
  readonly round: number
  readonly savedRound: number
  readonly rowsRead: number
  readonly rowsBlank: number
  readonly rowsSame: number
  readonly rowsNew: number
  readonly rowsChanged: number
  readonly rowsRefused: number
  readonly rowsWarned: number
  readonly rowsHeld: number
  readonly rowsSaved: number
  readonly rowsUndone: number
  readonly totalPence: Pence
  readonly sentBy: string
  readonly sentName: string
  readonly sentAt: Date
  readonly savedAt: Date | null
  readonly savedName: string | null
  readonly undoneAt: Date | null
  readonly undoneName: string | null
  readonly version: number
}

const columns = [
  'id',
  'provider_id as providerId',
  'file_id as fileId',
  'file_name as fileName',
  'kind',
  'state',
  'check_only as checkOnly',
  'reference',
  'file_code as fileCode',
  sql<FileRefusal['facts']>`file_facts`.as('fileFacts'),
  'map_id as mapId',
  'round',
  'saved_round as savedRound',
  'rows_read as rowsRead',
  'rows_blank as rowsBlank',
  'rows_same as rowsSame',
  'rows_new as rowsNew',
  'rows_changed as rowsChanged',
  'rows_refused as rowsRefused',
  'rows_warned as rowsWarned',
  'rows_held as rowsHeld',
  'rows_saved as rowsSaved',
  'rows_undone as rowsUndone',
  'total_pence as totalPence',
  'sent_by as sentBy',
  'sent_name as sentName',
  'sent_at as sentAt',
  'saved_at as savedAt',
  'saved_name as savedName',
  'undone_at as undoneAt',
  'undone_name as undoneName',
  'row_version as version',
] as const

function uploads(tx: Tx) {
  return tx
    .selectFrom('actuals.upload')
    .select(columns)
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
}

export async function getUpload(tx: Tx, id: string): Promise<Upload> {
  return uploads(tx)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('upload'))
}

/** Held until the work is done: two people at one upload go one after the other. */
export async function lockUpload(tx: Tx, id: string): Promise<Upload> {
  return uploads(tx)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('upload'))
}

export const UPLOADS_PAGE = 50

/** Newest first; one more than a page. */
export async function listUploads(
  tx: Tx,
  before?: { readonly sentAt: Date; readonly id: string },
): Promise<readonly Upload[]> {
  let list = uploads(tx)
    .orderBy('sent_at', 'desc')
    .orderBy('id')
    .limit(UPLOADS_PAGE + 1)
  if (before !== undefined)
    list = list.where(sql<boolean>`(sent_at < ${before.sentAt} or (sent_at = ${before.sentAt} and id > ${before.id}))`)
  return list.execute()
}

/** The earlier upload of the very same bytes, unless nothing came of it. */
export async function findSameFile(tx: Tx, sha256: Buffer, checkOnly: boolean): Promise<string | undefined> {
  const row = await tx
    .selectFrom('actuals.upload')
    .select('id')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('sha256', '=', sha256)
    .where('check_only', '=', checkOnly)
    .where('state', 'in', ['waiting', 'checked', 'saving', 'saved'])
    .where('undone_at', 'is', null)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** What became of a file that a machine left in a folder: the same bytes are the same file. */
export async function findDropped(tx: Tx, sha256: Buffer): Promise<Upload | undefined> {
  return uploads(tx)
    .where('sha256', '=', sha256)
    .where('check_only', '=', false)
    .where('undone_at', 'is', null)
    .where((eb) => eb.or([eb('source', '=', 'folder'), eb('state', 'not in', ['refused', 'replaced'])]))
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export type NewUpload = {
  readonly id: string
  readonly fileId: string
  readonly fileName: string
  readonly bytes: number
  readonly sha256: Buffer
  readonly format: 'csv' | 'xlsx' | 'ods' | 'text' | 'xml' | 'json'
  readonly source: 'screen' | 'api' | 'folder'
  readonly checkOnly: boolean
  readonly mapId: string | null
  readonly by: { readonly accountId: string; readonly name: string; readonly at: Date }
  /** The scope with which it is judged, as JSON. */
  readonly acting: string
}

export async function insertUpload(tx: Tx, upload: NewUpload): Promise<void> {
  const { by } = upload
  await tx
    .insertInto('actuals.upload')
    .values({
      council_id: tx.councilId,
      id: upload.id,
      provider_id: tx.providerId,
      file_id: upload.fileId,
      file_name: upload.fileName,
      file_bytes: BigInt(upload.bytes),
      sha256: upload.sha256,
      format: upload.format,
      source: upload.source,
      check_only: upload.checkOnly,
      map_id: upload.mapId,
      state: 'waiting',
      sent_by: by.accountId,
      sent_name: by.name,
      sent_at: by.at,
      acting: upload.acting,
    })
    .execute()
}

export async function markRefused(tx: Tx, id: string, { code, facts }: FileRefusal, at: Date): Promise<void> {
  await sql`
    update actuals.upload set state = 'refused', file_code = ${code}, file_facts = ${JSON.stringify(facts)}::jsonb, checked_at = ${at},
      row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(tx)
}

/** What the file turned out to be: known once its heading has been read. */
export type FileFound = {
  readonly kind: UploadKind
  readonly layout: 'template' | 'own' | 'abacus'
  readonly reference: string
}

export async function markFound(tx: Tx, id: string, { kind, layout, reference }: FileFound): Promise<void> {
  await sql`
    update actuals.upload set kind = ${kind}, layout = ${layout}, reference = ${reference === '' ? null : reference}
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(tx)
}

/** The rows of a kind of file, each with the columns that are counted. */
const countedRows = {
  weeks: sql.raw(
    'outcome, warnings, held_code, amount_pence, council_id, provider_id, upload_id from actuals.upload_row',
  ),
  visits: sql.raw(
    `outcome, warnings, held_code, null::bigint as amount_pence, council_id, provider_id, upload_id from actuals.upload_visit`,
  ),
  carers: sql.raw(
    `outcome, null::text[] as warnings, null as held_code, null::bigint as amount_pence, council_id, provider_id, upload_id from actuals.upload_carer`,
  ),
} as const satisfies Readonly<Record<UploadKind, unknown>>

/** Counts the rows again and says that they are judged. */
export async function markChecked(
  tx: Tx,
  { id, kind }: { readonly id: string; readonly kind: UploadKind },
  at: Date,
): Promise<void> {
  await sql`
    update actuals.upload u set state = case u.state when 'saved' then 'saved' else 'checked' end, checked_at = ${at},
      row_version = u.row_version + 1,
      rows_read = n.total, rows_blank = n.blank, rows_same = n.same, rows_new = n.fresh, rows_changed = n.changed,
      rows_refused = n.refused, rows_warned = n.warned, rows_held = n.held, total_pence = n.pence
    from (
      select count(*) as total, count(*) filter (where outcome = 'blank') as blank, count(*) filter (where outcome = 'same') as same,
        count(*) filter (where outcome = 'new') as fresh, count(*) filter (where outcome = 'changed') as changed,
        count(*) filter (where outcome = 'refused') as refused,
        count(*) filter (where warnings is not null and outcome in ('new', 'changed')) as warned,
        count(*) filter (where held_code is not null and outcome in ('new', 'changed')) as held,
        coalesce(sum(amount_pence) filter (where outcome in ('new', 'changed')), 0)::bigint as pence
      from (select ${countedRows[kind]}) r
      where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and upload_id = ${id}
    ) n
    where u.council_id = ${tx.councilId} and u.provider_id = ${tx.providerId} and u.id = ${id}`.execute(tx)
}

/** Rows that somebody has still to confirm are of the next round, or they could never be saved. */
export async function carryUnconfirmed(
  tx: Tx,
  { id, kind, round }: { readonly id: string; readonly kind: UploadKind; readonly round: number },
): Promise<void> {
  if (kind === 'carers') return
  await sql`
    update ${kind === 'weeks' ? sql.raw('actuals.upload_row') : sql.raw('actuals.upload_visit')} r set round = ${round + 1}
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${id}
      and r.round = ${round} and r.outcome in ('new', 'changed') and r.warnings is not null`.execute(tx)
}

/** An upload of the same reference that was only looked at gives way to this one. */
export async function replaceEarlier(tx: Tx, id: string, reference: string): Promise<void> {
  await sql`
    update actuals.upload set state = 'replaced', row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and reference = ${reference} and state = 'checked'
      and id <> ${id}`.execute(tx)
}

/** What the file as a whole is held against. */
export async function getFileContext(tx: Tx, uploadId: string, reference: string): Promise<FileContext> {
  const { rows } = await sql<
    Omit<FileContext, 'usedBy'> & { readonly usedId: string | null; readonly usedAt: Date | null }
  >`
    select c.week_starts_on as "weekStartsOn", o.reference as "providerReference",
      array(select k.number from published.contract k where k.council_id = c.council_id and k.provider_id = o.id order by 1) as "contractNumbers",
      coalesce((select max(r.claim_limit_weeks) from published.contract_rule r
        where r.council_id = c.council_id and r.provider_id = o.id), 0)::int as "longestClaim",
      u.id as "usedId", u.sent_at as "usedAt"
    from platform.council c
    join published.provider o on o.council_id = c.council_id and o.id = ${tx.providerId}
    left join lateral (select id, sent_at from actuals.upload
      where council_id = c.council_id and provider_id = o.id and reference = ${reference} and reference <> '' and id <> ${uploadId}
        and state in ('saving', 'saved') and undone_at is null order by sent_at desc limit 1) u on true
    where c.council_id = ${tx.councilId}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new NotFound('provider')
  const { usedId, usedAt, ...context } = row
  return { ...context, usedBy: usedId === null || usedAt === null ? undefined : { id: usedId, sentAt: usedAt } }
}

export type Saved = { readonly rows: number; readonly name: string; readonly at: Date }

/** The ready rows of this round are saved; whatever is put right from now on belongs to the next. */
export async function markSaved(tx: Tx, id: string, { rows, name, at }: Saved): Promise<void> {
  await sql`
    update actuals.upload set state = 'saved', saved_round = round, round = round + 1, rows_saved = rows_saved + ${rows}, saved_at = ${at},
      saved_name = ${name}, row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(tx)
}

export async function markSaving(tx: Tx, id: string, acting: string): Promise<void> {
  await sql`
    update actuals.upload set state = 'saving', acting = ${acting}::jsonb, row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(tx)
}

export async function markUndone(tx: Tx, id: string, { rows, name, at }: Saved): Promise<void> {
  await sql`
    update actuals.upload set undone_at = ${at}, undone_name = ${name}, rows_undone = ${rows}, row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(tx)
}

import { sql } from 'kysely'
import { NotFound } from '../../../../core/errors.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { FileCode } from '../../rules/file/file-refusal.ts'
import { rowTables, type Cause } from './rows.ts'
import type { UploadKind, UploadState } from './uploads.ts'

export const COUNCIL_PAGE = 50

/** What the council sees of a provider's file: counts and causes, and no row of it. */
export type CouncilUpload = {
  readonly id: string
  readonly providerName: string
  readonly sentAt: Date
  readonly source: 'screen' | 'api' | 'folder'
  readonly kind: UploadKind
  readonly state: UploadState
  readonly checkOnly: boolean
  readonly fileCode: FileCode | null
  readonly rowsRead: number
  readonly rowsSaved: number
  readonly rowsRefused: number
  readonly rowsHeld: number
  readonly undoneAt: Date | null
}

function uploads(tx: Tx) {
  return tx
    .selectFrom('actuals.upload as u')
    .innerJoin('published.provider as o', (join) =>
      join.onRef('o.council_id', '=', 'u.council_id').onRef('o.id', '=', 'u.provider_id'),
    )
    .where('u.council_id', '=', tx.councilId)
    .select([
      'u.id',
      'o.trading_name as providerName',
      'u.sent_at as sentAt',
      'u.source',
      'u.kind',
      'u.state',
      'u.check_only as checkOnly',
      'u.file_code as fileCode',
      'u.rows_read as rowsRead',
      'u.rows_saved as rowsSaved',
      'u.rows_refused as rowsRefused',
      'u.rows_held as rowsHeld',
      'u.undone_at as undoneAt',
    ])
}

type Place = { readonly sentAt: Date; readonly id: string }

/** Newest first; one more than a page. */
export async function listCouncilUploads(tx: Tx, before?: Place): Promise<readonly CouncilUpload[]> {
  let list = uploads(tx)
    .orderBy('u.sent_at', 'desc')
    .orderBy('u.id')
    .limit(COUNCIL_PAGE + 1)
  if (before !== undefined)
    list = list.where(
      sql<boolean>`(u.sent_at < ${before.sentAt} or (u.sent_at = ${before.sentAt} and u.id > ${before.id}))`,
    )
  return list.execute()
}

export async function getCouncilUpload(tx: Tx, id: string): Promise<CouncilUpload> {
  return uploads(tx)
    .where('u.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('upload'))
}

export async function listCouncilCauses(
  tx: Tx,
  { id, kind }: Pick<CouncilUpload, 'id' | 'kind'>,
): Promise<readonly Cause[]> {
  const { rows } = await sql<Cause>`
    select split_part(c.code, ':', 1) as code, count(distinct r.line)::int as rows, min(r.line) as example
    from ${rowTables[kind]} r cross join lateral unnest(r.codes) c(code)
    where r.council_id = ${tx.councilId} and r.upload_id = ${id} and r.outcome = 'refused'
    group by 1 order by 2 desc, 1 limit 50`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Pence, Quantity } from '../../../../core/money.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Unit } from '../../rules/week.ts'
import type { UploadKind } from './uploads.ts'

export const ROWS_PAGE = 50

export type Cause = { readonly code: string; readonly rows: number; readonly example: number }

type OfKind = { readonly id: string; readonly kind: UploadKind }

/** Where the rows of each kind of file are kept. */
export const rowTables = {
  weeks: sql.raw('actuals.upload_row'),
  visits: sql.raw('actuals.upload_visit'),
  carers: sql.raw('actuals.upload_carer'),
} as const satisfies Readonly<Record<UploadKind, unknown>>

/** What is wrong, counted by cause, most rows first; the first row of each as an example. */
export async function listCauses(tx: Tx, { id: uploadId, kind }: OfKind): Promise<readonly Cause[]> {
  const { rows } = await sql<Cause>`
    select split_part(c.code, ':', 1) as code, count(distinct r.line)::int as rows, min(r.line) as example
    from ${rowTables[kind]} r cross join lateral unnest(r.codes) c(code)
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId} and r.outcome = 'refused'
    group by 1 order by 2 desc, 1 limit 50`.execute(tx)
  return rows
}

export async function listWarnings(tx: Tx, { id: uploadId, kind }: OfKind): Promise<readonly Cause[]> {
  if (kind === 'carers') return []
  const { rows } = await sql<Cause>`
    select c.code, count(*)::int as rows, min(r.line) as example
    from ${rowTables[kind]} r cross join lateral unnest(r.warnings) c(code)
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId}
      and r.outcome in ('new', 'changed')
    group by 1 order by 2 desc, 1 limit 20`.execute(tx)
  return rows
}

export type FileRow = {
  readonly line: number
  readonly outcome: 'blank' | 'same' | 'new' | 'changed' | 'refused' | 'dropped'
  readonly cpliRef: string
  readonly clientRef: string
  readonly personName: string | null
  readonly unit: Unit | null
  readonly weekStart: LocalDate | null
  readonly planned: Quantity | null
  readonly actual: Quantity | null
  readonly frustrated: Quantity | null
  readonly missed: Quantity | null
  readonly extra: Quantity | null
  readonly visits: number | null
  readonly comment: string
  readonly codes: readonly string[] | null
  readonly warnings: readonly string[] | null
  readonly said: readonly string[] | null
  readonly heldCode: string | null
  readonly amount: Pence | null
  /** What stood when it was judged; null where nothing did. */
  readonly was: {
    readonly frustrated: Quantity
    readonly missed: Quantity
    readonly extra: Quantity
    readonly actual: Quantity
    readonly comment: string
  } | null
}

export type RowFilter = {
  readonly show: 'refused' | 'changed' | 'new' | 'warned' | 'all'
  readonly code?: string | undefined
  readonly after?: number | undefined
}

/** Rows as the spreadsheet numbers them, one more than a page; with the name of the person and what stood before. */
export async function listRows(
  tx: Tx,
  uploadId: string,
  filter: RowFilter,
  limit = ROWS_PAGE,
): Promise<readonly FileRow[]> {
  const shown = {
    refused: sql`r.outcome = 'refused'`,
    changed: sql`r.outcome = 'changed'`,
    new: sql`r.outcome = 'new'`,
    warned: sql`r.warnings is not null`,
    all: sql`true`,
  }[filter.show]
  const coded =
    filter.code === undefined
      ? sql`true`
      : sql`exists (select from unnest(r.codes) c where split_part(c, ':', 1) = ${filter.code})`
  const { rows } = await sql<Omit<FileRow, 'was'> & Was>`
    select r.line, r.outcome, r.cpli_ref as "cpliRef", r.client_ref as "clientRef", sp.given_name || ' ' || sp.family_name as "personName",
      p.unit, r.week_start as "weekStart", r.planned, r.actual, r.frustrated, r.missed, r.extra, r.visits, r.comment, r.codes, r.warnings,
      r.said, r.held_code as "heldCode", r.amount_pence as amount, v.frustrated as "wasFrustrated", v.missed as "wasMissed",
      v.extra as "wasExtra", v.actual as "wasActual", v.comment as "wasComment"
    from actuals.upload_row r
    left join published.package p on p.council_id = r.council_id and p.provider_id = r.provider_id and p.id = r.package_id
    left join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id
      and sp.service_id = p.service_id and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    left join actuals.week_version v on v.council_id = r.council_id and v.provider_id = r.provider_id and v.week_start = r.week_start
      and v.package_id = r.package_id and v.version = r.was_version
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId}
      and ${shown} and ${coded} and r.line > ${filter.after ?? 0}
    order by r.line limit ${limit + 1}`.execute(tx)
  return rows.map(withWas)
}

type Was = {
  readonly wasFrustrated: Quantity | null
  readonly wasMissed: Quantity | null
  readonly wasExtra: Quantity | null
  readonly wasActual: Quantity | null
  readonly wasComment: string | null
}

function withWas({
  wasFrustrated,
  wasMissed,
  wasExtra,
  wasActual,
  wasComment,
  ...row
}: Omit<FileRow, 'was'> & Was): FileRow {
  if (wasFrustrated === null || wasMissed === null || wasExtra === null || wasActual === null)
    return { ...row, was: null }
  return {
    ...row,
    was: {
      frustrated: wasFrustrated,
      missed: wasMissed,
      extra: wasExtra,
      actual: wasActual,
      comment: wasComment ?? '',
    },
  }
}

export type RowResult = {
  readonly line: number
  readonly outcome: FileRow['outcome']
  readonly codes: readonly string[] | null
  readonly warnings: readonly string[] | null
  readonly heldCode: string | null
  /** Why a visit is on no care package. */
  readonly why: string | null
}

/** What became of each row, for the file that goes back; a stretch at a time, in the order of the file. */
export async function listResults(
  tx: Tx,
  { id: uploadId, kind }: OfKind,
  after: number,
  limit: number,
): Promise<readonly RowResult[]> {
  const more =
    kind === 'carers' ? sql`null::text[] as warnings, null as "heldCode"` : sql`r.warnings, r.held_code as "heldCode"`
  const { rows } = await sql<RowResult>`
    select r.line, r.outcome, r.codes, ${more}${kind === 'visits' ? sql`, r.why` : sql`, null as why`} from ${rowTables[kind]} r
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId} and r.line > ${after}
    order by r.line limit ${limit}`.execute(tx)
  return rows
}

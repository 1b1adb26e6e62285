import { sql } from 'kysely'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './agreement.ts'

/** Whether the provider’s own signed sheet of the text that stands waits for the council to look at it. */
export function sheetToConfirm(tx: Tx, agreement: string) {
  return sql<boolean>`(${sql.ref(`${agreement}.status`)} = 'published' and ${hasSheet(tx, agreement)})`
}

/** The same of agreements that are published anyway: by itself it can be joined, and is not asked of one row at a time. */
export function hasSheet({ councilId }: Tx, agreement: string) {
  const of = (column: string) => sql.ref(`${agreement}.${column}`)
  return sql<boolean>`exists (
    select from agreements.paper_signature f where f.council_id = ${councilId} and f.provider_id = ${of('provider_id')}
      and f.agreement_id = ${of('id')} and f.revision = ${of('revision')} and f.party = 'provider' and f.struck_at is null)`
}

/** How many agreements wait for the council to say that the sheet which the provider signed counts. */
export async function countSheetsToConfirm(tx: Tx, { providerId }: Reach = { providerId: undefined }): Promise<number> {
  const [counted] = await countSheets(tx, { providerId })
  return counted?.count ?? 0
}

const countSheets = statement((tx: Tx, { providerId }: Reach) =>
  tx
    .selectFrom('agreements.agreement as a')
    .where('a.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('a.provider_id', '=', providerId ?? ''))
    .where(sheetToConfirm(tx, 'a'))
    .select(sql<number>`count(*)::int`.as('count')),
)

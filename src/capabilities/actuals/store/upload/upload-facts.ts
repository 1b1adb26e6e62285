import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Upload } from './uploads.ts'

/** What a page says of a file besides its counts. */
export type UploadFacts = {
  /** Visits that are kept and on no care package. */
  readonly waiting: number
  /** Rows that are written while it is being saved. */
  readonly saving: number
  readonly hasBankDetails: boolean
}

export async function findUploadFacts(tx: Tx, { id, kind, state }: Upload): Promise<UploadFacts> {
  const waiting =
    kind === 'visits'
      ? sql`(select count(*) from actuals.upload_visit v where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId}
          and v.upload_id = ${id} and v.outcome in ('new', 'changed') and v.state = 'unallocated')::int`
      : sql`0`
  const saving =
    state === 'saving'
      ? sql`coalesce((select rows from actuals.upload_progress g where g.council_id = ${tx.councilId} and g.provider_id = ${tx.providerId}
          and g.upload_id = ${id}), 0)`
      : sql`0`
  const { rows } = await sql<UploadFacts>`
    select ${waiting} as waiting, ${saving} as saving, o.has_bank_details as "hasBankDetails"
    from published.provider o where o.council_id = ${tx.councilId} and o.id = ${tx.providerId}`.execute(tx)
  return rows[0] ?? { waiting: 0, saving: 0, hasBankDetails: true }
}

import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Content } from '../rules/content.ts'
import { shownContent } from './shown-content.ts'

export type ToSign = {
  readonly id: string
  readonly reference: string
  readonly revision: number
  readonly hash: string
  readonly content: Content
}

/** Of the agreements asked for, those that still wait: the text that stands of each, soonest start first. */
export async function listToSign(tx: Tx, ids: readonly string[]): Promise<readonly ToSign[]> {
  const { rows } = await sql<ToSign>`
    select a.id, a.reference, a.revision, encode(r.content_hash, 'hex') as hash, ${shownContent()} as content
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.provider_id = a.provider_id
      and r.agreement_id = a.id and r.revision = a.revision
    where a.council_id = ${tx.councilId} and a.provider_id = ${tx.providerId} and a.status = 'published'
      and a.id = any(${[...ids]}::uuid[])
    order by a.starts_on, a.id`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export type PageRefusal = {
  readonly accountId: string
  readonly councilId: string
  readonly kind: 'not-found' | 'not-permitted'
  /** As the program names it, '/provider/invoices/:id': the ids that were tried may be somebody else's. */
  readonly route: string
  readonly address: string
}

/** Once a minute for each route, so that trying many ids fills no disk. Losing one in a crash loses no proof of money. */
export async function recordPageRefusal(tx: Tx, now: Date, refusal: PageRefusal): Promise<void> {
  const { accountId, councilId, kind, route, address } = refusal
  await Promise.all([
    sql`set local synchronous_commit = off`.execute(tx),
    sql`
      insert into access.account_event (account_id, at, kind, address, details)
      select ${accountId}::uuid, ${now}, ${kind}, ${address}, jsonb_build_object('route', ${route}::text, 'council', ${councilId}::text)
      where not exists (
        select from access.account_event e
        where e.account_id = ${accountId}::uuid and e.at > ${now}::timestamptz - interval '1 minute'
          and e.kind = ${kind} and e.details ->> 'route' = ${route}::text
          and e.details ->> 'council' = ${councilId}::text)`.execute(tx),
  ])
}

import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export type AskedForMore = {
  readonly conversationId: string
  readonly title: string
  readonly providerName: string
  readonly openedAt: Date
  readonly state: 'awaiting-council' | 'awaiting-provider' | 'closed'
}

/** Who answered the letters of an uplift by asking for more: what waits for the council first, the oldest of it at the top. */
export async function listAskedForMore(tx: Tx, upliftId: string): Promise<readonly AskedForMore[]> {
  const { rows } = await sql<AskedForMore>`
    select v.id as "conversationId", v.title, o.trading_name as "providerName", v.opened_at as "openedAt", v.state
    from published.conversation v
    join published.provider o on o.council_id = ${tx.councilId} and o.id = v.provider_id
    where v.council_id = ${tx.councilId} and v.about_type = 'uplift' and v.about_id = ${upliftId}
    order by v.state, v.opened_at, v.id limit 200`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Helper = { readonly councilId: string; readonly providerId: string; readonly email: string }

/** Other administrators of the organisations where a person works, who can sign in themselves. At the gate. */
export async function listHelpers(tx: Tx, accountId: string, today: LocalDate): Promise<readonly Helper[]> {
  const { rows } = await sql<Helper>`
    select distinct m.council_id as "councilId", m.provider_id as "providerId", m.email
    from access.membership own
    join access.membership m on m.council_id = own.council_id and m.provider_id = own.provider_id
    join access.account a on a.id = m.account_id and a.status = 'active' and a.locked_at is null
    join access.access_grant g on g.council_id = m.council_id and g.membership_id = m.id
      and g.scope = 'organisation' and g.mode = 'edit' and g.role in ('admin', 'full', 'main') and g.covers is null
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
    where own.account_id = ${accountId} and own.starts_on <= ${today} and (own.ends_on is null or own.ends_on > ${today})
      and m.account_id <> own.account_id and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    order by m.council_id, m.provider_id, m.email limit 20`.execute(tx)
  return rows
}

type Asking = {
  readonly councilId: string
  readonly providerId: string
  readonly accountId: string
  readonly now: Date
}

/** True when this was not asked before, so that asking twice tells nobody twice. */
export async function askColleagues(tx: Tx, { councilId, providerId, accountId, now }: Asking): Promise<boolean> {
  const { rows } = await sql`
    insert into access.help_request as h (council_id, account_id, asked_at, provider_id)
    values (${councilId}, ${accountId}, ${now}, ${providerId})
    on conflict (council_id, account_id, wants) do update set asked_at = excluded.asked_at, answered_at = null,
      provider_id = excluded.provider_id
    where h.answered_at is not null
    returning 1`.execute(tx)
  return rows.length > 0
}

export type Asked = { readonly accountId: string; readonly askedAt: Date }

/** Who of the organisation asked its administrators for help with signing in and waits. */
export async function listAskedColleagues(tx: Tx): Promise<readonly Asked[]> {
  return tx
    .selectFrom('access.help_request')
    .select(['account_id as accountId', 'asked_at as askedAt'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('answered_at', 'is', null)
    .where('wants', '=', '')
    .orderBy('asked_at')
    .orderBy('account_id')
    .limit(100)
    .execute()
}

export async function answerColleague(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('access.help_request')
    .set({ answered_at: now })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('account_id', '=', accountId)
    .where('answered_at', 'is', null)
    .where('wants', '=', '')
    .execute()
}

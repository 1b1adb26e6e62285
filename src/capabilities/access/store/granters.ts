import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

type Workplace = { readonly councilId: string; readonly providerId: string | undefined; readonly today: LocalDate }
export type Granter = { readonly accountId: string; readonly name: string }

/** Who may give permissions at the same organisation, or on the council's own staff. At the gate: reads names alone. */
export async function listGranters(tx: Tx, { councilId, providerId, today }: Workplace): Promise<readonly Granter[]> {
  const { rows } = await sql<Granter>`
    select m.account_id as "accountId", m.name from access.membership m
    where m.council_id = ${councilId} and m.provider_id is not distinct from ${providerId ?? null}::uuid
      and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
      and (exists (select from access.access_grant g
          where g.council_id = m.council_id and g.membership_id = m.id and g.scope = 'organisation' and g.mode = 'edit'
            and g.role in ('admin', 'full', 'main') and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today}))
        or exists (select from access.staff_role r
          where r.council_id = m.council_id and r.membership_id = m.id and r.role = 'portal-administration'))
    order by m.name, m.id limit 10`.execute(tx)
  return rows
}

type Wish = {
  readonly councilId: string
  /** Where it is wanted; undefined on the council's own staff. */
  readonly providerId: string | undefined
  readonly accountId: string
  readonly wants: string
  readonly now: Date
}

/** Before the council, and the administrators of the organisation where it is wanted. True when this was not asked before, so that asking twice tells nobody twice. */
export async function askForPermission(
  tx: Tx,
  { councilId, providerId, accountId, wants, now }: Wish,
): Promise<boolean> {
  const { rows } = await sql`
    insert into access.help_request as h (council_id, account_id, asked_at, wants, provider_id)
    values (${councilId}, ${accountId}, ${now}, ${wants}, ${providerId ?? null})
    on conflict (council_id, account_id, wants) do update set asked_at = excluded.asked_at, answered_at = null,
      provider_id = excluded.provider_id
    where h.answered_at is not null or h.provider_id is distinct from excluded.provider_id
    returning 1`.execute(tx)
  return rows.length > 0
}

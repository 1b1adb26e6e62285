import { sql } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { CONFIRM_DAYS } from '../rules/still-here.ts'

type PeopleTasks = {
  readonly requests: number
  readonly asking: number
  /** Who looks after people at the council itself and has no last day. */
  readonly administrators: number
}

function administrators(tx: Tx) {
  return sql`
    select count(*)::integer from access.membership m
    join access.staff_role r on r.council_id = m.council_id and r.membership_id = m.id and r.role = 'portal-administration'
    where m.council_id = ${tx.councilId} and m.provider_id is null and m.ends_on is null`
}

export async function countPortalAdministrators(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`${administrators(tx)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** What waits for whoever looks after people at the council; whom colleagues help is not theirs. */
export async function countPeopleTasks(tx: Tx): Promise<PeopleTasks> {
  const { rows } = await sql<PeopleTasks>`
    select (select count(*)::integer from access.contact_request r
        where r.council_id = ${tx.councilId} and r.status = 'requested') as requests,
      (select count(distinct h.account_id)::integer from access.help_request h
        where h.council_id = ${tx.councilId} and h.answered_at is null
          and (h.provider_id is null or h.wants <> '')) as asking,
      (${administrators(tx)}) as administrators`.execute(tx)
  return rows[0] ?? { requests: 0, asking: 0, administrators: 0 }
}

type At = { readonly councilId: string; readonly providerId: string; readonly today: LocalDate }

/** At the gate, where accounts are: who was invited to the organisation and has not set the account up. */
export async function countInvited(tx: Tx, { councilId, providerId, today }: At): Promise<number> {
  const { rows } = await sql<{ invited: number }>`
    select count(*)::integer as invited from access.membership m join access.account a on a.id = m.account_id
    where m.council_id = ${councilId} and m.provider_id = ${providerId} and a.status = 'invited'
      and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})`.execute(tx)
  return rows[0]?.invited ?? 0
}

type ColleagueTasks = { readonly toConfirm: number; readonly drafts: number; readonly joining: number }

/** The same for an organisation's administrators: who is still here, what was begun and not sent, who asks to join. */
export async function countColleagueTasks(tx: Tx, today: LocalDate): Promise<ColleagueTasks> {
  const since = addDays(today, -CONFIRM_DAYS)
  const { rows } = await sql<ColleagueTasks>`
    select (select count(*)::integer from access.membership m
        where m.council_id = ${tx.councilId} and m.provider_id = ${tx.providerId} and m.starts_on <= ${today}
          and m.ends_on is null and coalesce(m.confirmed_on, m.starts_on) <= ${since}) as "toConfirm",
      (select count(*)::integer from access.contact_request r
        where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.status = 'draft') as drafts,
      (select count(*)::integer from access.join_request j
        where j.council_id = ${tx.councilId} and j.provider_id = ${tx.providerId} and j.status = 'asked') as joining`.execute(
    tx,
  )
  return rows[0] ?? { toConfirm: 0, drafts: 0, joining: 0 }
}

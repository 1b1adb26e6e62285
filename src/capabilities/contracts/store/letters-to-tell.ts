import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type LetterNews = 'sent' | 'withdrawn'
export type Untold = { readonly providerId: string; readonly news: LetterNews }

/** The next providers that do not know of their letter, or of its withdrawal; marked as told by the same statement. */
export async function takeUntold(
  tx: Tx,
  upliftId: string,
  { at, rows: most }: { readonly at: Date; readonly rows: number },
): Promise<readonly Untold[]> {
  const { rows } = await sql<Untold>`
    with taken as (
      select t.provider_id, t.withdrawn_at is not null as is_withdrawn, t.told_at is not null as was_told
      from contracts.uplift_letter t
      where t.council_id = ${tx.councilId} and t.uplift_id = ${upliftId}
        and (t.told_at is null or (t.withdrawn_at is not null and t.told_of_withdrawal_at is null))
      order by t.provider_id limit ${most} for update skip locked
    ), told as (
      update contracts.uplift_letter t set told_at = coalesce(t.told_at, ${at}),
        told_of_withdrawal_at = case when k.is_withdrawn then ${at}::timestamptz else t.told_of_withdrawal_at end
      from taken k
      where t.council_id = ${tx.councilId} and t.uplift_id = ${upliftId} and t.provider_id = k.provider_id
    )
    select k.provider_id as "providerId", case when k.is_withdrawn then 'withdrawn' else 'sent' end as news
    from taken k order by k.provider_id`.execute(tx)
  return rows
}

/** Who looks after the money of each of these organisations as a whole. */
export async function listFinancePeople(
  tx: Tx,
  providerIds: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ providerId: string; accountIds: readonly string[] }>`
    select m.provider_id as "providerId", array_agg(distinct m.account_id) as "accountIds"
    from published.member m
    join published.member_grant g on g.council_id = ${tx.councilId} and g.membership_id = m.id
      and g.role in ('full', 'main', 'finance') and g.scope = 'organisation'
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
    where m.council_id = ${tx.councilId} and m.provider_id = any(${[...providerIds]}::uuid[])
      and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    group by m.provider_id`.execute(tx)
  return new Map(rows.map(({ providerId, accountIds }) => [providerId, accountIds]))
}

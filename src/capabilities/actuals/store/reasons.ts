import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Reason = { readonly code: string; readonly label: string }

/** More than a list to choose from can hold and still be read. */
export const MOST_REASONS = 40

/** The reasons that may explain a week, by their words. */
export async function listReasonsFor(tx: Tx, weekStart: LocalDate): Promise<readonly Reason[]> {
  return tx
    .selectFrom('actuals.reason')
    .select(['code', 'label'])
    .where('council_id', '=', tx.councilId)
    .where('starts_on', '<=', weekStart)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>', weekStart)]))
    .orderBy('label')
    .orderBy('code')
    .limit(MOST_REASONS)
    .execute()
}

export type KnownReason = Reason & {
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly addedName: string
  readonly endedName: string | null
  /** How many weeks it explains as they stand. */
  readonly weeks: number
}

/** Every reason there ever was, those in use first. */
export async function listReasons(tx: Tx): Promise<readonly KnownReason[]> {
  const { rows } = await sql<KnownReason>`
    select r.code, r.label, r.starts_on as "startsOn", r.ends_on as "endsOn", r.added_name as "addedName", r.ended_name as "endedName",
      coalesce(used.weeks, 0)::int as weeks
    from actuals.reason r
    left join (select w.council_id, w.reason, count(*) as weeks from actuals.week w
      where w.council_id = ${tx.councilId} and w.reason is not null group by w.council_id, w.reason) used
      on used.council_id = r.council_id and used.reason = r.code
    where r.council_id = ${tx.councilId}
    order by r.ends_on is not null, r.label, r.code limit 200`.execute(tx)
  return rows
}

type NewReason = Reason & { readonly startsOn: LocalDate; readonly name: string; readonly at: Date }

/** False when the code or, among those still in use, the words are taken. */
export async function addReason(tx: Tx, { code, label, startsOn, name, at }: NewReason): Promise<boolean> {
  const { rows } = await sql`
    insert into actuals.reason (council_id, code, label, starts_on, added_name, added_at)
    select ${tx.councilId}, ${code}, ${label}, ${startsOn}, ${name}, ${at}
    where not exists (select from actuals.reason r where r.council_id = ${tx.councilId} and lower(r.label) = lower(${label}::text)
      and r.ends_on is null)
    on conflict do nothing returning 1`.execute(tx)
  return rows.length > 0
}

export async function countReasons(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('actuals.reason')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('council_id', '=', tx.councilId)
    .where('ends_on', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export type StandingReason = { readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }

export async function lockReason(tx: Tx, code: string): Promise<StandingReason> {
  return tx
    .selectFrom('actuals.reason')
    .select(['starts_on as startsOn', 'ends_on as endsOn'])
    .where('council_id', '=', tx.councilId)
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('reason'))
}

type End = { readonly endsOn: LocalDate; readonly name: string; readonly at: Date }

export async function endReason(tx: Tx, code: string, { endsOn, name, at }: End): Promise<void> {
  await tx
    .updateTable('actuals.reason')
    .set({ ends_on: endsOn, ended_name: name, ended_at: at })
    .where('council_id', '=', tx.councilId)
    .where('code', '=', code)
    .execute()
}

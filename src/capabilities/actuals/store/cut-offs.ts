import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type CutOff = {
  readonly id: string
  readonly providerName: string | null
  readonly contractNumber: string | null
  readonly firstWeek: LocalDate
  readonly lastWeek: LocalDate
  readonly submitBy: Date
  readonly reason: string
  readonly madeName: string
  readonly madeAt: Date
  readonly endedName: string | null
  readonly endedAt: Date | null
  readonly version: number
}

export const CUT_OFFS_PAGE = 50

/** All there ever were, the newest first; one more than a page. */
export async function listCutOffs(tx: Tx, after?: string): Promise<readonly CutOff[]> {
  const next =
    after === undefined
      ? sql``
      : sql`and (c.made_at, c.id) < (select b.made_at, b.id from actuals.cut_off b
          where b.council_id = ${tx.councilId} and b.id = ${after}::uuid)`
  const { rows } = await sql<CutOff>`
    select c.id, o.trading_name as "providerName", k.number as "contractNumber", c.first_week as "firstWeek", c.last_week as "lastWeek",
      c.submit_by as "submitBy", c.reason, c.made_name as "madeName", c.made_at as "madeAt", c.ended_name as "endedName",
      c.ended_at as "endedAt", c.row_version as version
    from actuals.cut_off c
    left join published.provider o on o.council_id = c.council_id and o.id = c.provider_id
    left join published.contract k on k.council_id = c.council_id and k.id = c.contract_id
    where c.council_id = ${tx.councilId} ${next}
    order by c.made_at desc, c.id desc limit ${CUT_OFFS_PAGE + 1}`.execute(tx)
  return rows
}

export type ContractPlace = { readonly contractId: string; readonly providerId: string }

/** By its number, as people type it. */
export async function findContract(tx: Tx, number: string): Promise<ContractPlace | undefined> {
  const { rows } = await sql<ContractPlace>`
    select id as "contractId", provider_id as "providerId" from published.contract
    where council_id = ${tx.councilId} and lower(number) = lower(${number}::text) order by id limit 1`.execute(tx)
  return rows[0]
}

type NewCutOff = {
  readonly providerId: string | null
  readonly contractId: string | null
  readonly firstWeek: LocalDate
  readonly lastWeek: LocalDate
  readonly submitBy: Date
  readonly reason: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordCutOff(tx: Tx, cutOff: NewCutOff): Promise<string> {
  const { id } = await tx
    .insertInto('actuals.cut_off')
    .values({
      council_id: tx.councilId,
      provider_id: cutOff.providerId,
      contract_id: cutOff.contractId,
      first_week: cutOff.firstWeek,
      last_week: cutOff.lastWeek,
      submit_by: cutOff.submitBy,
      reason: cutOff.reason,
      made_by: cutOff.by,
      made_name: cutOff.name,
      made_at: cutOff.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function lockCutOff(
  tx: Tx,
  id: string,
): Promise<{ readonly version: number; readonly endedAt: Date | null }> {
  return tx
    .selectFrom('actuals.cut_off')
    .select(['row_version as version', 'ended_at as endedAt'])
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('cut-off'))
}

type Stamp = { readonly by: string; readonly name: string; readonly at: Date }

export async function recordCutOffEnd(tx: Tx, id: string, { by, name, at }: Stamp): Promise<void> {
  await tx
    .updateTable('actuals.cut_off')
    .set((eb) => ({ ended_by: by, ended_name: name, ended_at: at, row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

/** Contract by contract and week by week, from those that stand; of two for one week the newer holds. */
export async function applyCutOffs(tx: Tx): Promise<void> {
  // One council's are worked out by one work at a time.
  await sql`select 1 from actuals.cut_off where council_id = ${tx.councilId} order by id for update`.execute(tx)
  await sql`delete from actuals.cut_off_week where council_id = ${tx.councilId}`.execute(tx)
  await sql`
    insert into actuals.cut_off_week (council_id, provider_id, contract_id, week_start, submit_by, cut_off_id)
    select distinct on (k.provider_id, k.id, w.week_start) k.council_id, k.provider_id, k.id, w.week_start, c.submit_by, c.id
    from actuals.cut_off c
    join published.contract k on k.council_id = c.council_id and (c.provider_id is null or k.provider_id = c.provider_id)
      and (c.contract_id is null or k.id = c.contract_id)
    cross join lateral (
      select c.first_week + 7 * n as week_start from generate_series(0, (c.last_week - c.first_week) / 7) n) w
    where c.council_id = ${tx.councilId} and c.ended_at is null
    order by k.provider_id, k.id, w.week_start, c.made_at desc, c.id desc`.execute(tx)
}

import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** A filling that no key of its sandbox reaches: another took its place, it was never finished, or the sandbox was closed. */
export type LeftOver = {
  /** The living council, and whose sandbox it was. */
  readonly councilId: string
  readonly providerId: string
  readonly sandboxId: string
  readonly generation: number
  readonly insideCouncilId: string
}

/** For the gate, which knows the names of all councils. A filling under way is none that is left over. */
export async function listLeftOver(tx: Tx): Promise<readonly LeftOver[]> {
  const { rows } = await sql<LeftOver>`
    select s.council_id as "councilId", s.provider_id as "providerId", s.id as "sandboxId",
      split_part(c.code, '-', 3)::int as generation, c.council_id as "insideCouncilId"
    from access.sandbox s
    join platform.council c on c.is_sandbox and c.code ~ '^sandbox-[0-9a-f]{12}-[0-9]+$'
      and split_part(c.code, '-', 2) = right(replace(s.id::text, '-', ''), 12)
    where (s.state = 'ended' or c.council_id is distinct from s.inside_council_id)
      and not (s.state = 'filling' and split_part(c.code, '-', 3)::int = s.generation)
    order by s.council_id, s.id, generation`.execute(tx)
  return rows
}

/** Living councils that have ever had a sandbox. */
export async function listWithSandboxes(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ councilId: string }>`
    select distinct council_id as "councilId" from access.sandbox order by 1`.execute(tx)
  return rows.map(({ councilId }) => councilId)
}

/** Found again on another night, it stays as it was found first. */
export async function noteLeftOver(tx: Tx, left: LeftOver, at: Date): Promise<void> {
  await tx
    .insertInto('access.sandbox_disposal')
    .values({
      council_id: tx.councilId,
      sandbox_id: left.sandboxId,
      inside_council_id: left.insideCouncilId,
      provider_id: left.providerId,
      generation: left.generation,
      found_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What was found before then and is still there, or was begun and not finished. */
export async function listDue(tx: Tx, before: Date): Promise<readonly LeftOver[]> {
  return tx
    .selectFrom('access.sandbox_disposal')
    .select([
      'council_id as councilId',
      'provider_id as providerId',
      'sandbox_id as sandboxId',
      'generation',
      'inside_council_id as insideCouncilId',
    ])
    .where('council_id', '=', tx.councilId)
    .where('disposed_at', 'is', null)
    .where('found_at', '<=', before)
    .orderBy('found_at')
    .orderBy('inside_council_id')
    .limit(100)
    .execute()
}

/** False when it was begun before, by a night that was cut off. */
export async function noteBegun(tx: Tx, left: LeftOver, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await disposal(tx, left)
    .set({ begun_at: at })
    .where('begun_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function noteRemoved(tx: Tx, left: LeftOver, rows: number): Promise<void> {
  await disposal(tx, left)
    .set({ rows_removed: sql<bigint>`rows_removed + ${rows}` })
    .execute()
}

/** With the files that went last; answers how many rows went altogether. */
export async function noteDisposed(tx: Tx, left: LeftOver, files: number, at: Date): Promise<bigint> {
  const { removed } = await disposal(tx, left)
    .set({ disposed_at: at, files_removed: sql<number>`files_removed + ${files}` })
    .returning('rows_removed as removed')
    .executeTakeFirstOrThrow()
  return removed
}

function disposal(tx: Tx, { sandboxId, insideCouncilId }: LeftOver) {
  return tx
    .updateTable('access.sandbox_disposal')
    .where('council_id', '=', tx.councilId)
    .where('sandbox_id', '=', sandboxId)
    .where('inside_council_id', '=', insideCouncilId)
}

/** How many fillings of each sandbox wait to be disposed of. */
export async function countWaiting(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('access.sandbox_disposal')
    .select(['sandbox_id as sandboxId', sql<number>`count(*)::int`.as('waiting')])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('disposed_at', 'is', null)
    .groupBy('sandbox_id')
    .execute()
  return new Map(rows.map(({ sandboxId, waiting }) => [sandboxId, waiting]))
}

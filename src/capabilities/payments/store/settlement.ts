import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * What each provider of a run gets: its lines, less what earlier payments were too high, and never below nought. What
 * is below is carried to the next run.
 */
export function settlements(tx: Tx, runId: string): RawBuilder<unknown> {
  return sql`
    select s.provider_id, s.line_count, s.lines_pence,
      greatest(0, least(coalesce(o.balance_pence, 0), s.lines_pence)) as recovered_pence,
      greatest(0, -s.lines_pence) as carried_pence,
      s.lines_pence - greatest(0, least(coalesce(o.balance_pence, 0), s.lines_pence)) + greatest(0, -s.lines_pence) as paid_pence
    from (
      select l.provider_id, count(*)::int as line_count, sum(l.amount_pence)::bigint as lines_pence
      from payments.payment_line l where l.council_id = ${tx.councilId} and l.run_id = ${runId}
      group by l.provider_id
    ) s
    left join published.recoverable o on o.council_id = ${tx.councilId} and o.provider_id = s.provider_id`
}

/** Of every line and of what follows from it for every provider: what is released is what was shown, to the penny. */
export function hashOfLines(tx: Tx, runId: string, settled: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select sha256(convert_to(
      coalesce((select string_agg(l.id || ' ' || l.amount_pence, ',' order by l.id) from payments.payment_line l
        where l.council_id = ${tx.councilId} and l.run_id = ${runId}), '') || ';' ||
      coalesce((select string_agg(s.provider_id || ' ' || s.paid_pence || ' ' || s.recovered_pence, ',' order by s.provider_id)
        from (${settled}) s), ''), 'UTF8')) as hash`
}

export async function currentHash(tx: Tx, runId: string): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select encode(h.hash, 'hex') as hash from (${hashOfLines(tx, runId, settlements(tx, runId))}) h`.execute(tx)
  return rows[0]?.hash ?? ''
}

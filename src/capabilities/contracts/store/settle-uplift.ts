import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

type Who = { readonly by: string; readonly name: string; readonly at: Date }

export async function recordSubmission(
  tx: Tx,
  id: string,
  { by, name, reason }: Omit<Who, 'at'> & { readonly reason: string },
): Promise<void> {
  await sql`
    update contracts.uplift set status = 'submitted', submitted_by = ${by}, submitter_name = ${name},
      outliers_reason = nullif(${reason}, ''), row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
}

type Decision = Who & { readonly status: 'applied' | 'refused'; readonly note: string }

export async function recordUpliftDecision(
  tx: Tx,
  id: string,
  { status, note, by, name, at }: Decision,
): Promise<void> {
  await sql`
    update contracts.uplift set status = ${status}, decided_by = ${by}, decider_name = ${name}, decided_at = ${at},
      note = nullif(${note}, ''), row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
}

/** Whether a price that was simulated upon is another by now, or one waits that would be lost. */
export async function havePricesMoved(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`
    select exists (
      select from contracts.uplift_line x
      left join contracts.rate r on r.council_id = x.council_id and r.rate_line_id = x.rate_line_id and r.valid @> x.from_on
      where x.council_id = ${tx.councilId} and x.uplift_id = ${id} and x.outcome = 'changes'
        and r.price is distinct from x.old_price
    ) as moved`.execute(tx)
  return rows[0]?.moved ?? false
}

/** A change of price for every line of the simulation that changes, approved as they are written. */
export async function recordUpliftChanges(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with written as (
      insert into contracts.rate_change (council_id, rate_line_id, contract_id, provider_id, uplift_id, from_on, old_price, price,
        reason, status, proposed_by, proposer_name, proposed_at, decided_by, decider_name, decided_at)
      select x.council_id, x.rate_line_id, x.contract_id, x.provider_id, u.id, x.from_on, x.old_price, x.new_price, u.name, 'approved',
        u.submitted_by, u.submitter_name, u.decided_at, u.decided_by, u.decider_name, u.decided_at
      from contracts.uplift u
      join contracts.uplift_line x on x.council_id = u.council_id and x.uplift_id = u.id and x.outcome = 'changes'
      where u.council_id = ${tx.councilId} and u.id = ${id} returning 1
    ) select count(*)::int as count from written`.execute(tx)
  return rows[0]?.count ?? 0
}

/** A letter for each provider whose prices change. */
export async function recordLetters(tx: Tx, id: string, at: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ providerId: string }>`
    insert into contracts.uplift_letter (council_id, uplift_id, provider_id, name, lines, extra_pence, sent_at, renews_agreements,
      ask_until)
    select x.council_id, x.uplift_id, x.provider_id, u.name, count(*)::int, sum(x.extra_pence)::bigint, ${at}, u.renews_agreements,
      u.ask_until
    from (
      select council_id, uplift_id, provider_id, extra_pence from contracts.uplift_line
      where council_id = ${tx.councilId} and uplift_id = ${id} and outcome = 'changes'
      union all
      select council_id, uplift_id, provider_id, extra_pence from contracts.uplift_block
      where council_id = ${tx.councilId} and uplift_id = ${id} and outcome = 'changes'
    ) x
    join contracts.uplift u on u.council_id = x.council_id and u.id = x.uplift_id
    group by x.council_id, x.uplift_id, x.provider_id, u.name, u.renews_agreements, u.ask_until
    returning provider_id as "providerId"`.execute(tx)
  return rows.map(({ providerId }) => providerId)
}

/** Whether anything was priced since for days of the new prices, in any run or invoice. */
export async function hasPaymentSince(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ paid: boolean }>`
    select exists (
      select from contracts.uplift u
      join contracts.uplift_line x on x.council_id = u.council_id and x.uplift_id = u.id and x.outcome = 'changes'
      join published.package_version v on v.council_id = x.council_id and v.rate_line_id = x.rate_line_id
      join published.payment_line y on y.council_id = v.council_id and y.package_id = v.package_id
        and y.to_on >= x.from_on and y.priced_at >= u.decided_at
      where u.council_id = ${tx.councilId} and u.id = ${id}
    ) as paid`.execute(tx)
  return rows[0]?.paid ?? false
}

/** Whether a price of it was changed again, or is about to be. */
export async function hasLaterPrice(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ later: boolean }>`
    select exists (
      select from contracts.rate_change c
      left join contracts.rate r on r.council_id = c.council_id and r.rate_line_id = c.rate_line_id and lower(r.valid) = c.from_on
      left join contracts.displaced_rate d on d.council_id = c.council_id and d.change_id = c.id
      where c.council_id = ${tx.councilId} and c.uplift_id = ${id}
        and (r.price is distinct from c.price or (d.change_id is not null and upper(r.valid) is distinct from upper(d.valid))
          or exists (select from contracts.rate_change l where l.council_id = c.council_id and l.rate_line_id = c.rate_line_id
            and l.id <> c.id and l.status = 'approved' and l.decided_at >= c.decided_at and l.from_on <= c.from_on))
    ) as later`.execute(tx)
  return rows[0]?.later ?? false
}

export async function recordUndo(
  tx: Tx,
  id: string,
  { by, name, at, reason }: Who & { readonly reason: string },
): Promise<void> {
  await sql`
    update contracts.uplift set status = 'undone', undone_by = ${by}, undoer_name = ${name}, undone_at = ${at}, note = ${reason},
      row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
  await sql`
    update contracts.rate_change set status = 'undone', row_version = row_version + 1
    where council_id = ${tx.councilId} and uplift_id = ${id}`.execute(tx)
  await sql`
    update contracts.uplift_letter set withdrawn_at = ${at}
    where council_id = ${tx.councilId} and uplift_id = ${id}`.execute(tx)
}

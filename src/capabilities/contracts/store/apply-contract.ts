import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** A new contract as it was approved: itself, its services, its first rule. Undefined when its number was taken since. */
export async function insertContract(tx: Tx, proposalId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into contracts.contract (council_id, provider_id, number, title, kind, calendar, starts_on, ends_on)
    select c.council_id, c.provider_id, c.number, c.title, c.kind, c.calendar, c.starts_on, c.ends_on
    from contracts.contract_proposal c where c.council_id = ${tx.councilId} and c.id = ${proposalId}
    on conflict (council_id, number) do nothing returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) return undefined
  await sql`
    insert into contracts.contract_rule (council_id, contract_id, provider_id, valid, version, payment_terms, paid_by, recording,
      frustrated_percent, tolerance_percent, step_minutes, claim_limit_weeks, sign_gate, absence_tiers, extras_allowed,
      visits_required, visit_rounding, visit_minutes, visit_capped, visit_window_minutes, payer_terms, death_days, notice_days)
    select c.council_id, ${id}, c.provider_id, daterange(c.starts_on, null), 1, c.payment_terms, c.paid_by, c.recording,
      c.frustrated_percent, c.tolerance_percent, c.step_minutes, c.claim_limit_weeks, c.sign_gate, coalesce(c.absence_tiers, '[]'),
      coalesce(c.extras_allowed, true), coalesce(c.visits_required, false), coalesce(c.visit_rounding, 'nearest'),
      coalesce(c.visit_minutes, 15), coalesce(c.visit_capped, true), coalesce(c.visit_window_minutes, 60),
      nullif(c.payer_terms, 'council'), coalesce(c.death_days, 0), coalesce(c.notice_days, 0)
    from contracts.contract_proposal c where c.council_id = ${tx.councilId} and c.id = ${proposalId}`.execute(tx)
  return id
}

/** What of a contract that is there may change as it is: what it was paid under stays, so neither provider nor first day. */
export async function updateContract(tx: Tx, proposalId: string): Promise<void> {
  await sql`
    update contracts.contract k set title = c.title, kind = c.kind, ends_on = c.ends_on, row_version = k.row_version + 1
    from contracts.contract_proposal c
    where c.council_id = ${tx.councilId} and c.id = ${proposalId} and k.council_id = ${tx.councilId} and k.id = c.contract_id`.execute(
    tx,
  )
}

/** Services are added; one that care is bought from stays. */
export async function recordServices(tx: Tx, proposalId: string, contractId: string): Promise<void> {
  await sql`
    insert into contracts.contract_service (council_id, contract_id, service_id, provider_id)
    select c.council_id, ${contractId}, s.id, c.provider_id
    from contracts.contract_proposal c
    join published.service s on s.council_id = c.council_id and s.provider_id = c.provider_id and s.id = any(c.service_ids)
    where c.council_id = ${tx.councilId} and c.id = ${proposalId}
    on conflict do nothing`.execute(tx)
  await sql`
    delete from contracts.contract_service x using contracts.contract_proposal c
    where c.council_id = ${tx.councilId} and c.id = ${proposalId} and x.council_id = ${tx.councilId} and x.contract_id = ${contractId}
      and not x.service_id = any(c.service_ids)
      and not exists (select from published.package p where p.council_id = ${tx.councilId} and p.contract_id = ${contractId}
        and p.service_id = x.service_id)`.execute(tx)
}

/** What is bought in advance from a day on: what held then ends the day before, what was to begin later gives way. */
export async function recordCommitment(tx: Tx, proposalId: string, contractId: string): Promise<void> {
  await sql`
    delete from contracts.block_commitment b using contracts.contract_proposal c
    where c.council_id = ${tx.councilId} and c.id = ${proposalId} and b.council_id = ${tx.councilId}
      and b.contract_id = ${contractId} and lower(b.valid) >= c.block_from`.execute(tx)
  await sql`
    update contracts.block_commitment b set valid = daterange(lower(b.valid), c.block_from)
    from contracts.contract_proposal c
    where c.council_id = ${tx.councilId} and c.id = ${proposalId} and b.council_id = ${tx.councilId}
      and b.contract_id = ${contractId} and b.valid @> c.block_from`.execute(tx)
  await sql`
    insert into contracts.block_commitment (council_id, contract_id, provider_id, valid, weekly, unit, price, missed_counts)
    select c.council_id, ${contractId}, c.provider_id, daterange(c.block_from, c.ends_on + 1), c.block_weekly, c.block_unit,
      c.block_price, c.block_missed_counts
    from contracts.contract_proposal c
    where c.council_id = ${tx.councilId} and c.id = ${proposalId} and c.block_from is not null`.execute(tx)
}

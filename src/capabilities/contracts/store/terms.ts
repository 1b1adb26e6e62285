import { sql } from 'kysely'
import type { NightsTier } from '../../../core/absence-tiers.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { CareTerms } from '../rules/care-terms.ts'
import type { ChangeStatus } from '../rules/price-change.ts'
import { careAsRule, careColumns, careOf } from './care-terms.ts'

export type Terms = {
  readonly paymentTerms: 'actual' | 'planned'
  readonly frustratedPercent: number
  /** In per cent, as text; null means that nothing is held. */
  readonly tolerancePercent: string | null
  readonly claimLimitWeeks: number
}
type MoreTerms = {
  readonly recording: 'weekly' | 'timetabled' | 'visits' | 'none'
  readonly paidBy: 'invoice' | 'schedule'
  readonly stepMinutes: number
  readonly signGate: boolean
  /** What is paid of nights away; none: all of them. */
  readonly absenceTiers: readonly NightsTier[]
  readonly care: CareTerms
}
/** A change need not say these; null leaves one as it was. */
export type ChangedTerms = Terms & { readonly [K in keyof MoreTerms]: MoreTerms[K] | null }
export type TermsByDate = Terms &
  MoreTerms & {
    readonly from: LocalDate
    readonly until: LocalDate | null
  }

/** Newest first. */
export async function listTerms(tx: Tx, contractId: string): Promise<TermsByDate[]> {
  const { rows } = await sql<TermsByDate>`
    select lower(valid) as "from", upper(valid) as until, payment_terms as "paymentTerms", frustrated_percent as "frustratedPercent",
      trim_scale(tolerance_percent)::text as "tolerancePercent", claim_limit_weeks as "claimLimitWeeks", recording,
      paid_by as "paidBy", step_minutes as "stepMinutes", sign_gate as "signGate", absence_tiers as "absenceTiers",
      ${careOf('r')} as care
    from contracts.contract_rule r
    where council_id = ${tx.councilId} and contract_id = ${contractId} order by lower(valid) desc limit 100`.execute(tx)
  return rows
}

export type TermsChange = ChangedTerms & {
  readonly id: string
  readonly contractId: string
  readonly fromOn: LocalDate
  readonly reason: string
  readonly status: ChangeStatus
  readonly proposedBy: string
  readonly proposerName: string
  readonly proposedAt: Date
  readonly deciderName: string | null
  readonly version: number
}

export async function listTermsChanges(tx: Tx, contractId: string): Promise<TermsChange[]> {
  return termsChanges(tx, sql`contract_id = ${contractId}`)
}

async function termsChanges(tx: Tx, those: ReturnType<typeof sql>): Promise<TermsChange[]> {
  const { rows } = await sql<TermsChange>`
    select id, contract_id as "contractId", from_on as "fromOn", payment_terms as "paymentTerms",
      frustrated_percent as "frustratedPercent", trim_scale(tolerance_percent)::text as "tolerancePercent",
      claim_limit_weeks as "claimLimitWeeks", recording, paid_by as "paidBy", step_minutes as "stepMinutes", sign_gate as "signGate",
      absence_tiers as "absenceTiers", ${careOf('c')} as care,
      reason, status, proposed_by as "proposedBy", proposer_name as "proposerName",
      proposed_at as "proposedAt", decider_name as "deciderName", row_version as version
    from contracts.rule_change c where council_id = ${tx.councilId} and ${those}
    order by proposed_at desc, id desc limit 50`.execute(tx)
  return rows
}

export type WaitingTerms = {
  readonly id: string
  readonly contractId: string
  readonly contractNumber: string
  readonly providerName: string
  readonly fromOn: LocalDate
  readonly proposerName: string
}

/** What waits for a second person, the longest first. */
export async function listWaitingTerms(tx: Tx): Promise<readonly WaitingTerms[]> {
  const { rows } = await sql<WaitingTerms>`
    select c.id, c.contract_id as "contractId", k.number as "contractNumber", o.trading_name as "providerName",
      c.from_on as "fromOn", c.proposer_name as "proposerName"
    from contracts.rule_change c
    join contracts.contract k on k.council_id = c.council_id and k.id = c.contract_id
    join published.provider o on o.council_id = c.council_id and o.id = c.provider_id
    where c.council_id = ${tx.councilId} and c.status = 'proposed'
    order by c.proposed_at, c.id limit 100`.execute(tx)
  return rows
}

export async function lockTermsChange(tx: Tx, id: string): Promise<TermsChange> {
  await sql`select 1 from contracts.rule_change where council_id = ${tx.councilId} and id = ${id} for update`.execute(
    tx,
  )
  const [change] = await termsChanges(tx, sql`id = ${id}`)
  if (change === undefined) throw new NotFound('change of terms')
  return change
}

type Proposal = ChangedTerms & {
  readonly contractId: string
  readonly fromOn: LocalDate
  readonly reason: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

/** Undefined when another change of this contract waits already. */
export async function recordTermsProposal(tx: Tx, change: Proposal): Promise<string | undefined> {
  const care = careColumns(change.care)
  const { rows } = await sql<{ id: string }>`
    insert into contracts.rule_change (council_id, contract_id, provider_id, from_on, payment_terms, frustrated_percent,
      tolerance_percent, claim_limit_weeks, recording, paid_by, step_minutes, sign_gate, absence_tiers, extras_allowed,
      visits_required, visit_rounding, visit_minutes, visit_capped, visit_window_minutes, payer_terms, death_days, notice_days,
      reason, status, proposed_by, proposer_name, proposed_at)
    select k.council_id, k.id, k.provider_id, ${change.fromOn}, ${change.paymentTerms}, ${change.frustratedPercent},
      ${change.tolerancePercent}::numeric, ${change.claimLimitWeeks}, ${change.recording}, ${change.paidBy}, ${change.stepMinutes},
      ${change.signGate}, ${tiersJson(change.absenceTiers)}::jsonb, ${care.extras_allowed}::boolean, ${care.visits_required}::boolean,
      ${care.visit_rounding}, ${care.visit_minutes}::smallint, ${care.visit_capped}::boolean, ${care.visit_window_minutes}::smallint,
      ${care.payer_terms}, ${care.death_days}::smallint, ${care.notice_days}::smallint, ${change.reason}, 'proposed', ${change.by},
      ${change.name}, ${change.at}
    from contracts.contract k where k.council_id = ${tx.councilId} and k.id = ${change.contractId}
    on conflict (council_id, contract_id) where status = 'proposed' do nothing
    returning id`.execute(tx)
  return rows[0]?.id
}

function tiersJson(tiers: readonly NightsTier[] | null): string | null {
  return tiers === null ? null : JSON.stringify(tiers)
}

type Decided = {
  readonly status: ChangeStatus
  readonly note: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordTermsDecision(tx: Tx, id: string, { status, note, by, name, at }: Decided): Promise<void> {
  await sql`
    update contracts.rule_change set status = ${status}, decided_by = ${by}, decider_name = ${name}, decided_at = ${at},
      note = nullif(${note}, ''), row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
}

/**
 * Splits the rule that holds on the day. The later part has the new terms, a version that no payment line has seen, and
 * all else as it was; what was before the day stays. False when no rule holds then, or one begins on that very day.
 */
export async function applyTerms(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    with cut as (
      update contracts.contract_rule r set valid = daterange(lower(r.valid), c.from_on)
      from contracts.rule_change c
      where c.council_id = ${tx.councilId} and c.id = ${id} and r.council_id = ${tx.councilId}
        and r.contract_id = c.contract_id and r.valid @> c.from_on and lower(r.valid) < c.from_on
      returning to_jsonb(r) || jsonb_build_object('valid', daterange(c.from_on, upper(old.valid))::text,
        'payment_terms', c.payment_terms, 'frustrated_percent', c.frustrated_percent, 'tolerance_percent', c.tolerance_percent,
        'claim_limit_weeks', c.claim_limit_weeks, 'recording', coalesce(c.recording, r.recording),
        'paid_by', coalesce(c.paid_by, r.paid_by), 'step_minutes', coalesce(c.step_minutes, r.step_minutes),
        'sign_gate', coalesce(c.sign_gate, r.sign_gate), 'absence_tiers', coalesce(c.absence_tiers, r.absence_tiers), 'version', (
          select max(m.version) + 1 from contracts.contract_rule m
          where m.council_id = c.council_id and m.contract_id = c.contract_id)) || ${careAsRule} as row
    )
    insert into contracts.contract_rule
    select n.* from cut k cross join lateral jsonb_populate_record(null::contracts.contract_rule, k.row) n
    returning 1`.execute(tx)
  return rows.length > 0
}

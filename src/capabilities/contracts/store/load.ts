import { sql } from 'kysely'
import { adoptIds, loadRanges, loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

const CONTRACT = 'join pack_contracts c on c.council_id = s.council_id and c.contract_number = s.contract_number'
const PROVIDER = 'join pack_organisations o on o.council_id = c.council_id and o.supplier_ref = c.supplier_ref'

/** Contracts staged in pack_contracts. */
export async function loadContracts(tx: Tx): Promise<Loaded> {
  await adoptIds(tx, 'contracts.contract', 'pack_contracts', { number: 'contract_number' })
  return loadRows(tx, {
    target: 'contracts.contract',
    from: 'pack_contracts s join pack_organisations o on o.council_id = s.council_id and o.supplier_ref = s.supplier_ref',
    key: ['number'],
    onlyNew: { id: 's.id' },
    columns: {
      provider_id: 'o.id',
      number: 's.contract_number',
      title: 's.title',
      kind: 's.kind',
      calendar: 's.calendar',
      starts_on: 's.starts_on',
      ends_on: 's.ends_on',
    },
    versioned: true,
  })
}

/** Which services a contract buys from, staged in pack_contract_services. */
export async function loadContractServices(tx: Tx): Promise<Loaded> {
  return loadRows(tx, {
    target: 'contracts.contract_service',
    from: `pack_contract_services s ${CONTRACT} ${PROVIDER}
      join pack_services v on v.council_id = s.council_id and v.service_ref = s.service_ref`,
    key: ['contract_id', 'service_id'],
    columns: { contract_id: 'c.id', service_id: 'v.id', provider_id: 'o.id' },
  })
}

/** Rules by date, staged in pack_contract_rules. A replaced rule gets a number that no payment line has seen. */
export async function loadContractRules(tx: Tx): Promise<Loaded> {
  await sql`
    create temp table pack_rule_numbers on commit drop as
    select r.council_id, r.contract_id, max(r.version) as highest
    from contracts.contract_rule r join pack_contracts c on c.council_id = r.council_id and c.id = r.contract_id
    group by r.council_id, r.contract_id`.execute(tx)
  return loadRanges(tx, {
    target: 'contracts.contract_rule',
    from: `pack_contract_rules s ${CONTRACT} ${PROVIDER}
      left join pack_rule_numbers n on n.council_id = c.council_id and n.contract_id = c.id`,
    valid: "daterange(s.starts_on, s.ends_on, '[]')",
    within: { contract_id: 'c.id' },
    columns: {
      provider_id: 'o.id',
      payment_terms: 's.payment_terms',
      paid_by: 's.paid_by',
      recording: 's.recording',
      frustrated_percent: 'coalesce(s.frustrated_percent, 100)',
      tolerance_percent: 's.tolerance_percent',
      extras_allowed: 'coalesce(s.extras_allowed, true)',
      visits_required: 'coalesce(s.visits_required, false)',
      step_minutes: 'coalesce(s.step_minutes, 15)',
      claim_limit_weeks: 'coalesce(s.claim_limit_weeks, 26)',
      day_rule: "coalesce(s.day_rule, 'nights')",
      sign_gate: 'coalesce(s.sign_gate, true)',
      visit_rounding: "coalesce(s.visit_rounding, 'nearest')",
      visit_minutes: 'coalesce(s.visit_minutes, 15)',
      visit_capped: 'coalesce(s.visit_capped, true)',
      visit_window_minutes: 'coalesce(s.visit_window_minutes, 60)',
      payer_terms: 's.payer_terms',
      absence_tiers: "coalesce(s.absence_tiers, '[]')",
      death_days: 'coalesce(s.death_days, 0)',
      notice_days: 'coalesce(s.notice_days, 0)',
    },
    onlyNew: {
      version: `coalesce(n.highest, 0) + (row_number() over (partition by c.id order by s.starts_on))::integer`,
    },
  })
}

/** Lines of the price book, staged in pack_rate_lines. */
export async function loadRateLines(tx: Tx): Promise<Loaded> {
  await adoptIds(tx, 'contracts.rate_line', 'pack_rate_lines', { reference: 'rate_ref' })
  return loadRows(tx, {
    target: 'contracts.rate_line',
    from: `pack_rate_lines s ${CONTRACT} ${PROVIDER}`,
    key: ['reference'],
    onlyNew: { id: 's.id' },
    columns: {
      contract_id: 'c.id',
      provider_id: 'o.id',
      reference: 's.rate_ref',
      service_level: 's.service_level',
      unit: 's.unit',
    },
  })
}

/** Prices by date, staged in pack_rates. */
export async function loadRates(tx: Tx): Promise<Loaded> {
  return loadRanges(tx, {
    target: 'contracts.rate',
    from: `pack_rates s join pack_rate_lines l on l.council_id = s.council_id and l.rate_ref = s.rate_ref
      join pack_contracts c on c.council_id = l.council_id and c.contract_number = l.contract_number ${PROVIDER}`,
    valid: "daterange(s.starts_on, s.ends_on, '[]')",
    within: { rate_line_id: 'l.id' },
    columns: { contract_id: 'c.id', provider_id: 'o.id', price: 's.price' },
  })
}

import { optional, refersTo, required, type PackFile } from './columns.ts'

const contracts: PackFile = {
  name: 'contracts',
  required: true,
  meaning: 'Terms between the council and a company; packages hang off them.',
  key: ['contract_number'],
  days: ['starts_on', 'ends_on'],
  references: [refersTo('organisations', 'supplier_ref')],
  identified: true,
  columns: [
    required('contract_number', 'key', {
      example: 'K-2024-017',
      meaning: 'Number of the contract',
      target: 'contracts.contract.number',
    }),
    required('supplier_ref', 'key', {
      example: '210045',
      meaning: 'Company that holds it',
      target: 'contracts.contract.provider_id',
    }),
    required('title', 'text', {
      example: 'Home support framework',
      meaning: 'What it is called',
      target: 'contracts.contract.title',
    }),
    required('kind', 'choice', {
      choices: ['spot', 'framework', 'block'],
      example: 'framework',
      meaning: 'Kind of contract',
      target: 'contracts.contract.kind',
    }),
    required('calendar', 'key', {
      example: 'four-weekly',
      meaning: 'Calendar whose periods it follows; at least one row of calendar.csv has it',
      target: 'contracts.contract.calendar',
    }),
    required('starts_on', 'date', {
      example: '2024-04-01',
      meaning: 'First day',
      target: 'contracts.contract.starts_on',
    }),
    optional('ends_on', 'date', {
      example: '2028-03-31',
      meaning: 'Last day included; empty when open',
      target: 'contracts.contract.ends_on',
    }),
  ],
}

const contractServices: PackFile = {
  name: 'contract-services',
  required: true,
  meaning: 'Which services a contract buys from.',
  key: ['contract_number', 'service_ref'],
  references: [refersTo('contracts', 'contract_number'), refersTo('services', 'service_ref')],
  columns: [
    required('contract_number', 'key', {
      example: 'K-2024-017',
      meaning: 'The contract',
      target: 'contracts.contract_service.contract_id',
    }),
    required('service_ref', 'key', {
      example: 'SV-1042',
      meaning: 'A service of the same company',
      target: 'contracts.contract_service.service_id',
    }),
  ],
}

/** How visits that were timetabled or logged become paid minutes. */
const visitRule = [
  optional('visit_rounding', 'choice', {
    choices: ['nearest', 'down', 'up', 'none'],
    example: 'nearest',
    meaning: 'How the minutes of each visit are rounded; nearest when empty',
    target: 'contracts.contract_rule.visit_rounding',
  }),
  optional('visit_minutes', 'whole', {
    least: 1,
    most: 60,
    unit: 'minutes',
    example: '15',
    meaning: 'Visits are rounded to multiples of this; 15 when empty',
    target: 'contracts.contract_rule.visit_minutes',
  }),
  optional('visit_capped', 'flag', {
    example: 'yes',
    meaning: 'Whether a visit is never paid longer than planned; yes when empty',
    target: 'contracts.contract_rule.visit_capped',
  }),
  optional('visit_window_minutes', 'whole', {
    least: 0,
    most: 720,
    unit: 'minutes',
    example: '60',
    meaning: 'How far from its planned start a logged visit may begin; 60 when empty',
    target: 'contracts.contract_rule.visit_window_minutes',
  }),
]

/** What is paid of a stay that is over. */
const afterTheEnd = [
  optional('death_days', 'whole', {
    least: 0,
    most: 60,
    unit: 'nights',
    example: '2',
    meaning: 'Nights of a stay that are paid after a death; 0 when empty',
    target: 'contracts.contract_rule.death_days',
  }),
  optional('notice_days', 'whole', {
    least: 0,
    most: 60,
    unit: 'nights',
    example: '7',
    meaning: 'Nights of a stay that are paid after the person has left; 0 when empty',
    target: 'contracts.contract_rule.notice_days',
  }),
]

const contractRules: PackFile = {
  name: 'contract-rules',
  required: true,
  meaning: 'What a contract says about recording and paying, by date.',
  key: ['contract_number', 'starts_on'],
  days: ['starts_on', 'ends_on'],
  noOverlapWithin: ['contract_number'],
  references: [refersTo('contracts', 'contract_number')],
  columns: [
    required('contract_number', 'key', {
      example: 'K-2024-017',
      meaning: 'The contract',
      target: 'contracts.contract_rule.contract_id',
    }),
    required('starts_on', 'date', {
      example: '2024-04-01',
      meaning: 'First day',
      target: 'contracts.contract_rule.valid',
    }),
    optional('ends_on', 'date', {
      example: '2025-03-31',
      meaning: 'Last day included; empty while it holds',
      target: 'contracts.contract_rule.valid',
    }),
    required('payment_terms', 'choice', {
      choices: ['actual', 'planned'],
      example: 'actual',
      meaning: 'Whether what was delivered is paid, or what was planned',
      target: 'contracts.contract_rule.payment_terms',
    }),
    required('paid_by', 'choice', {
      choices: ['invoice', 'schedule'],
      example: 'invoice',
      meaning: 'Whether the company claims by invoice or is paid on schedule',
      target: 'contracts.contract_rule.paid_by',
    }),
    required('recording', 'choice', {
      choices: ['weekly', 'timetabled', 'visits', 'none'],
      example: 'weekly',
      meaning:
        'Weekly quantities, timetabled visits, visits as call monitoring logs them, or nothing: nights follow from the dates',
      target: 'contracts.contract_rule.recording',
    }),
    optional('frustrated_percent', 'whole', {
      least: 0,
      most: 100,
      unit: '%',
      example: '100',
      meaning: 'How much of a frustrated unit is paid; 100 when empty',
      target: 'contracts.contract_rule.frustrated_percent',
    }),
    optional('tolerance_percent', 'percent', {
      unit: '%, two decimals',
      example: '10',
      meaning: 'How far over plan a week may go before it is held; no ceiling when empty',
      target: 'contracts.contract_rule.tolerance_percent',
    }),
    optional('extras_allowed', 'flag', {
      example: 'yes',
      meaning: 'Whether units above the plan may be recorded; yes when empty',
      target: 'contracts.contract_rule.extras_allowed',
    }),
    optional('visits_required', 'flag', {
      example: 'no',
      meaning: 'Whether each week must say the number of visits; no when empty',
      target: 'contracts.contract_rule.visits_required',
    }),
    optional('step_minutes', 'whole', {
      least: 1,
      most: 60,
      unit: 'minutes',
      example: '15',
      meaning: 'Hours are recorded in multiples of this; 15 when empty',
      target: 'contracts.contract_rule.step_minutes',
    }),
    optional('claim_limit_weeks', 'whole', {
      least: 1,
      most: 520,
      unit: 'weeks',
      example: '26',
      meaning: 'How far back care may be claimed; 26 when empty',
      target: 'contracts.contract_rule.claim_limit_weeks',
    }),
    optional('day_rule', 'choice', {
      choices: ['nights', 'inclusive'],
      example: 'nights',
      meaning: 'Whether the day of discharge is charged; nights (not charged) when empty',
      target: 'contracts.contract_rule.day_rule',
    }),
    optional('sign_gate', 'flag', {
      example: 'yes',
      meaning: 'Whether care is payable only under an agreed agreement; yes when empty',
      target: 'contracts.contract_rule.sign_gate',
    }),
    ...visitRule,
    optional('absence_tiers', 'nights-away', {
      example: '14:100 28:80',
      meaning:
        'What is paid of nights away from a home, from the first one on; nothing after the last, and all of them when empty',
      target: 'contracts.contract_rule.absence_tiers',
    }),
    optional('payer_terms', 'choice', {
      choices: ['gross', 'net'],
      example: 'net',
      meaning:
        'Whether the council pays the whole price of a stay, or less what the home collects (payers.csv); as the setting payer-terms says when empty',
      target: 'contracts.contract_rule.payer_terms',
    }),
    ...afterTheEnd,
  ],
}

const rateLines: PackFile = {
  name: 'rate-lines',
  required: true,
  meaning: 'Lines of the price book: one service level and unit under one contract.',
  key: ['rate_ref'],
  references: [refersTo('contracts', 'contract_number')],
  identified: true,
  columns: [
    required('rate_ref', 'key', {
      example: 'R-2024-017-1',
      meaning: 'Reference of the line',
      target: 'contracts.rate_line.reference',
    }),
    required('contract_number', 'key', {
      example: 'K-2024-017',
      meaning: 'The contract',
      target: 'contracts.rate_line.contract_id',
    }),
    required('service_level', 'text', {
      example: 'Home care long term',
      meaning: 'What is bought',
      target: 'contracts.rate_line.service_level',
    }),
    required('unit', 'choice', {
      choices: ['hour', 'session', 'day', 'night', 'week'],
      example: 'hour',
      meaning: 'What the price is for',
      target: 'contracts.rate_line.unit',
    }),
  ],
}

const rates: PackFile = {
  name: 'rates',
  required: true,
  meaning: 'Prices by date.',
  key: ['rate_ref', 'starts_on'],
  days: ['starts_on', 'ends_on'],
  noOverlapWithin: ['rate_ref'],
  references: [refersTo('rate-lines', 'rate_ref')],
  columns: [
    required('rate_ref', 'key', {
      example: 'R-2024-017-1',
      meaning: 'Line of the price book',
      target: 'contracts.rate.rate_line_id',
    }),
    required('starts_on', 'date', {
      example: '2026-04-01',
      meaning: 'First day of the price',
      target: 'contracts.rate.valid',
    }),
    optional('ends_on', 'date', {
      example: '2027-03-31',
      meaning: 'Last day included; empty while it holds',
      target: 'contracts.rate.valid',
    }),
    required('price', 'price', {
      unit: '£ per unit, four decimals',
      example: '23.6000',
      meaning: 'Price of one unit',
      target: 'contracts.rate.price',
    }),
  ],
}

export const contractFiles: readonly PackFile[] = [contracts, contractServices, contractRules, rateLines, rates]

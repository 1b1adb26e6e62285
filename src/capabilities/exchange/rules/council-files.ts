import { optional, refersTo, required, type PackFile } from './columns.ts'
import { settings as settingNames } from './settings.ts'

/** The version of the format that this program reads and writes. */
export const PACK_VERSION = '1'

const pack: PackFile = {
  name: 'pack',
  required: true,
  meaning: 'One row: which council this is, when the pack was made and what the council is called.',
  key: ['council_code'],
  columns: [
    required('version', 'choice', {
      choices: [PACK_VERSION],
      example: '1',
      meaning: 'Version of this format',
      target: '(checked)',
    }),
    required('council_code', 'council-code', {
      example: 'norfolk',
      meaning: 'Short name in lower case; the same council is found by it again',
      target: 'platform.council.code',
    }),
    required('name', 'text', {
      example: 'Norfolk County Council',
      meaning: 'Full name',
      target: 'platform.council.name',
    }),
    required('short_name', 'text', {
      example: 'Norfolk',
      meaning: 'Name where space is short',
      target: 'platform.council.short_name',
    }),
    required('made_on', 'date', {
      example: '2026-11-21',
      meaning: 'Day on which the pack was made',
      target: '(reported)',
    }),
    required('as_of', 'date', {
      example: '2026-11-21',
      meaning: 'Day whose state of affairs the pack describes',
      target: '(reported)',
    }),
    required('agreement_word', 'text', {
      example: 'Individual service order',
      meaning: "The council's word for the agreement about one person's care",
      target: 'platform.council.agreement_word',
    }),
    required('agreement_abbreviation', 'text', {
      example: 'ISO',
      meaning: 'Its abbreviation',
      target: 'platform.council.agreement_abbreviation',
    }),
    required('week_starts_on', 'whole', {
      least: 1,
      most: 7,
      unit: 'weekday, Monday is 1',
      example: '1',
      meaning: 'Weekday on which a week of care begins',
      target: 'platform.council.week_starts_on',
    }),
    optional('brand_colour', 'colour', {
      example: '#005ea5',
      meaning: "Colour of the council's heading; blue when empty",
      target: 'platform.council.brand_colour',
    }),
    optional('sign_in_policy', 'choice', {
      choices: ['classic', 'ncsc'],
      example: 'classic',
      meaning: 'Rules for passwords and codes; classic when empty',
      target: 'platform.council.sign_in_policy',
    }),
    optional('security_code', 'choice', {
      choices: ['allowed', 'not-allowed'],
      example: 'allowed',
      meaning: 'Whether digits of a security code are a second step; allowed when empty',
      target: 'platform.council.security_code',
    }),
    optional('first_access', 'choice', {
      choices: ['link', 'temporary-password'],
      example: 'link',
      meaning: 'What a new person is mailed; a link when empty',
      target: 'platform.council.first_access',
    }),
    optional('support_email', 'email', {
      example: 'portal@norfolk.example',
      meaning: 'Where users ask for help',
      target: 'platform.council.support_email',
    }),
    optional('support_phone', 'text', {
      example: '01603 496000',
      meaning: 'The same by telephone',
      target: 'platform.council.support_phone',
    }),
    optional('demonstration', 'flag', {
      example: 'no',
      meaning: 'Yes when the people and the care are made up',
      target: 'platform.council.is_demonstration',
    }),
  ],
}

const settings: PackFile = {
  name: 'settings',
  required: true,
  meaning: 'Settings of the council by date. Columns hold days; a setting without an end holds until it is replaced.',
  key: ['key', 'starts_on'],
  days: ['starts_on', 'ends_on'],
  noOverlapWithin: ['key'],
  columns: [
    required('key', 'choice', {
      choices: settingNames.map(({ key }) => key),
      example: 'tolerance-percent',
      meaning: 'Which setting',
      target: 'platform.council_setting.key',
    }),
    required('value', 'text', {
      example: '10',
      meaning: 'Its value; see the table of settings',
      target: 'platform.council_setting.value',
    }),
    required('starts_on', 'date', {
      example: '2025-04-01',
      meaning: 'First day',
      target: 'platform.council_setting.valid',
    }),
    optional('ends_on', 'date', {
      example: '2026-03-31',
      meaning: 'Last day included; empty while it holds',
      target: 'platform.council_setting.valid',
    }),
  ],
}

const calendar: PackFile = {
  name: 'calendar',
  required: true,
  meaning: 'Payment periods. Cut-offs are rows, not a formula: Christmas moves them.',
  key: ['calendar', 'starts_on'],
  days: ['starts_on', 'ends_on'],
  noOverlapWithin: ['calendar'],
  identified: true,
  columns: [
    required('calendar', 'key', {
      example: 'four-weekly',
      meaning: 'Code of the calendar that contracts follow',
      target: 'payments.period.calendar',
    }),
    required('name', 'text', {
      example: 'Period 8, 2026 to 2027',
      meaning: 'What people call the period',
      target: 'payments.period.name',
    }),
    required('starts_on', 'date', { example: '2026-10-26', meaning: 'First day', target: 'payments.period.starts_on' }),
    required('ends_on', 'date', {
      example: '2026-11-22',
      meaning: 'Last day included',
      target: 'payments.period.ends_on',
    }),
    required('submit_by', 'moment', {
      unit: 'wall clock in England',
      example: '2026-11-24T17:00',
      meaning: 'Last moment to confirm or amend what this period pays',
      target: 'payments.period.submit_by',
    }),
    required('finalise_on', 'date', {
      example: '2026-11-27',
      meaning: 'Day on which the council closes the payment',
      target: 'payments.period.finalise_on',
    }),
    required('paid_on', 'date', {
      example: '2026-12-02',
      meaning: 'Day on which the money is in the bank',
      target: 'payments.period.paid_on',
    }),
  ],
}

const organisations: PackFile = {
  name: 'organisations',
  required: true,
  meaning: 'Care companies that the council pays.',
  key: ['supplier_ref'],
  identified: true,
  columns: [
    required('supplier_ref', 'key', {
      example: '210045',
      meaning: "Supplier number in the council's finance system",
      target: 'providers.organisation.reference',
    }),
    required('legal_name', 'text', {
      example: 'Fenland Home Care Limited',
      meaning: 'Name in the contract',
      target: 'providers.organisation.legal_name',
    }),
    required('trading_name', 'text', {
      example: 'Fenland Home Care',
      meaning: 'Name people know it by',
      target: 'providers.organisation.trading_name',
    }),
    optional('cqc_provider_id', 'text', {
      example: '1-101234567',
      meaning: 'Provider number at the Care Quality Commission',
      target: 'providers.organisation.cqc_provider_id',
    }),
    optional('company_number', 'text', {
      example: '01234567',
      meaning: 'Number at Companies House',
      target: 'providers.organisation.company_number',
    }),
    optional('vat_number', 'text', {
      example: 'GB999000018',
      meaning: 'VAT number',
      target: 'providers.organisation.vat_number',
    }),
    optional('address', 'text', {
      example: '1 Station Road, Ely',
      meaning: 'Postal address',
      target: 'providers.organisation.address',
    }),
    optional('email', 'email', {
      example: 'office@fenland.example',
      meaning: 'Office e-mail address',
      target: 'providers.organisation.email',
    }),
    optional('phone', 'text', {
      example: '01603 000000',
      meaning: 'Office telephone',
      target: 'providers.organisation.phone',
    }),
    optional('bank_last_four', 'four-digits', {
      example: '4821',
      meaning: 'Last four digits of the bank account; never more',
      target: 'providers.organisation.bank_last_four',
    }),
    required('status', 'choice', {
      choices: ['active', 'ended'],
      example: 'active',
      meaning: 'Whether the council still buys from it',
      target: 'providers.organisation.status',
    }),
  ],
}

const services: PackFile = {
  name: 'services',
  required: true,
  meaning: "A company's branch, home or scheme that gives one kind of care.",
  key: ['service_ref'],
  references: [refersTo('organisations', 'supplier_ref')],
  identified: true,
  columns: [
    required('service_ref', 'key', {
      example: 'SV-1042',
      meaning: "The council's reference for the service",
      target: 'providers.service.reference',
    }),
    required('supplier_ref', 'key', {
      example: '210045',
      meaning: 'Company that runs it',
      target: 'providers.service.provider_id',
    }),
    required('name', 'text', { example: 'Fenland Home Care, Ely', meaning: 'Name', target: 'providers.service.name' }),
    required('sector', 'choice', {
      choices: [
        'home-support',
        'residential',
        'nursing',
        'day',
        'extra-care',
        'supported-living',
        'complex',
        'shared-lives',
      ],
      example: 'home-support',
      meaning: 'Kind of care',
      target: 'providers.service.sector',
    }),
    optional('cqc_location_id', 'text', {
      example: '1-109876543',
      meaning: 'Location number at the Care Quality Commission',
      target: 'providers.service.cqc_location_id',
    }),
    optional('address', 'text', {
      example: '1 Station Road, Ely',
      meaning: 'Postal address',
      target: 'providers.service.address',
    }),
    optional('opening_days', 'weekdays', {
      unit: 'weekdays, Monday is 1',
      example: '1 2 3 4 5',
      meaning: 'Weekdays on which it is open; all seven when empty',
      target: 'providers.service.opening_days',
    }),
  ],
}

export const councilFiles: readonly PackFile[] = [pack, settings, calendar, organisations, services]

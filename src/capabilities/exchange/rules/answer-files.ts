import { optional, refersTo, required, type PackFile } from './columns.ts'

const agreements: PackFile = {
  name: 'agreements',
  required: true,
  meaning: "Individual agreements (ISA, ISO, ISC): what the council offered for one person's care, and the answer.",
  key: ['agreement_ref'],
  references: [
    refersTo('people', 'person_ref'),
    {
      columns: ['contract_number', 'service_ref'],
      file: 'contract-services',
      keys: ['contract_number', 'service_ref'],
    },
  ],
  identified: true,
  columns: [
    required('agreement_ref', 'key', {
      example: 'ISO-88213',
      meaning: 'Reference of the agreement',
      target: 'agreements.agreement.reference',
    }),
    required('person_ref', 'key', {
      example: '1004521',
      meaning: 'The person',
      target: 'agreements.agreement.person_id',
    }),
    required('contract_number', 'key', {
      example: 'K-2024-017',
      meaning: 'The contract',
      target: 'agreements.agreement.contract_id',
    }),
    required('service_ref', 'key', {
      example: 'SV-1042',
      meaning: 'The service',
      target: 'agreements.agreement.service_id',
    }),
    required('status', 'choice', {
      choices: ['draft', 'published', 'agreed', 'rejected', 'superseded', 'withdrawn'],
      example: 'agreed',
      meaning: 'State of the agreement',
      target: 'agreements.agreement.status',
    }),
    required('cause', 'choice', {
      choices: ['new', 'social-work-decision', 'annual-uplift', 'correction'],
      example: 'new',
      meaning: 'Why it was made',
      target: 'agreements.revision.cause',
    }),
    required('starts_on', 'date', {
      example: '2026-02-02',
      meaning: 'First day of what it agrees',
      target: 'agreements.agreement.starts_on',
    }),
    optional('respond_by', 'date', {
      example: '2026-02-16',
      meaning: 'Day by which an answer is asked for',
      target: 'agreements.agreement.respond_by',
    }),
    optional('published_at', 'moment', {
      unit: 'wall clock in England',
      example: '2026-02-02T09:30',
      meaning: 'When it was published; needed unless it is a draft',
      target: 'agreements.agreement.published_at',
    }),
    optional('answered_at', 'moment', {
      unit: 'wall clock in England',
      example: '2026-02-04T14:05',
      meaning: 'When it was answered; needed when agreed or rejected',
      target: 'agreements.response.responded_at',
    }),
    optional('answered_by', 'text', {
      example: 'Joan Catchpole',
      meaning: 'Name of the person who answered; needed when agreed or rejected',
      target: 'agreements.response.responder_name',
    }),
    optional('reason_code', 'choice', {
      choices: ['wrong-rate', 'wrong-hours', 'wrong-dates', 'wrong-person', 'not-our-service', 'other'],
      example: 'wrong-rate',
      meaning: 'Why it was rejected; needed when rejected',
      target: 'agreements.response.reason_code',
    }),
    optional('comment', 'text', {
      example: 'We agreed £24.10',
      meaning: 'What was said with the answer',
      target: 'agreements.response.comment',
    }),
  ],
}

const agreementLines: PackFile = {
  name: 'agreement-lines',
  required: true,
  meaning: 'The packages that an agreement covers, each with the plan that it stated.',
  key: ['agreement_ref', 'cpli_ref'],
  references: [
    refersTo('agreements', 'agreement_ref'),
    { columns: ['cpli_ref', 'plan_starts_on'], file: 'package-versions', keys: ['cpli_ref', 'starts_on'] },
  ],
  columns: [
    required('agreement_ref', 'key', {
      example: 'ISO-88213',
      meaning: 'The agreement',
      target: 'agreements.revision_line.agreement_id',
    }),
    required('cpli_ref', 'key', {
      example: 'CP-204518',
      meaning: 'A package of the same person, contract and service',
      target: 'agreements.revision_line.package_id',
    }),
    required('plan_starts_on', 'date', {
      example: '2026-02-02',
      meaning: 'First day of the plan stated, as in package-versions.csv',
      target: 'agreements.revision_line.package_version',
    }),
    optional('stated_price', 'price', {
      unit: '£ per unit, four decimals',
      example: '23.1000',
      meaning: 'Price on the document where it is not the price of the price book',
      target: 'agreements.revision.content',
    }),
  ],
}

const actuals: PackFile = {
  name: 'actuals',
  required: false,
  meaning: 'Weeks already recorded in the old system, so that nobody types them again.',
  key: ['cpli_ref', 'week_starts_on'],
  references: [refersTo('packages', 'cpli_ref')],
  columns: [
    required('cpli_ref', 'key', { example: 'CP-204518', meaning: 'The package', target: 'actuals.week.package_id' }),
    required('week_starts_on', 'date', {
      example: '2026-11-09',
      meaning: "First day of the week, on the council's weekday",
      target: 'actuals.week.week_start',
    }),
    required('status', 'choice', {
      choices: ['draft', 'confirmed', 'held'],
      example: 'confirmed',
      meaning: 'Whether the provider confirmed it; held is confirmed and over the exception level',
      target: 'actuals.week.status',
    }),
    required('planned', 'units', {
      unit: 'units, four decimals or h:mm',
      example: '14',
      meaning: 'Units planned',
      target: 'actuals.week.planned',
    }),
    optional('frustrated', 'units', {
      unit: 'units, four decimals or h:mm',
      example: '1',
      meaning: 'Planned, but missed by the person; 0 when empty',
      target: 'actuals.week.frustrated',
    }),
    optional('missed', 'units', {
      unit: 'units, four decimals or h:mm',
      example: '0.5',
      meaning: 'Planned, but missed by the provider; 0 when empty',
      target: 'actuals.week.missed',
    }),
    optional('extra', 'units', {
      unit: 'units, four decimals or h:mm',
      example: '2',
      meaning: 'Delivered on top of the plan; 0 when empty',
      target: 'actuals.week.extra',
    }),
    optional('visits', 'whole', {
      least: 0,
      most: 1000,
      unit: 'visits',
      example: '28',
      meaning: 'Number of visits',
      target: 'actuals.week.visits',
    }),
    optional('comment', 'text', {
      example: 'In hospital from Thursday',
      meaning: 'Why the week differs from the plan',
      target: 'actuals.week.comment',
    }),
    optional('confirmed_at', 'moment', {
      unit: 'wall clock in England',
      example: '2026-11-16T10:12',
      meaning: 'When it was confirmed; needed unless a draft',
      target: 'actuals.week.confirmed_at',
    }),
  ],
}

export const answerFiles: readonly PackFile[] = [agreements, agreementLines, actuals]

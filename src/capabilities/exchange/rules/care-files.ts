import { optional, refersTo, required, type PackFile } from './columns.ts'

const CAUSES = ['new', 'social-work-decision', 'annual-uplift', 'correction'] as const

const people: PackFile = {
  name: 'people',
  required: true,
  meaning: 'People whose care the council commissions.',
  key: ['person_ref'],
  identified: true,
  columns: [
    required('person_ref', 'key', {
      example: '1004521',
      meaning: "The council's reference for the person",
      target: 'service_users.person.reference',
    }),
    optional('nhs_number', 'nhs-number', {
      example: '9990000018',
      meaning: 'Ten digits with a right check digit; spaces are allowed',
      target: 'service_users.person.nhs_number',
    }),
    required('given_name', 'text', {
      example: 'Edith',
      meaning: 'Given name',
      target: 'service_users.person.given_name',
    }),
    required('family_name', 'text', {
      example: 'Marsham',
      meaning: 'Family name',
      target: 'service_users.person.family_name',
    }),
    optional('born_on', 'date', {
      example: '1938-05-17',
      meaning: 'Date of birth',
      target: 'service_users.person.born_on',
    }),
    optional('died_on', 'date', {
      example: '2026-10-02',
      meaning: 'Date of death',
      target: 'service_users.person.died_on',
    }),
    optional('address', 'text', {
      example: '4 Mill Lane, Ely',
      meaning: 'Home address; providers never see it here',
      target: 'service_users.person.address',
    }),
  ],
  days: ['born_on', 'died_on'],
}

const packages: PackFile = {
  name: 'packages',
  required: true,
  meaning: 'Care package line items: one commissioned service for one person.',
  key: ['cpli_ref'],
  days: ['starts_on', 'ends_on'],
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
    required('cpli_ref', 'key', {
      example: 'CP-204518',
      meaning: 'Reference of the line item, as printed on the agreement',
      target: 'care_packages.package.reference',
    }),
    required('person_ref', 'key', {
      example: '1004521',
      meaning: 'The person',
      target: 'care_packages.package.person_id',
    }),
    required('contract_number', 'key', {
      example: 'K-2024-017',
      meaning: 'The contract',
      target: 'care_packages.package.contract_id',
    }),
    required('service_ref', 'key', {
      example: 'SV-1042',
      meaning: 'The service that gives the care',
      target: 'care_packages.package.service_id',
    }),
    required('service_level', 'text', {
      example: 'Home care long term',
      meaning: 'What is given',
      target: 'care_packages.package.service_level',
    }),
    required('unit', 'choice', {
      choices: ['hour', 'session', 'day', 'night', 'week'],
      example: 'hour',
      meaning: 'Unit of the plan and the price',
      target: 'care_packages.package.unit',
    }),
    required('status', 'choice', {
      choices: ['draft', 'authorised', 'active', 'suspended', 'ended', 'cancelled'],
      example: 'active',
      meaning: 'State of the line item',
      target: 'care_packages.package.status',
    }),
    required('starts_on', 'date', {
      example: '2026-02-02',
      meaning: 'First day of care',
      target: 'care_packages.package.starts_on',
    }),
    optional('ends_on', 'date', {
      example: '2026-09-30',
      meaning: 'Last day of care; for nights, the day of discharge',
      target: 'care_packages.package.ends_on',
    }),
  ],
}

const packageVersions: PackFile = {
  name: 'package-versions',
  required: true,
  meaning: 'The plan of a package by date. A plan holds until the next one of the same package starts.',
  key: ['cpli_ref', 'starts_on'],
  references: [refersTo('packages', 'cpli_ref'), refersTo('rate-lines', 'rate_ref')],
  columns: [
    required('cpli_ref', 'key', {
      example: 'CP-204518',
      meaning: 'The package',
      target: 'care_packages.package_version.package_id',
    }),
    required('starts_on', 'date', {
      example: '2026-02-02',
      meaning: 'First day of this plan; the first plan starts no later than the package',
      target: 'care_packages.package_version.valid',
    }),
    optional('planned', 'units', {
      unit: 'units a week, four decimals or h:mm',
      example: '14',
      meaning: 'Units planned for a whole week; may be empty where timetables.csv or the plan by day says it',
      target: 'care_packages.package_version.planned',
    }),
    optional('planned_by_day', 'units-by-day', {
      unit: 'units on Monday to Sunday',
      example: '2 2 2 2 2 2 2',
      meaning: 'Seven quantities with spaces between; they add up to planned',
      target: 'care_packages.package_version.planned_by_day',
    }),
    required('rate_ref', 'key', {
      example: 'R-2024-017-1',
      meaning: 'Line of the price book, of the same contract and unit',
      target: 'care_packages.package_version.rate_line_id',
    }),
    required('cause', 'choice', {
      choices: CAUSES,
      example: 'new',
      meaning: 'Why the plan changed',
      target: 'care_packages.package_version.cause',
    }),
  ],
}

const timetables: PackFile = {
  name: 'timetables',
  required: true,
  meaning: 'Visits of a plan: one row per weekday and time. For packages by the hour.',
  key: ['cpli_ref', 'starts_on', 'weekday', 'starts_at'],
  references: [{ columns: ['cpli_ref', 'starts_on'], file: 'package-versions', keys: ['cpli_ref', 'starts_on'] }],
  columns: [
    required('cpli_ref', 'key', {
      example: 'CP-204518',
      meaning: 'The package',
      target: 'care_packages.timetable_entry.package_id',
    }),
    required('starts_on', 'date', {
      example: '2026-02-02',
      meaning: 'First day of the plan it belongs to, as in package-versions.csv',
      target: 'care_packages.timetable_entry.version',
    }),
    required('weekday', 'whole', {
      least: 1,
      most: 7,
      unit: 'weekday, Monday is 1',
      example: '1',
      meaning: 'Day of the week',
      target: 'care_packages.timetable_entry.weekday',
    }),
    required('starts_at', 'time', {
      unit: 'hh:mm',
      example: '08:30',
      meaning: 'When the visit starts',
      target: 'care_packages.timetable_entry.starts_at',
    }),
    required('minutes', 'whole', {
      least: 1,
      most: 1440,
      unit: 'minutes',
      example: '45',
      meaning: 'How long it lasts',
      target: 'care_packages.timetable_entry.minutes',
    }),
    optional('carers', 'whole', {
      least: 1,
      most: 4,
      unit: 'carers',
      example: '1',
      meaning: 'How many carers come; 1 when empty',
      target: 'care_packages.timetable_entry.carers',
    }),
  ],
}

export const careFiles: readonly PackFile[] = [people, packages, packageVersions, timetables]

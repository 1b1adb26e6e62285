import { optional, refersTo, required, type PackFile } from './columns.ts'

const payers: PackFile = {
  name: 'payers',
  required: false,
  meaning: 'Who bears part of the price of a stay besides the council, by date.',
  key: ['cpli_ref', 'payer', 'starts_on'],
  days: ['starts_on', 'ends_on'],
  noOverlapWithin: ['cpli_ref', 'payer'],
  references: [refersTo('packages', 'cpli_ref')],
  columns: [
    required('cpli_ref', 'key', {
      example: 'CP-204518',
      meaning: 'The package; one by the week',
      target: 'care_packages.payer.package_id',
    }),
    required('payer', 'choice', {
      choices: ['contribution', 'top-up', 'nursing'],
      example: 'contribution',
      meaning:
        'The person’s assessed contribution or a third party’s top-up, both within the price; or the nursing care that the NHS pays the home beside it',
      target: 'care_packages.payer.payer',
    }),
    required('starts_on', 'date', {
      example: '2026-04-06',
      meaning: 'First day',
      target: 'care_packages.payer.from_on',
    }),
    optional('ends_on', 'date', {
      example: '2027-04-04',
      meaning: 'Last day included; empty while it holds',
      target: 'care_packages.payer.from_on',
    }),
    required('weekly', 'amount', {
      example: '160.15',
      meaning: 'What is paid for a week of seven nights',
      target: 'care_packages.payer.weekly_pence',
      unit: 'pounds',
    }),
  ],
}

export const payerFiles: readonly PackFile[] = [payers]

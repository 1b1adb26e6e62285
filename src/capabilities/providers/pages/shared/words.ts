import { localDate } from '../../../../core/dates.ts'
import { formatDay } from '../../../../core/format.ts'
import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { ChangeStatus } from '../../rules/change.ts'
import { isContactField, type Field, type Purpose } from '../../rules/fields.ts'
import { closureOf, contactOf, daysOf, type ValueFault } from '../../rules/values.ts'

type FieldWords = { readonly label: string; readonly hint?: string }

/** What each field is called, and what to know before typing it. */
export const FIELD_WORDS: Readonly<Record<Field, FieldWords>> = {
  'legal-name': { label: 'Legal name', hint: 'The name on your registration, with Limited or Ltd if it has it' },
  'trading-name': { label: 'Trading name', hint: 'The name that people know you by' },
  'registered-address': { label: 'Registered address', hint: 'The address at Companies House or of the owner' },
  'trading-address': { label: 'Trading address', hint: 'Where you work from and get your post' },
  email: { label: 'Email address', hint: 'A shared address that is read every working day' },
  phone: { label: 'Telephone number', hint: 'For example 01632 960 001 or +44 808 157 0192' },
  'cqc-provider-id': { label: 'CQC provider ID', hint: 'On your CQC certificate, for example 1-123456789' },
  'company-number': { label: 'Companies House number', hint: 'Eight characters, for example 01234567 or SC123456' },
  'vat-number': { label: 'VAT number', hint: 'Nine digits, with or without GB in front' },
  'contact-contracts': { label: 'Contracts contact', hint: 'Who is asked about contracts and agreements' },
  'contact-remittance': { label: 'Remittance contact', hint: 'Who hears what was paid' },
  'contact-safeguarding': { label: 'Safeguarding contact', hint: 'Who is called when a person may be at risk' },
  'contact-payments': { label: 'Payments contact', hint: 'Who is asked about invoices and actuals' },
  'service-name': { label: 'Service name' },
  'service-address': { label: 'Service address', hint: 'Where the service is, or where it is run from' },
  'cqc-location-id': { label: 'CQC location ID', hint: 'On the CQC page of the service, for example 1-123456789' },
  'ods-code': { label: 'ODS code', hint: 'The code that the NHS gives a site, for example VL1AB' },
  'opening-days': { label: 'Opening days' },
  closure: { label: 'Closure', hint: 'A time in which the service is closed, for example for building work' },
}

/** For a sentence: 'legal name', but 'CQC provider ID'. */
export function inSentence(field: Field): string {
  const { label } = FIELD_WORDS[field]
  return /^[A-Z]{2}|^Companies/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  contracts: 'contracts and agreements',
  remittance: 'remittance advice',
  safeguarding: 'safeguarding',
  payments: 'questions about payments',
}

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export const DAYS = DAY_NAMES.map((text, index) => ({ value: String(index + 1), text }))

/** The lines in which a value is read. */
export function valueLines(field: Field, value: string): readonly string[] {
  if (value === '') return [emptyWords(field)]
  if (isContactField(field)) {
    const contact = contactOf(value)
    return contact === undefined
      ? [emptyWords(field)]
      : [contact.name, contact.email, contact.phone].filter((line) => line !== '')
  }
  if (field === 'opening-days') return [daysWords(daysOf(value))]
  if (field === 'closure') return [closureWords(value)]
  return value.split('\n')
}

function emptyWords(field: Field): string {
  if (field === 'closure') return 'Not closed'
  return isContactField(field) ? 'Nobody' : 'Not given'
}

/** 'Every day', 'Monday to Friday', 'Monday, Wednesday' */
function daysWords(days: readonly number[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return 'No days'
  if (days.length === 7) return 'Every day'
  const names = days.map((day) => DAY_NAMES[day - 1] ?? '')
  const unbroken = days.length > 2 && last - first === days.length - 1
  return unbroken ? `${names[0] ?? ''} to ${names.at(-1) ?? ''}` : names.join(', ')
}

function closureWords(value: string): string {
  const closure = closureOf(value)
  if (closure === undefined) return 'Not closed'
  const until = closure.until === null ? 'until further notice' : `opens again on ${formatDay(closure.until)}`
  return `Closed from ${formatDay(closure.from)}, ${until}`
}

type StatusWords = { readonly text: string; readonly colour: TagColour; readonly meaning: string }
export const STATUS_WORDS: Readonly<Record<ChangeStatus, StatusWords>> = {
  submitted: { text: 'Waiting', colour: 'blue', meaning: 'The council has not decided yet' },
  approved: { text: 'Approved', colour: 'teal', meaning: 'It is made on its day' },
  applied: { text: 'Made', colour: 'green', meaning: 'The details say so now' },
  rejected: { text: 'Rejected', colour: 'red', meaning: 'The details stay as they were' },
  withdrawn: { text: 'Withdrawn', colour: 'grey', meaning: 'The provider took it back' },
}

const FAULTS: Readonly<Record<ValueFault['code'], (what: string) => string>> = {
  missing: (what) => `Enter the ${what}`,
  'too-long': (what) => `The ${what} is too long`,
  'not-an-email': () => 'Enter an email address in the correct format, like name@example.com',
  'not-a-phone': () => 'Enter a telephone number with its area code, like 01632 960 001',
  'not-a-cqc-id': (what) => `Enter the ${what} in the correct format, like 1-123456789`,
  'not-a-company-number': () => 'Enter the Companies House number with its 8 characters, like 01234567 or SC123456',
  'not-a-vat-number': () => 'Enter a VAT number with 9 digits. Check it: one of its digits is wrong or out of place',
  'not-an-ods-code': () => 'Enter an ODS code of 3 to 10 letters and digits, like VL1AB',
  'no-days': () => 'Select the days on which the service is open',
  'not-a-day': () => 'Enter a real date, like 27 3 2026',
  'opens-before-closing': () => 'The day on which it opens again must be after the first day on which it is closed',
  unreachable: () => 'Enter an email address or a telephone number',
}
const BOX_NAMES: Readonly<Record<string, string>> = {
  name: 'name of the contact',
  'from-day': 'first day on which it is closed',
}

export function faultWords(field: Field, { code, box }: ValueFault): string {
  return FAULTS[code](BOX_NAMES[box] ?? inSentence(field))
}

const SECTORS: Readonly<Record<string, string>> = {
  'home-support': 'Home support',
  residential: 'Residential care',
  nursing: 'Nursing care',
  day: 'Day care',
  'extra-care': 'Extra care',
  'supported-living': 'Supported living',
  complex: 'Complex care',
  'shared-lives': 'Shared lives',
}
export function sectorWords(sector: string): string {
  return SECTORS[sector] ?? sector
}

/** The three boxes of a date, filled. */
export function dateBoxes(prefix: string, day: string | null): Readonly<Record<string, string>> {
  if (day === null) return {}
  const [year = '', month = '', date = ''] = localDate(day).split('-')
  return {
    [`${prefix}-day`]: String(Number(date)),
    [`${prefix}-month`]: String(Number(month)),
    [`${prefix}-year`]: year,
  }
}

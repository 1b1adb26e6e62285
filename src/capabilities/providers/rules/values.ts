import { isBefore, parseLocalDate, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { isContactField, type Field } from './fields.ts'
import { companyNumber, cqcId, odsCode, vatNumber } from './numbers.ts'

/** What the form of a field sent. Every field is kept as one text, so that old and new can stand side by side. */
export type Typed = Readonly<Record<string, string>>

/** What is wrong, and in which box of the form. */
export type ValueFault = {
  readonly code:
    | 'missing'
    | 'too-long'
    | 'not-an-email'
    | 'not-a-phone'
    | 'not-a-cqc-id'
    | 'not-a-company-number'
    | 'not-a-vat-number'
    | 'not-an-ods-code'
    | 'no-days'
    | 'not-a-day'
    | 'opens-before-closing'
    | 'unreachable'
  readonly box: string
}
type Parsed = Outcome<string, ValueFault>

/** The text that is kept: tidy, and the same for the same thing however it was typed. */
export function parseValue(field: Field, typed: Typed): Parsed {
  if (isContactField(field)) return parseContact(typed)
  if (field === 'opening-days') return parseDays(typed)
  if (field === 'closure') return parseClosure(typed)
  return parseText(field, typed['value'] ?? '')
}

type TextField = Exclude<Field, 'opening-days' | 'closure' | `contact-${string}`>
type TextRule = {
  readonly required: boolean
  readonly longest: number
  readonly check?: { readonly code: ValueFault['code']; readonly tidy: (text: string) => string | undefined }
}
const LONGEST_NAME = 200
const name: TextRule = { required: true, longest: LONGEST_NAME }
const address: TextRule = { required: true, longest: 500 }
const texts: Readonly<Record<TextField, TextRule>> = {
  'legal-name': name,
  'trading-name': name,
  'service-name': name,
  'registered-address': address,
  'trading-address': address,
  'service-address': address,
  email: { required: true, longest: 254, check: { code: 'not-an-email', tidy: email } },
  phone: { required: true, longest: 30, check: { code: 'not-a-phone', tidy: phone } },
  'cqc-provider-id': { required: false, longest: 20, check: { code: 'not-a-cqc-id', tidy: cqcId } },
  'cqc-location-id': { required: false, longest: 20, check: { code: 'not-a-cqc-id', tidy: cqcId } },
  'company-number': { required: false, longest: 20, check: { code: 'not-a-company-number', tidy: companyNumber } },
  'vat-number': { required: false, longest: 20, check: { code: 'not-a-vat-number', tidy: vatNumber } },
  'ods-code': { required: false, longest: 20, check: { code: 'not-an-ods-code', tidy: odsCode } },
}

function parseText(field: TextField, typed: string): Parsed {
  const { required, longest, check } = texts[field]
  const text = tidyLines(typed)
  if (text === '') return required ? fault('missing', 'value') : done('')
  if (text.length > longest) return fault('too-long', 'value')
  if (check === undefined) return done(text)
  const tidied = check.tidy(text)
  return tidied === undefined ? fault(check.code, 'value') : done(tidied)
}

/** A line for the name, one for the e-mail address and one for the telephone. All empty: nobody. */
function parseContact(typed: Typed): Parsed {
  const boxOf = (box: string) => tidyLine(typed[box] ?? '')
  const contact = { name: boxOf('name'), email: boxOf('email'), phone: boxOf('phone') }
  if (Object.values(contact).every((text) => text === '')) return done('')
  if (contact.name === '') return fault('missing', 'name')
  if (contact.name.length > LONGEST_NAME) return fault('too-long', 'name')
  if (contact.email === '' && contact.phone === '') return fault('unreachable', 'email')
  if (contact.email !== '' && email(contact.email) === undefined) return fault('not-an-email', 'email')
  if (contact.phone !== '' && phone(contact.phone) === undefined) return fault('not-a-phone', 'phone')
  return done(contactText(contact))
}

export type Contact = { readonly name: string; readonly email: string; readonly phone: string }

export function contactText({ name: who, email: mail, phone: call }: Contact): string {
  return [who, mail, call].join('\n')
}
export function contactOf(text: string): Contact | undefined {
  const [who = '', mail = '', call = ''] = text.split('\n')
  return who === '' ? undefined : { name: who, email: mail, phone: call }
}

/** '1,2,3,4,5' from Monday to Friday. */
function parseDays(typed: Typed): Parsed {
  const days = daysOf((typed['days'] ?? '').replaceAll(' ', ','))
  return days.length === 0 ? fault('no-days', 'days') : done(days.join(','))
}
export function daysOf(text: string): readonly number[] {
  return [1, 2, 3, 4, 5, 6, 7].filter((day) => text.split(',').includes(String(day)))
}

/** 'first day closed/day it opens again'; the second may be open, and without the first the service is not closed. */
function parseClosure(typed: Typed): Parsed {
  const [from, until] = [dayTyped(typed, 'from'), dayTyped(typed, 'until')]
  if (from === '' && until === '') return done('')
  if (from === '') return fault('missing', 'from-day')
  const firstClosed = parseLocalDate(from)
  if (firstClosed === undefined) return fault('not-a-day', 'from-day')
  if (until === '') return done(`${firstClosed}/`)
  const opens = parseLocalDate(until)
  if (opens === undefined) return fault('not-a-day', 'until-day')
  return isBefore(firstClosed, opens) ? done(`${firstClosed}/${opens}`) : fault('opens-before-closing', 'until-day')
}
export function closureOf(text: string): { readonly from: LocalDate; readonly until: LocalDate | null } | undefined {
  const [from, until] = text.split('/').map(parseLocalDate)
  return from === undefined ? undefined : { from, until: until ?? null }
}

/** '2025-04-03' from the three boxes of a date; nothing typed is '' and a wrong one is no day at all. */
export function dayTyped(typed: Typed, prefix: string): string {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
    (typed[`${prefix}-${part}`] ?? '').trim(),
  )
  if (day === '' && month === '' && year === '') return ''
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** One @, something on both sides and a dot behind: what is really there, only a message can tell. */
function email(text: string): string | undefined {
  return /^[^\s@<>",;:]{1,64}@[^\s@<>",;:.]+(?:\.[^\s@<>",;:.]+)+$/.test(text) && text.length <= 254 ? text : undefined
}
function phone(text: string): string | undefined {
  const digits = text.replace(/[\s()-]/g, '')
  return /^(?:\+|0)\d{9,14}$/.test(digits) && text.length <= 30 ? text : undefined
}
function tidyLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
function tidyLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map(tidyLine)
    .filter((line) => line !== '')
    .join('\n')
}
function fault(code: ValueFault['code'], box: string) {
  return refused({ code, box })
}

import { expect, it } from 'vitest'
import { appliesAtOnce, ORGANISATION_FIELDS, SERVICE_FIELDS, type Field } from './fields.ts'
import { closureOf, contactOf, dayTyped, parseValue, type Typed } from './values.ts'

const box = (field: Field, typed: Typed) => {
  const parsed = parseValue(field, typed)
  return parsed.ok ? parsed.value : `${parsed.refusal.code} in ${parsed.refusal.box}`
}

it.each<[Field, Typed, string]>([
  ['legal-name', { value: '  Elm   House Ltd ' }, 'Elm House Ltd'],
  ['legal-name', { value: ' ' }, 'missing in value'],
  ['legal-name', {}, 'missing in value'],
  ['legal-name', { value: 'x'.repeat(201) }, 'too-long in value'],
  ['trading-address', { value: ' 1 High Street \r\n\r\n Town ' }, '1 High Street\nTown'],
  ['email', { value: 'office@elm.example' }, 'office@elm.example'],
  ['email', { value: 'office@elm' }, 'not-an-email in value'],
  ['email', { value: 'a@b@elm.example' }, 'not-an-email in value'],
  ['email', { value: 'a@elm.example, b@elm.example' }, 'not-an-email in value'],
  ['phone', { value: '01632 960 001' }, '01632 960 001'],
  ['phone', { value: '+44 (0)1632 960001' }, '+44 (0)1632 960001'],
  ['phone', { value: '960001' }, 'not-a-phone in value'],
  ['vat-number', { value: '' }, ''],
  ['vat-number', { value: '123456789' }, 'not-a-vat-number in value'],
  ['company-number', { value: '7' }, 'not-a-company-number in value'],
  ['cqc-provider-id', { value: '123' }, 'not-a-cqc-id in value'],
  ['ods-code', { value: '!' }, 'not-an-ods-code in value'],
  ['opening-days', { days: '5 1 3 9' }, '1,3,5'],
  ['opening-days', {}, 'no-days in days'],
  ['contact-payments', { name: 'Pat Bell', email: 'pat@elm.example', phone: '' }, 'Pat Bell\npat@elm.example\n'],
  ['contact-payments', { name: '', email: '', phone: '' }, ''],
  ['contact-payments', { name: 'Pat Bell' }, 'unreachable in email'],
  ['contact-payments', { email: 'pat@elm.example' }, 'missing in name'],
  ['contact-payments', { name: 'Pat\nBell', phone: '12' }, 'not-a-phone in phone'],
  ['contact-payments', { name: 'Pat', email: 'pat' }, 'not-an-email in email'],
  ['contact-payments', { name: 'x'.repeat(201), email: 'pat@elm.example' }, 'too-long in name'],
  ['closure', {}, ''],
  ['closure', { 'from-day': '1', 'from-month': '8', 'from-year': '2025' }, '2025-08-01/'],
  ['closure', { ...day('from', '1', '8'), ...day('until', '15', '8') }, '2025-08-01/2025-08-15'],
  ['closure', { ...day('from', '15', '8'), ...day('until', '15', '8') }, 'opens-before-closing in until-day'],
  ['closure', day('from', '31', '6'), 'not-a-day in from-day'],
  ['closure', { ...day('from', '1', '8'), ...day('until', '32', '8') }, 'not-a-day in until-day'],
  ['closure', day('until', '15', '8'), 'missing in from-day'],
])('reads %s from %j as %j', (field, typed, kept) => {
  expect(box(field, typed)).toBe(kept)
})

function day(prefix: string, date: string, month: string): Typed {
  return { [`${prefix}-day`]: date, [`${prefix}-month`]: month, [`${prefix}-year`]: '2025' }
}

it('reads back what it keeps', () => {
  expect(contactOf('Pat\n\n01632 960001')).toEqual({ name: 'Pat', email: '', phone: '01632 960001' })
  expect(contactOf('')).toBeUndefined()
  expect(closureOf('2025-08-01/')).toEqual({ from: '2025-08-01', until: null })
  expect(closureOf('')).toBeUndefined()
  expect(dayTyped({ 'x-day': ' 3', 'x-month': '4', 'x-year': '2025' }, 'x')).toBe('2025-04-03')
})

it('applies contacts and everyday details at once where the council has said nothing', () => {
  const atOnce = [...ORGANISATION_FIELDS, ...SERVICE_FIELDS].filter((field) => appliesAtOnce(undefined).has(field))
  expect(atOnce).toEqual([
    'trading-address',
    'email',
    'phone',
    'contact-contracts',
    'contact-remittance',
    'contact-safeguarding',
    'contact-payments',
    'opening-days',
  ])
})

it('lets a council widen or narrow the list, and never to who somebody is', () => {
  expect([...appliesAtOnce(['phone', 'closure', 'legal-name', 'vat-number'])]).toEqual(['phone', 'closure'])
  expect([...appliesAtOnce('phone, email')]).toEqual(['email', 'phone'])
  expect([...appliesAtOnce([])]).toEqual([])
  expect([...appliesAtOnce('none')]).toEqual([])
  expect([...appliesAtOnce({ odd: true })]).toEqual([])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addressKind } from './work-address.ts'

it.each([
  ['info@elmhouse.example', 'shared'],
  ['ADMIN@elmhouse.example ', 'shared'],
  ['office2@elmhouse.example', 'shared'],
  ['care.manager@elmhouse.example', 'shared'],
  ['accounts-payable@elmhouse.example', 'shared'],
  ['no-reply@elmhouse.example', 'shared'],
  ['finance+portal@elmhouse.example', 'shared'],
  ['123@elmhouse.example', 'shared'],
  ['asha.patel@elmhouse.example', 'ordinary'],
  ['admina.jones@elmhouse.example', 'ordinary'],
  ['manager.jones@elmhouse.example', 'ordinary'],
  ['o’neill@elmhouse.example', 'not-an-address'],
  ["o'neill@elmhouse.example", 'ordinary'],
  ['asha@nhs.net', 'secure'],
  ['asha.patel@norfolk.gov.uk', 'secure'],
  ['asha@notnhs.net', 'ordinary'],
  ['info@nhs.net', 'shared'],
  ['asha', 'not-an-address'],
  ['asha@', 'not-an-address'],
  ['asha@elm', 'not-an-address'],
  ['.asha@elm.example', 'not-an-address'],
  ['a b@elm.example', 'not-an-address'],
  [`${'a'.repeat(250)}@elm.example`, 'not-an-address'],
])('%s is %s', (email, kind) => {
  expect(addressKind(email)).toBe(kind)
})

it('answers for any text, and the same in any case', () => {
  fc.assert(fc.property(fc.string(), (text) => addressKind(text) === addressKind(` ${text} `)))
  fc.assert(fc.property(fc.emailAddress(), (email) => addressKind(email) === addressKind(email.toUpperCase())))
})

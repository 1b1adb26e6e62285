import { expect, it } from 'vitest'
import { judgeRows, rowFrom } from './onboarding.ts'

const nia = {
  supplier_number: '1001',
  forename: 'Nia',
  surname: 'Evans',
  email: 'nia.evans@elm.example',
  job_title: 'Manager',
  role: 'main',
}
const known = new Set(['1001'])
const faultOf = (over: Readonly<Record<string, string>>) =>
  judgeRows([rowFrom({ ...nia, ...over }, 2)], known)[0]?.fault

it('takes a good row, in any case and with spaces', () => {
  expect(faultOf({})).toBeUndefined()
  expect(faultOf({ role: ' Full ', email: ' NIA.EVANS@elm.example ' })).toBeUndefined()
  expect(rowFrom({ ...nia, role: '' }, 2).role).toBe('main')
})
it.each([
  [{ supplier_number: '' }, 'Enter the supplier number'],
  [{ supplier_number: '9' }, 'No provider has the supplier number 9'],
  [{ forename: ' ' }, 'Enter the forename'],
  [{ surname: '' }, 'Enter the surname'],
  [{ email: '' }, 'Enter the email address'],
  [{ email: 'nia' }, '“nia” is not an email address'],
  [{ email: 'info@elm.example' }, 'The email address looks shared: each person signs in as themselves'],
  [{ role: 'king' }, '“king” is none of admin, full, main'],
  [{ forename: 'a'.repeat(201) }, 'The name is too long'],
  [{ job_title: 'a'.repeat(101) }, 'The job title must be 100 characters or fewer'],
])('says of %o: %s', (over, fault) => {
  expect(faultOf(over)).toBe(fault)
})
it('names the row that a row repeats', () => {
  const twice = [rowFrom(nia, 2), rowFrom({ ...nia, email: 'Nia.Evans@elm.example' }, 5)]
  expect(judgeRows(twice, known).map(({ fault }) => fault)).toEqual([undefined, 'The same as row 2'])
})

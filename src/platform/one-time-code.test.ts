import { expect, it } from 'vitest'
import { appLink, codeAt, newAppSecret, stepAt, stepOf } from './one-time-code.ts'

/** The secret of RFC 6238, appendix B: '12345678901234567890'. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

it.each([
  ['1970-01-01T00:00:59Z', '287082'],
  ['2005-03-18T01:58:29Z', '081804'],
  ['2005-03-18T01:58:31Z', '050471'],
  ['2009-02-13T23:31:30Z', '005924'],
  ['2033-05-18T03:33:20Z', '279037'],
])('makes the code of the standard at %s', (time, code) => {
  expect(codeAt(secret, stepAt(new Date(time)))).toBe(code)
})

it('takes the code of the step before and after, and none further away', () => {
  const now = new Date('2025-04-10T09:00:00Z')
  const step = stepAt(now)
  for (const near of [step - 1, step, step + 1]) expect(stepOf(secret, codeAt(secret, near), now)).toBe(near)
  for (const far of [step - 2, step + 2]) expect(stepOf(secret, codeAt(secret, far), now)).toBeUndefined()
  for (const odd of ['', '12345', '1234567', 'abcdef']) expect(stepOf(secret, odd, now)).toBeUndefined()
})

it('makes secrets of 160 bits in letters and digits that apps read', () => {
  const [one, other] = [newAppSecret(), newAppSecret()]
  expect(one).toMatch(/^[A-Z2-7]{32}$/)
  expect(one).not.toBe(other)
  expect(appLink(one, 'asha@elm.example')).toBe(
    `otpauth://totp/Provider%20Portal%3Aasha%40elm.example?secret=${one}&issuer=Provider%20Portal`,
  )
})

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { keyedNumber, seal, unseal, type Secrets } from './secrets.ts'

const keys = new Map([
  [1, randomBytes(32)],
  [2, randomBytes(32)],
])
const secrets: Secrets = { codeKeys: keys, currentCodeKey: 2, cookieSecret: 'one secret' }

it('opens what it sealed, for the same owner only', () => {
  const sealed = seal(secrets, '427193', 'asha')
  expect(unseal(secrets, sealed, 'asha')).toBe('427193')
  expect(() => unseal(secrets, sealed, 'ben')).toThrow()
})

it('seals the same text differently each time, and shows nothing of it', () => {
  const [one, other] = [seal(secrets, '427193', 'asha'), seal(secrets, '427193', 'asha')]
  expect(one.cipher.equals(other.cipher)).toBe(false)
  expect(one.cipher.toString('latin1')).not.toContain('427193')
})

it('opens with an earlier key, and says which key is missing', () => {
  const old = seal({ ...secrets, currentCodeKey: 1 }, '427193', 'asha')
  expect(unseal(secrets, old, 'asha')).toBe('427193')
  expect(() => unseal({ ...secrets, codeKeys: new Map() }, old, 'asha')).toThrow('version 1')
})

it('refuses what was changed by one bit', () => {
  const { cipher, keyVersion } = seal(secrets, '427193', 'asha')
  cipher[cipher.length - 1] = (cipher.at(-1) ?? 0) ^ 1
  expect(() => unseal(secrets, { cipher, keyVersion }, 'asha')).toThrow()
})

it('gives the same number for the same words, and another with another secret', () => {
  const numbers = (secret: string) =>
    ['a', 'b', 'c', 'd', 'e', 'f'].map((words) => keyedNumber({ ...secrets, cookieSecret: secret }, words, 20))
  expect(numbers('one')).toEqual(numbers('one'))
  expect(numbers('one')).not.toEqual(numbers('two'))
  for (const number of numbers('one')) expect(number).toBeLessThan(20)
})

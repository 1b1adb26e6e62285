import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainRecoveryCode, RECOVERY_BYTES, recoveryCode } from './recovery-code.ts'

it('reads back each code that it writes, in capitals, with spaces or without', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: RECOVERY_BYTES, maxLength: RECOVERY_BYTES }), (bytes) => {
      const code = recoveryCode(bytes)
      expect(code).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/)
      const plain = code.replaceAll('-', '')
      for (const typed of [code, code.toUpperCase(), code.replaceAll('-', ' '), ` ${plain} `])
        expect(plainRecoveryCode(typed)).toBe(plain)
    }),
  )
})

it('takes o for nought and l for one, and nothing that cannot be a code', () => {
  expect(plainRecoveryCode('oooo-llll-iiii-0011')).toBe('0000111111110011')
  for (const typed of ['', '123456', 'abcd-efgh-jkmn', 'abcd-efgh-jkmn-pqr!', 'uuuu-uuuu-uuuu-uuuu'])
    expect(plainRecoveryCode(typed)).toBeUndefined()
})

import { expect, it } from 'vitest'
import { judge, ownAddress, type Standing } from './sign-in.ts'

const standing: Standing = { status: 'active', locked: false, failures: 0 }
const right = { passwordRight: true, codeRight: true }

it.each([
  ['nobody', undefined, right, 'unknown'],
  ['a disabled account', { ...standing, status: 'disabled' as const }, right, 'not-active'],
  ['an invited account', { ...standing, status: 'invited' as const }, right, 'not-active'],
  ['a locked account', { ...standing, locked: true }, right, 'locked'],
  ['a wrong password', standing, { passwordRight: false, codeRight: true }, 'password'],
  ['a wrong code', standing, { passwordRight: true, codeRight: false }, 'code'],
  ['both wrong', standing, { passwordRight: false, codeRight: false }, 'password-and-code'],
])('refuses %s', (_, who, steps, reason) => {
  expect(judge(who, steps)).toMatchObject({ kind: 'refused', reason })
})

it('X06 locks at the third failure and not before', () => {
  const wrong = { passwordRight: false, codeRight: true }
  expect(judge({ ...standing, failures: 1 }, wrong)).toMatchObject({ failures: 2, locks: false })
  expect(judge({ ...standing, failures: 2 }, wrong)).toMatchObject({ failures: 3, locks: true })
  expect(judge({ ...standing, failures: 2 }, right)).toEqual({ kind: 'signed-in' })
})

it.each(['/provider', '/provider/weeks?from=2025-04-07&to=x', '/account'])('leads back to %s', (address) => {
  expect(ownAddress(address)).toBe(address)
})

it.each([
  ...['//evil.example', 'https://evil.example', '/\\evil.example', '/a\\b', 'provider', '', '/', '/sign-in?x=1'],
  ...['/sign-out', '/places', '/session/extension', '/a b', '/a\r\nSet-Cookie: x=1', `/${'a'.repeat(1_001)}`],
])('does not lead to %j', (address) => {
  expect(ownAddress(address)).toBe('')
})

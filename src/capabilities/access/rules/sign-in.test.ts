import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasOwnCount, judge, ownAddress, standingHere, type Circumstances, type Standing } from './sign-in.ts'

const standing: Standing = { status: 'active', locked: false, lockReason: null, failures: 0, closedUntil: null }
const right = { passwordRight: true, codeRight: true }
const wrong = { passwordRight: false, codeRight: true }
const now = new Date('2025-04-10T09:00:00Z')
const classic: Circumstances = { policies: ['ncsc', 'classic'], now }
const ncsc: Circumstances = { policies: ['ncsc'], now }
const at = (seconds: number): Circumstances => ({ ...ncsc, now: new Date(now.getTime() + seconds * 1000) })
const seconds = (until: Date | null) => (until === null ? 0 : (until.getTime() - now.getTime()) / 1000)
const lockedFor = (minutes: number): Standing => ({
  ...standing,
  locked: true,
  lockReason: 'failures',
  failures: 10,
  closedUntil: new Date(now.getTime() + minutes * 60_000),
})

it.each([
  ['nobody', undefined, right, 'unknown'],
  ['a disabled account', { ...standing, status: 'disabled' as const }, right, 'not-active'],
  ['an invited account', { ...standing, status: 'invited' as const }, right, 'not-active'],
  ['a locked account', { ...standing, locked: true, lockReason: 'failures' as const }, right, 'locked'],
  ['a wrong password', standing, wrong, 'password'],
  ['a wrong code', standing, { passwordRight: true, codeRight: false }, 'code'],
  ['both wrong', standing, { passwordRight: false, codeRight: false }, 'password-and-code'],
])('refuses %s', (_, who, steps, reason) => {
  for (const circumstances of [classic, ncsc])
    expect(judge(who, steps, circumstances)).toMatchObject({ kind: 'refused', reason })
})

it('X06 locks at the third failure and not before, the classic way, until somebody unlocks', () => {
  expect(judge({ ...standing, failures: 1 }, wrong, classic)).toMatchObject({ failures: 2, locks: false })
  expect(judge({ ...standing, failures: 2 }, wrong, classic)).toMatchObject({
    failures: 3,
    locks: true,
    closedUntil: null,
  })
  expect(judge({ ...standing, failures: 2 }, right, classic)).toEqual({ kind: 'signed-in' })
})

it('lets people wait longer with each failure, and locks for fifteen minutes at the tenth, the ncsc way', () => {
  const waits = Array.from({ length: 14 }, (_, failures) => {
    const verdict = judge({ ...standing, failures }, wrong, ncsc)
    return verdict.kind === 'refused' ? [seconds(verdict.closedUntil), verdict.locks] : []
  })
  expect(waits.map(([wait]) => wait)).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 320, 900, 320, 320, 900, 320])
  expect(waits.flatMap(([, locks], index) => (locks === true ? [index + 1] : []))).toEqual([10, 13])
})

it('turns everybody away during a wait, without counting, and lets them in to the second afterwards', () => {
  const waiting = { ...standing, failures: 4, closedUntil: new Date(now.getTime() + 20_000) }
  expect(judge(waiting, right, at(19))).toMatchObject({ reason: 'waiting', failures: 4 })
  expect(judge(waiting, right, at(20))).toEqual({ kind: 'signed-in' })
})

it('opens a lock for wrong tries by itself after fifteen minutes, and not one minute before', () => {
  expect(judge(lockedFor(15), right, at(14 * 60))).toMatchObject({ reason: 'locked' })
  expect(judge(lockedFor(15), right, at(15 * 60))).toEqual({ kind: 'signed-in' })
})

it.each(['dormant', 'staff'] as const)(
  'never opens a %s lock by itself, whatever instant stands beside it',
  (lockReason) => {
    const standingLocked: Standing = { ...lockedFor(-60), lockReason }
    expect(judge(standingLocked, right, ncsc)).toMatchObject({ reason: 'locked' })
    expect(judge(standingLocked, right, { ...ncsc, unguessable: true })).toMatchObject({ reason: 'locked' })
  },
)

it('lets a passkey in where strangers’ guesses closed the account for a time, and not where somebody must unlock', () => {
  expect(judge(lockedFor(15), right, { ...ncsc, unguessable: true })).toEqual({ kind: 'signed-in' })
  expect(judge({ ...lockedFor(15), closedUntil: null }, right, { ...ncsc, unguessable: true })).toMatchObject({
    reason: 'locked',
  })
})

it('never lets more than ten guesses through in five minutes, however fast they come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 200 }), (pauses) => {
      let state = standing
      let passed = 0
      const counted: number[] = []
      for (const pause of pauses) {
        passed += pause
        const verdict = judge(state, wrong, at(passed))
        if (verdict.kind === 'signed-in' || ['waiting', 'locked'].includes(verdict.reason)) continue
        counted.push(passed)
        const { failures, locks, closedUntil } = verdict
        state = { ...standing, failures, locked: locks, lockReason: locks ? 'failures' : null, closedUntil }
      }
      for (const from of counted)
        expect(counted.filter((second) => second >= from && second < from + 300).length).toBeLessThanOrEqual(10)
    }),
  )
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

it('counts by itself a browser in which the owner came in before, but for locks that somebody must open', () => {
  const own = { failures: 0, closedUntil: null }
  expect(hasOwnCount(lockedFor(15), own, ['ncsc'])).toBe(true)
  expect(judge(standingHere(lockedFor(15), own), right, ncsc)).toEqual({ kind: 'signed-in' })
  expect(judge(standingHere(standing, { ...own, failures: 9 }), wrong, ncsc)).toMatchObject({
    failures: 10,
    locks: true,
  })
  expect(hasOwnCount(lockedFor(15), undefined, ['ncsc'])).toBe(false)
  expect(hasOwnCount(undefined, own, ['ncsc'])).toBe(false)
  expect(hasOwnCount(standing, own, ['ncsc', 'classic'])).toBe(false)
  for (const lockReason of ['staff', 'dormant', 'failures'] as const)
    expect(hasOwnCount({ ...standing, locked: true, lockReason }, own, ['ncsc'])).toBe(false)
})

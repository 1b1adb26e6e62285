import { expect, it } from 'vitest'
import { hasEnded } from './session-limits.ts'

const at = (time: string) => new Date(`2025-04-10T${time}Z`)

it('X08 works at 10:09:59 after a request at 10:00:00, and is over at 10:10:00', () => {
  const session = { createdAt: at('09:00:00'), lastSeenAt: at('10:00:00'), idleMinutes: null }
  expect(hasEnded(session, at('10:09:59'))).toBe(false)
  expect(hasEnded(session, at('10:10:00'))).toBe(true)
})

it.each([5, 10, 15, 20])('is over after the %i minutes of its council, to the second', (idleMinutes) => {
  const session = { createdAt: at('09:00:00'), lastSeenAt: at('10:00:00'), idleMinutes }
  const end = at('10:00:00').getTime() + idleMinutes * 60_000
  expect([hasEnded(session, new Date(end - 1)), hasEnded(session, new Date(end))]).toEqual([false, true])
})

it('is over twelve hours after signing in, however busy', () => {
  const session = { createdAt: at('06:00:00'), lastSeenAt: at('17:59:58'), idleMinutes: 20 }
  expect(hasEnded(session, at('17:59:59'))).toBe(false)
  expect(hasEnded(session, at('18:00:00'))).toBe(true)
})

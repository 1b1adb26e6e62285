import { expect, it } from 'vitest'
import { idleState, remainingText, shouldKeepAlive } from './idle-watch.ts'

const watch = { idleMs: 600_000, extendedAt: 0 }

it.each([
  [0, 'active'],
  [479_999, 'active'],
  [480_000, 'warning'],
  [599_999, 'warning'],
  [600_000, 'expired'],
])('after %i ms without a sign of life the session is %s', (now, state) => {
  expect(idleState(watch, now)).toBe(state)
})

it.each([
  [480_000, '2 minutes'],
  [540_000, '1 minute'],
  [565_000, '40 seconds'],
  [600_000, '0 seconds'],
])('at %i ms says %s', (now, text) => {
  expect(remainingText(watch, now)).toBe(text)
})

it('tells the server about typing at most every two minutes', () => {
  expect([119_999, 120_000].map((now) => shouldKeepAlive(watch, now))).toEqual([false, true])
})

import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { stepDays, stepOn, weekNumberSince } from './reminders.ts'

const on = (submit: string, today: string) => stepOn(localDate(submit), localDate(today))

it('reminds three working days before, on the last working day, and on the working day after', () => {
  // Sunday 27 April 2025, after the Easter weekend.
  expect(stepDays(localDate('2025-04-27'))).toEqual({ soon: '2025-04-22', today: '2025-04-25', late: '2025-04-28' })
})

it.each([
  ['2025-04-17', undefined],
  ['2025-04-21', undefined],
  ['2025-04-22', 'soon'],
  ['2025-04-24', 'soon'],
  ['2025-04-25', 'today'],
  ['2025-04-26', undefined],
  ['2025-04-28', 'late'],
  ['2025-05-05', undefined],
  ['2025-05-06', undefined],
])('says on %s that the step is %s, and nothing on weekends and bank holidays', (today, step) => {
  expect(on('2025-04-27', today)).toBe(step)
})

it('counts the whole weeks since a day', () => {
  const week = (today: string) => weekNumberSince(localDate('2025-03-20'), localDate(today))
  expect(['2025-03-20', '2025-03-26', '2025-03-27', '2025-04-10'].map(week)).toEqual([0, 0, 1, 3])
})

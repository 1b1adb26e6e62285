import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pence } from '../../../core/money.ts'
import { MOST_TOLD, timelineOf } from './timeline.ts'

const paid = (day: string) => ({ kind: 'paid', day: localDate(day), amount: pence(27_300n), packages: [] }) as const

it('tells what has happened up to and with today, newest first', () => {
  const told = [paid('2025-03-03'), paid('2025-04-11'), paid('2025-04-10'), paid('2025-03-31')]
  const days = timelineOf([], told, localDate('2025-04-10')).map(({ day }) => day)
  expect(days).toEqual(['2025-04-10', '2025-03-31', '2025-03-03'])
})

it('stops where a page is long enough', () => {
  const told = Array.from({ length: MOST_TOLD + 1 }, () => paid('2025-03-03'))
  expect(timelineOf([], told, localDate('2025-04-10'))).toHaveLength(MOST_TOLD)
})

import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { workingDaysLost, workingDaysLostBy, type PausedDays } from './pausing.ts'

const paused = (from: string, to: string): PausedDays => ({ from: localDate(from), to: localDate(to) })

it.each([
  ['the day of both its ends', paused('2025-04-10', '2025-04-10'), ['2025-04-10']],
  ['no weekend and no bank holiday', paused('2025-04-17', '2025-04-22'), ['2025-04-17', '2025-04-22']],
  ['nothing from Saturday to Sunday', paused('2025-04-12', '2025-04-13'), []],
] as const)('a pause takes %s', (_, pause, days) => {
  expect(workingDaysLost([pause])).toEqual(days)
})

it('takes no day twice', () => {
  const [first, second] = [paused('2025-04-08', '2025-04-10'), paused('2025-04-10', '2025-04-11')]
  expect(workingDaysLostBy(second, [first])).toEqual(['2025-04-11'])
  expect(workingDaysLost([second, first])).toEqual(['2025-04-08', '2025-04-09', '2025-04-10', '2025-04-11'])
})

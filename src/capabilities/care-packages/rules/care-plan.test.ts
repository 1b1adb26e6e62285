import { expect, it } from 'vitest'
import { timetableChanges } from './care-plan.ts'

const at = (weekday: number, startsAt: string, carers = 1) => ({ weekday, startsAt, minutes: 30, carers })

it('puts the visits of two timetables beside each other, in the order of the week', () => {
  const changes = timetableChanges([at(1, '08:00'), at(2, '08:00')], [at(3, '07:00'), at(1, '08:00', 2)])
  expect(changes.map(({ weekday, carers, change }) => [weekday, carers, change])).toEqual([
    [1, 2, 'new'],
    [1, 1, 'gone'],
    [2, 1, 'gone'],
    [3, 1, 'new'],
  ])
  expect(timetableChanges([at(1, '08:00')], [at(1, '08:00')]).map(({ change }) => change)).toEqual(['same'])
})

import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { periodsOf, progressIn } from './period-progress.ts'
import type { ServiceWeekCount } from './progress.ts'

const moment = { today: localDate('2025-04-10'), now: new Date('2025-04-10T09:00:00Z') }
const gone = new Date('2025-04-02T16:00:00Z')
const ahead = new Date('2025-04-30T16:00:00Z')

function week(over: Partial<ServiceWeekCount> = {}): ServiceWeekCount {
  return {
    serviceId: 's',
    serviceName: 'Care',
    weekStart: localDate('2025-03-31'),
    submitBy: ahead,
    packages: 4,
    confirmed: 0,
    held: 0,
    drafts: 0,
    unrecorded: 4,
    blocked: 0,
    periodName: 'April',
    ...over,
  }
}

describe('how far a service is with a period', () => {
  it.each([
    ['nothing done', {}, { done: 0, part: 0, late: 0, blocked: 0 }],
    ['held counts as done', { confirmed: 2, held: 1, unrecorded: 1 }, { done: 3, part: 0, late: 0, blocked: 0 }],
    ['a draft in time is begun', { drafts: 1, unrecorded: 3 }, { done: 0, part: 1, late: 0, blocked: 0 }],
    [
      'what waits after the last moment is late',
      { drafts: 1, unrecorded: 2, confirmed: 1, submitBy: gone },
      { done: 1, part: 0, late: 3, blocked: 0 },
    ],
    ['what is stopped is blocked', { unrecorded: 1, blocked: 3 }, { done: 0, part: 0, late: 0, blocked: 3 }],
    [
      'a week that has not begun is not blocked',
      { weekStart: localDate('2025-04-14'), unrecorded: 0, blocked: 4 },
      { done: 0, part: 0, late: 0, blocked: 0 },
    ],
  ])('%s', (_, over, expected) => {
    expect(progressIn('April', [week(over)], moment)).toMatchObject({ ...expected, total: 4 })
  })

  it('adds up the weeks of each period and forgets one that is over and done', () => {
    const march = { periodName: 'March', weekStart: localDate('2025-03-24'), submitBy: gone }
    const done = week({ ...march, confirmed: 4, unrecorded: 0 })
    const open = week({ ...march, confirmed: 3, unrecorded: 1 })
    const april = [week(), week({ weekStart: localDate('2025-04-07'), confirmed: 4, unrecorded: 0 })]
    expect(periodsOf([done, ...april], moment).map(({ name, done, total }) => [name, done, total])).toEqual([
      ['April', 4, 8],
    ])
    expect(periodsOf([open, ...april], moment).map(({ name, late }) => [name, late])).toEqual([
      ['March', 1],
      ['April', 0],
    ])
  })

  it('names the soonest last moment of its weeks', () => {
    expect(progressIn('April', [week(), week({ submitBy: gone })], moment).submitBy).toEqual(gone)
    expect(progressIn('April', [week({ submitBy: null })], moment).submitBy).toBeNull()
  })
})

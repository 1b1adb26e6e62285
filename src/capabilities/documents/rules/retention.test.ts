import { expect, it } from 'vitest'
import { readSchedule, type ScheduleTyped } from './retention.ts'

const typed = (over: Partial<ScheduleTyped>): ScheduleTyped => ({
  'care-plan': '',
  'care-and-support-plan': '',
  review: '',
  other: '',
  ...over,
})

it.each([
  ['nothing: all is kept', {}, [], []],
  [
    'some',
    { 'care-plan': '8', review: ' 2 ' },
    [
      ['care-plan', 8],
      ['review', 2],
    ],
    [],
  ],
  ['a century', { other: '100' }, [['other', 100]], []],
  ['more', { other: '101' }, [], ['other']],
  ['no years', { other: '0', review: '3' }, [['review', 3]], ['other']],
  ['words', { other: 'eight', 'care-plan': '1.5' }, [], ['care-plan', 'other']],
])('reads a schedule of %s', (_what, over, schedule, wrong) => {
  const read = readSchedule(typed(over))
  expect([...read.schedule]).toEqual(schedule)
  expect(read.wrong).toEqual(wrong)
})

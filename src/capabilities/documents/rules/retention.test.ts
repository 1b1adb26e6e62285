import { expect, it } from 'vitest'
import { idIn, readSchedule, type ScheduleTyped } from './retention.ts'

const typed = (over: Partial<ScheduleTyped>): ScheduleTyped => ({
  'care-plan': '',
  'care-and-support-plan': '',
  review: '',
  other: '',
  'message-attachment': '',
  'signature-scan': '',
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
  ['files too', { 'message-attachment': '6', 'signature-scan': 'x' }, [['message-attachment', 6]], ['signature-scan']],
  ['words', { other: 'eight', 'care-plan': '1.5' }, [], ['care-plan', 'other']],
])('reads a schedule of %s', (_what, over, schedule, wrong) => {
  const read = readSchedule(typed(over))
  expect([...read.schedule]).toEqual(schedule)
  expect(read.wrong).toEqual(wrong)
})

it.each([
  [
    'http://portal.example/council/messages/019A0000-0000-7000-8000-000000000001?x=1',
    '019a0000-0000-7000-8000-000000000001',
  ],
  [' 019a0000-0000-7000-8000-000000000001 ', '019a0000-0000-7000-8000-000000000001'],
  ['the message of Monday', undefined],
  ['', undefined],
])('finds the conversation that is meant in %j', (typed, id) => {
  expect(idIn(typed)).toBe(id)
})

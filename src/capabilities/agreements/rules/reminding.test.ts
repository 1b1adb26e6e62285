import { expect, it } from 'vitest'
import { localDate, type LocalDate } from '../../../core/dates.ts'
import { reminderDue, USUAL_RULE, type Waiting } from './reminding.ts'

// Published on Thursday 3 April 2025; Good Friday is 18 April and Easter Monday 21 April.
const waits = (sent: number) => ({ publishedOn: localDate('2025-04-03'), sent, rule: USUAL_RULE, lost: [] })
const due = (today: string, sent: number, over: Partial<Waiting> = {}) =>
  reminderDue({ ...waits(sent), ...over }, localDate(today))

it.each<[string, string, number, ReturnType<typeof reminderDue>]>([
  ['nothing on the second working day', '2025-04-07', 0, undefined],
  ['the first on the third', '2025-04-08', 0, { number: 1, escalated: false }],
  ['nothing twice on one day', '2025-04-08', 1, undefined],
  ['the second three working days later', '2025-04-11', 1, { number: 2, escalated: false }],
  ['nothing at a weekend', '2025-04-12', 1, undefined],
  ['one that was not sent in time, beyond the signatories by then', '2025-04-15', 1, { number: 2, escalated: true }],
  ['nothing on a bank holiday', '2025-04-21', 2, undefined],
  ['the last one after it', '2025-04-22', 2, { number: 3, escalated: true }],
  ['nothing when all were sent', '2025-05-22', 3, undefined],
])('sends %s', (_, today, sent, expected) => {
  expect(due(today, sent)).toEqual(expected)
})

it('sends none where there are to be none', () => {
  const days: readonly LocalDate[] = ['2025-04-08', '2025-05-08'].map(localDate)
  expect(days.map((day) => due(day, 0, { rule: { ...USUAL_RULE, most: 0 } }))).toEqual([undefined, undefined])
})

it('does not count working days that a pause has taken, nor those before the publication', () => {
  const lost = ['2025-04-02', '2025-04-03', '2025-04-04', '2025-04-07'].map(localDate)
  expect(due('2025-04-09', 0, { lost })).toBeUndefined()
  expect(due('2025-04-10', 0, { lost })).toEqual({ number: 1, escalated: false })
  expect(due('2025-04-15', 2, { lost })).toBeUndefined()
})

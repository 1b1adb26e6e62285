import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { readSentVisits, type SentVisitOfWeek } from './sent-timetable.ts'
import type { PlannedVisit } from './timetable.ts'

const WEEK = localDate('2025-03-31')
const planned: readonly PlannedVisit[] = ['2025-03-31', '2025-04-01'].map((day) => {
  return { day: localDate(day), startsAt: '08:00', endsAt: '08:30', minutes: 30, carers: 2 }
})
const monday = { day: '2025-03-31', startsAt: '08:00' }
const read = (...sent: readonly Partial<SentVisitOfWeek>[]) =>
  readSentVisits(
    planned,
    sent.map((visit) => ({ planned: null, outcome: 'delivered' as const, ...visit })),
    WEEK,
  )

describe('a week of visits as a program says it', () => {
  it('was delivered as planned where nothing is said', () => {
    const outcome = read()
    expect(outcome.ok && outcome.value).toMatchObject([
      { planned: planned[0], outcome: 'delivered', startsAt: '08:00', endsAt: '08:30', carers: 2 },
      { planned: planned[1], outcome: 'delivered' },
    ])
  })

  it('keeps the order of the plan, with what was added at its end', () => {
    const outcome = read(
      { day: '2025-04-02', startsAt: '9:15', endsAt: '1000' },
      { planned: monday, outcome: 'frustrated', startsAt: '11:00' },
      { planned: { day: '2025-04-01', startsAt: '0800' }, endsAt: '08:45', carers: 1 },
    )
    expect(outcome.ok && outcome.value).toMatchObject([
      { planned: planned[0], outcome: 'frustrated', startsAt: '08:00', carers: 2 },
      { planned: planned[1], outcome: 'delivered', startsAt: '08:00', endsAt: '08:45', carers: 1 },
      { planned: undefined, day: '2025-04-02', startsAt: '09:15', endsAt: '10:00', carers: 1 },
    ])
  })

  it('takes a planned visit on another day of its week, and what became of one that was added', () => {
    const evening = { day: '2025-04-02', startsAt: '18:00', endsAt: '18:30' }
    const outcome = read(
      { planned: monday, day: '2025-04-03', startsAt: '10:00', endsAt: '10:30' },
      {
        ...evening,
        outcome: 'frustrated',
      },
    )
    expect(outcome.ok && outcome.value).toMatchObject([
      { planned: planned[0], outcome: 'delivered', day: '2025-04-03', startsAt: '10:00', carers: 2 },
      { planned: planned[1], day: '2025-04-01' },
      { planned: undefined, outcome: 'frustrated', ...evening, carers: 1 },
    ])
  })

  it.each<readonly [string, readonly Partial<SentVisitOfWeek>[], object]>([
    ['a visit that is not planned', [{ planned: { ...monday, startsAt: '09:00' } }], { at: 0, code: 'no-such-visit' }],
    ['one that is named twice', [{ planned: monday }, { planned: monday }], { at: 1, code: 'named-twice' }],
    ['a time of no day', [{ planned: monday, endsAt: '25:00' }], { member: 'endsAt', code: 'not-a-time' }],
    ['an end that is its start', [{ planned: monday, endsAt: '08:00' }], { member: 'endsAt', code: 'no-length' }],
    ['an added visit without a day', [{ startsAt: '09:00', endsAt: '09:30' }], { member: 'day', code: 'incomplete' }],
    [
      'an added visit of another week',
      [{ day: '2025-04-07', startsAt: '09:00', endsAt: '09:30' }],
      { code: 'other-week' },
    ],
    [
      'an added visit without an end',
      [{ day: '2025-04-02', startsAt: '09:00' }],
      { member: 'endsAt', code: 'incomplete' },
    ],
    [
      'a planned visit that moved to another week',
      [{ planned: monday, day: '2025-04-07' }],
      { at: 0, member: 'day', code: 'other-week' },
    ],
  ])('refuses %s at its place', (_, sent, fault) => {
    const outcome = read(...sent)
    expect(!outcome.ok && outcome.refusal.faults).toMatchObject([fault])
  })
})

import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import type { Rounding } from '../../../core/visit-minutes.ts'
import { elapsedMinutes } from '../../../platform/clock.ts'
import { asPlanned, countVisits, endDay, plannedVisits, type SaidVisit, type TimetableEntry } from './timetable.ts'

const weekStart = localDate('2025-03-24')
const sleepIn = { weekday: 6 as const, startsAt: '23:00', minutes: 480, carers: 1 }
const morning = { startsAt: '08:00', minutes: 30, carers: 1 }
const always = { from: localDate('2024-01-01'), until: localDate('9999-12-31') }
const rounding: Rounding = { mode: 'nearest', increment: 15, capToPlanned: true }
const minutesBetween = (day: typeof weekStart, startsAt: string, endsAt: string) =>
  elapsedMinutes({ date: day, time: startsAt }, { date: endDay(day, startsAt, endsAt), time: endsAt })

function visitsOf(entries: readonly TimetableEntry[], start = weekStart): readonly SaidVisit[] {
  return plannedVisits(entries, { startsOn: localDate('2024-01-01'), endsOn: null }, start).map(asPlanned)
}
function counted(said: readonly SaidVisit[], start = weekStart) {
  const { entry, ...week } = countVisits(said, { weekStart: start, rounding, minutesBetween })
  return { ...week, ...entry }
}
const everyDay = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ ...always, ...morning, weekday }))

describe('a week of visits', () => {
  it('has the visits of each day of the version in force, on the days of the package', () => {
    const changed = everyDay.flatMap((entry) => [
      { ...entry, until: localDate('2025-03-27') },
      { ...entry, from: localDate('2025-03-27'), startsAt: '09:15' },
    ])
    const planned = plannedVisits(
      changed,
      { startsOn: localDate('2025-03-25'), endsOn: localDate('2025-03-28') },
      weekStart,
    )
    expect(planned.map(({ day, startsAt, endsAt }) => [day, startsAt, endsAt])).toEqual([
      ['2025-03-25', '08:00', '08:30'],
      ['2025-03-26', '08:00', '08:30'],
      ['2025-03-27', '09:15', '09:45'],
      ['2025-03-28', '09:15', '09:45'],
    ])
  })

  it('is its plan when all visits are ticked', () => {
    const week = counted(visitsOf(everyDay))
    expect(week).toMatchObject({ frustrated: 0n, missed: 0n, extra: 0n, visits: 7, clocksOnly: false })
    expect(week.actualByDay).toEqual(Array.from({ length: 7 }, () => units('0.5')))
  })

  it('counts frustrated, missed, shorter, moved and added visits on their own days', () => {
    const [monday, tuesday, wednesday, thursday, ...rest] = visitsOf(everyDay)
    if (!monday || !tuesday || !wednesday || !thursday) throw new Error('a week has seven visits')
    const week = counted([
      { ...monday, outcome: 'frustrated' },
      { ...tuesday, outcome: 'missed' },
      { ...wednesday, endsAt: '08:16' },
      { ...thursday, day: localDate('2025-03-28'), startsAt: '18:00', endsAt: '18:30' },
      ...rest,
      {
        planned: undefined,
        outcome: 'delivered',
        day: localDate('2025-03-30'),
        startsAt: '20:00',
        endsAt: '20:41',
        carers: 2,
      },
    ])
    expect(week).toMatchObject({ frustrated: units('0.5'), missed: units('0.75'), extra: units('1.5'), visits: 6 })
    expect(week.actualByDay).toEqual(['0', '0', '0.25', '0', '1', '0.5', '2'].map(units))
    expect(week.frustratedByDay[0]).toBe(units('0.5'))
  })

  it.each([
    [7, '0'],
    [8, '0.25'],
    [22, '0.25'],
    [23, '0.5'],
    [37, '0.5'],
    [38, '0.75'],
    [52, '0.75'],
    [53, '1'],
    [67, '1'],
    [68, '1.25'],
    [112, '1.75'],
  ])('X20 rounds a visit of %i minutes to the nearest quarter of an hour: %s', (minutes, hours) => {
    const endsAt = `${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    const visit = { outcome: 'delivered', day: weekStart, startsAt: '08:00', endsAt, carers: 1 } as const
    expect(counted([{ ...visit, planned: undefined }]).actualByDay[0]).toBe(units(hours))
  })

  it('X24 counts each carer: one of two who did not come is missed', () => {
    const [visit] = visitsOf([{ ...always, ...morning, weekday: 1, carers: 2 }])
    if (!visit) throw new Error('one visit')
    expect(counted([visit])).toMatchObject({ missed: 0n, actualByDay: expect.arrayContaining([units('1')]) })
    expect(counted([{ ...visit, carers: 1 }])).toMatchObject({ missed: units('0.5') })
  })

  it.each([
    ['2025-03-24', { missed: units('1'), extra: 0n }],
    ['2025-10-20', { missed: 0n, extra: units('1') }],
    ['2025-06-02', { missed: 0n, extra: 0n }],
  ])('X25 counts the hours that passed in a night when clocks change: week of %s', (day, expected) => {
    const start = localDate(day)
    const week = counted(visitsOf([{ ...always, ...sleepIn }], start), start)
    expect(week).toMatchObject({ ...expected, clocksOnly: expected.missed + expected.extra > 0n })
  })

  it('X26 never counts more than was planned of a planned visit, and keeps what was logged', () => {
    const [visit] = visitsOf([{ ...always, ...morning, weekday: 1 }])
    if (!visit) throw new Error('one visit')
    const week = counted([{ ...visit, endsAt: '08:41' }])
    expect([week.extra, week.visits]).toEqual([0n, 1])
    expect(week).toMatchObject({ extra: 0n })
  })
})

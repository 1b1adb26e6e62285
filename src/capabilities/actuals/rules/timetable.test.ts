import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { quantityText, units } from '../../../core/decimal.ts'
import type { Rounding } from '../../../core/visit-minutes.ts'
import { elapsedMinutes } from '../../../platform/clock.ts'
import { quantity } from '../../../core/money.ts'
import {
  asPlanned,
  clockAfter,
  countVisits,
  endDay,
  OUTCOMES,
  plannedMinutes,
  plannedVisits,
  type PlannedVisit,
  type SaidVisit,
  type TimetableEntry,
} from './timetable.ts'

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
type SomeVisit = Pick<SaidVisit, 'outcome' | 'carers'> & Readonly<Record<'day' | 'start' | 'length', number>>

/** Half an hour on Wednesday evening that no timetable knows. */
function withAdded(week: readonly SaidVisit[], more: readonly Partial<SaidVisit>[]): readonly SaidVisit[] {
  const evening = { day: localDate('2025-03-26'), startsAt: '18:00', endsAt: '18:30', carers: 1 }
  return [...week, ...more.map((one) => ({ planned: undefined, outcome: 'delivered' as const, ...evening, ...one }))]
}
function figures(said: readonly SaidVisit[]) {
  const { frustrated, missed, extra, actualByDay } = counted(said)
  const actual = quantity(actualByDay.reduce((sum, day) => sum + day, 0n))
  return Object.fromEntries(
    Object.entries({ frustrated, missed, extra, actual }).map(([name, amount]) => [name, quantityText(amount)]),
  )
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
    // The visit that was missed on Tuesday goes together with half an hour of the one that was added.
    expect(week).toMatchObject({ frustrated: units('0.5'), missed: units('0.25'), extra: units('1'), visits: 6 })
    expect(week.actualByDay).toEqual(['0', '0', '0.25', '0', '1', '0.5', '2'].map(units))
    expect(week.frustratedByDay[0]).toBe(units('0.5'))
  })

  it.each<[string, readonly Partial<SaidVisit>[], object]>([
    ['took place', [{}], { frustrated: '0', missed: '0', extra: '0.5', actual: '4' }],
    ['was frustrated', [{ outcome: 'frustrated' }], { frustrated: '0.5', missed: '0', extra: '0.5', actual: '3.5' }],
    ['was missed', [{ outcome: 'missed' }], { frustrated: '0', missed: '0', extra: '0', actual: '3.5' }],
    [
      'was frustrated twice over',
      [{ outcome: 'frustrated', carers: 2 }],
      { frustrated: '1', missed: '0', extra: '1', actual: '3.5' },
    ],
  ])('counts an added visit that %s on top of the plan', (_, more, expected) => {
    expect(figures(withAdded(visitsOf(everyDay), more))).toEqual(expected)
  })

  it.each<[string, readonly Partial<SaidVisit>[], object]>([
    ['added on another day', [{}], { frustrated: '0', missed: '0', extra: '0', actual: '3.5' }],
    ['added, and frustrated', [{ outcome: 'frustrated' }], { frustrated: '0.5', missed: '0', extra: '0', actual: '3' }],
    ['added for less time', [{ endsAt: '18:15' }], { frustrated: '0', missed: '0.25', extra: '0', actual: '3.25' }],
    ['added for more time', [{ endsAt: '18:45' }], { frustrated: '0', missed: '0', extra: '0.25', actual: '3.75' }],
    ['added, and missed', [{ outcome: 'missed' }], { frustrated: '0', missed: '0.5', extra: '0', actual: '3' }],
  ])('counts a visit that was missed and %s as one that moved', (_, more, expected) => {
    const [monday, ...rest] = visitsOf(everyDay)
    if (!monday) throw new Error('a week has seven visits')
    expect(figures(withAdded([{ ...monday, outcome: 'missed' }, ...rest], more))).toEqual(expected)
  })

  it('counts a planned visit on the day to which it moved, and neither as missed nor as extra', () => {
    const [monday, ...rest] = visitsOf(everyDay)
    if (!monday) throw new Error('a week has seven visits')
    const week = counted([{ ...monday, day: localDate('2025-03-29'), startsAt: '18:00', endsAt: '18:30' }, ...rest])
    expect(week).toMatchObject({ frustrated: 0n, missed: 0n, extra: 0n, visits: 7 })
    expect(week.actualByDay).toEqual(['0', '0.5', '0.5', '0.5', '0.5', '1', '0.5'].map(units))
    expect(week.times).toContainEqual({ minute: 5 * 1440 + 18 * 60, paid: 30, frustrated: false })
  })

  it('never takes a visit that was longer for one that was missed', () => {
    const [monday, tuesday, ...rest] = visitsOf(everyDay)
    if (!monday || !tuesday) throw new Error('a week has seven visits')
    const uncapped = { ...rounding, capToPlanned: false }
    const said = [{ ...monday, outcome: 'missed' as const }, { ...tuesday, endsAt: '09:00' }, ...rest]
    const { entry } = countVisits(said, { weekStart, rounding: uncapped, minutesBetween })
    expect(entry).toMatchObject({ missed: units('0.5'), extra: units('0.5') })
  })

  it('adds up: whatever is said of its visits, actual is planned less frustrated and missed plus extra', () => {
    const planned = visitsOf(everyDay).flatMap(({ planned: one }) => (one === undefined ? [] : [one]))
    const some = fc.record({
      outcome: fc.constantFrom(...OUTCOMES),
      day: fc.integer({ min: 0, max: 6 }),
      start: fc.integer({ min: 0, max: 1439 }),
      length: fc.integer({ min: 1, max: 600 }),
      carers: fc.integer({ min: 1, max: 4 }),
    })
    const saidOf = ({ day, start, length, ...visit }: SomeVisit, of: PlannedVisit | undefined): SaidVisit => {
      const startsAt = clockAfter('00:00', start)
      const said = {
        ...visit,
        planned: of,
        day: addDays(weekStart, day),
        startsAt,
        endsAt: clockAfter(startsAt, length),
      }
      return of === undefined || visit.outcome === 'delivered' ? said : { ...asPlanned(of), outcome: visit.outcome }
    }
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 7, maxLength: 7 }),
        fc.array(some, { maxLength: 4 }),
        fc.boolean(),
        (week, added, capToPlanned) => {
          const said = [
            ...week.map((visit, place) => saidOf(visit, planned[place])),
            ...added.map((visit) => saidOf(visit, undefined)),
          ]
          const { entry, actualByDay, frustratedByDay } = countVisits(said, {
            ...{ weekStart, minutesBetween, rounding: { ...rounding, capToPlanned } },
          })
          const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
          const { frustrated, missed, extra } = entry
          expect(sum(actualByDay)).toBe(plannedMinutes(planned) - frustrated - missed + extra)
          expect(sum(frustratedByDay)).toBe(frustrated)
          expect([missed >= 0n, extra >= 0n]).toEqual([true, true])
        },
      ),
    )
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

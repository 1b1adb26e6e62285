import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { minutes, units } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import { aWeek } from '../testing/weeks.ts'
import { explainRefusal } from './refusals.ts'
import type { WeekInput } from './week.ts'
import { findWeekFaults } from './week-faults.ts'

function codes(overrides: Partial<WeekInput>): readonly string[] {
  return findWeekFaults(aWeek(overrides)).map(({ code }) => code)
}
const negative = quantity(-3n)

describe('the faults of a week', () => {
  it('X09 accepts a stated actual that agrees with the other four', () => {
    const week = { frustrated: units('1'), missed: units('0.5'), extra: units('2') }
    expect(codes({ ...week, actual: units('14.5') })).toEqual([])
    expect(codes({ ...week, actual: units('14') })).toEqual(['R22'])
  })

  it('X11 needs a comment even when frustrated and extra cancel out', () => {
    const week = { frustrated: units('1'), extra: units('1') }
    expect(codes({ ...week, comment: '' })).toEqual(['R26'])
    expect(codes({ ...week, comment: ' \t\n\u00a0' })).toEqual(['R26'])
    expect(codes({ ...week, comment: 'swapped an evening' })).toEqual([])
  })

  it.each(['frustrated', 'missed', 'extra'] as const)('X11 needs a comment for any %s', (field) => {
    expect(codes({ [field]: units('0.25'), comment: '' })).toEqual(['R26'])
  })

  it('X12 refuses frustrated and missed over the plan', () => {
    expect(codes({ frustrated: units('3'), missed: units('12') })).toEqual(['R23'])
    expect(codes({ frustrated: units('3'), missed: units('11') })).toEqual([])
  })

  it.each(['planned', 'frustrated', 'missed', 'extra', 'actual'] as const)('X12 refuses a negative %s', (field) => {
    expect(codes({ [field]: negative })[0]).toBe('R20')
  })

  it('X12 refuses more than 168 hours in a week, and 168 not', () => {
    expect(codes({ extra: units('154') })).toEqual([])
    expect(codes({ extra: units('154.0001') })).toEqual(['R28'])
    expect(codes({ planned: units('169'), missed: units('5') })).toEqual(['R28'])
    expect(codes({ unit: 'session', planned: units('200') })).toEqual([])
  })

  it('X12 refuses a week that has not begun; the first day is enough', () => {
    expect(codes({ today: localDate('2025-03-02') })).toEqual(['R27'])
    expect(codes({ today: localDate('2025-03-03') })).toEqual([])
  })

  it.each([
    ['2025-03-10', undefined, ['R03']],
    ['2025-03-09', undefined, []],
    [undefined, '2025-03-02', ['R03']],
    [undefined, '2025-03-03', []],
    ['2025-03-05', '2025-03-06', []],
    ['2025-03-06', '2025-03-05', ['R03']],
    [undefined, '9999-12-31', []],
  ])('refuses a week wholly outside a package from %s to %s: %j', (from, to, expected) => {
    const packageFrom = from === undefined ? undefined : localDate(from)
    const packageTo = to === undefined ? undefined : localDate(to)
    expect(codes({ packageFrom, packageTo })).toEqual(expected)
  })

  it('X16 takes hours to four decimals or in whole minutes, and other units to two', () => {
    expect(codes({ planned: units('9.3125') })).toEqual([])
    expect(codes({ planned: minutes(20) })).toEqual([])
    expect(codes({ planned: quantity(1n) })).toEqual(['R21'])
    expect(codes({ unit: 'session', planned: units('2.25') })).toEqual([])
    expect(codes({ unit: 'session', planned: units('2.125') })).toEqual(['R21'])
    expect(codes({ unit: 'day', planned: minutes(20) })).toEqual(['R21'])
  })

  it('tells every fault in one fixed order: numbers, sums, dates, words', () => {
    expect(
      codes({
        planned: units('1'),
        frustrated: negative,
        missed: quantity(1n),
        extra: units('200'),
        actual: units('300'),
        comment: '',
        packageTo: localDate('2025-01-01'),
        today: localDate('2025-01-01'),
      }),
    ).toEqual(['R20', 'R21', 'R28', 'R22', 'R03', 'R27', 'R26'])
    expect(codes({ missed: units('15'), actual: units('0'), comment: '' })).toEqual(['R23', 'R22', 'R26'])
  })

  it('has a sentence for each refusal', () => {
    const all = [
      ...findWeekFaults(aWeek({ frustrated: units('9'), missed: units('9'), actual: units('169'), comment: '' })),
      ...findWeekFaults(aWeek({ packageTo: localDate('2025-01-01'), today: localDate('2025-01-01') })),
      ...findWeekFaults(aWeek({ unit: 'session', frustrated: negative, missed: units('0.125') })),
    ]
    expect(all.map(explainRefusal)).toEqual([
      'Frustrated and missed come to 18, more than the 14 planned',
      '169 hours is more than the 168 hours in a week',
      'Actual is 169, but planned less frustrated and missed plus extra is -4',
      'A comment must say why delivery differs from the plan',
      'The week that starts on 3 March 2025 is outside the dates of the package',
      'The week that starts on 3 March 2025 has not begun',
      'frustrated must be a number that is not negative, such as 14 or 0.25',
      'missed must have at most 2 decimal places',
    ])
  })
})

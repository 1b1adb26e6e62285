import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds, units } from '../../../core/decimal.ts'
import { plannedByDay, plannedInWeek, pricesInWeek } from './planned.ts'
import type { Plan, PlanVersion } from './planned.ts'

const monday = localDate('2025-03-31')
const byDay = (...hours: readonly string[]) => hours.map(units)

function aVersion(over: Partial<PlanVersion> = {}): PlanVersion {
  return {
    from: localDate('2025-01-06'),
    until: localDate('9999-12-31'),
    planned: units('14'),
    byDay: undefined,
    prices: [],
    ...over,
  }
}
function aPlan(over: Partial<Plan> = {}): Plan {
  return {
    unit: 'hour',
    stepMinutes: 15,
    startsOn: localDate('2025-01-06'),
    endsOn: null,
    versions: [aVersion()],
    ...over,
  }
}

describe('what is planned in a week', () => {
  it('is the plan itself when the whole week is under one version, also when the plan is not in steps', () => {
    expect(plannedInWeek(aPlan(), monday)).toBe(units('14'))
    expect(plannedInWeek(aPlan({ versions: [aVersion({ planned: units('14.1') })] }), monday)).toBe(units('14.1'))
  })

  it.each([
    ['hours to a quarter', 'hour', ['14', '2025-04-03', '8']],
    ['hours half up', 'hour', ['10', '2025-04-03', '5.75']],
    ['sessions to a whole one', 'session', ['3', '2025-04-03', '2']],
    ['weeks to a hundredth', 'week', ['1', '2025-04-03', '0.57']],
  ] as const)('rounds a share of a week: %s', (_, unit, [planned, startsOn, expected]) => {
    const versions = [aVersion({ planned: units(planned) })]
    expect(plannedInWeek(aPlan({ unit, startsOn: localDate(startsOn), versions }), monday)).toBe(units(expected))
  })

  it('counts the planned days in force when the week is planned by day', () => {
    const versions = [aVersion({ byDay: byDay('2', '2', '2', '2', '2', '4', '0') })]
    expect(plannedInWeek(aPlan({ versions, startsOn: localDate('2025-04-05') }), monday)).toBe(units('4'))
    expect(plannedInWeek(aPlan({ versions, endsOn: localDate('2025-04-01') }), monday)).toBe(units('4'))
  })

  it('adds both versions when the plan changes inside the week', () => {
    const versions = [
      aVersion({ until: localDate('2025-04-02'), byDay: byDay('1', '1', '1', '1', '1', '1', '1') }),
      aVersion({ from: localDate('2025-04-02'), byDay: byDay('2', '2', '2', '2', '2', '2', '2') }),
    ]
    expect(plannedInWeek(aPlan({ versions }), monday)).toBe(units('12'))
    expect(plannedByDay(aPlan({ versions }), monday)).toEqual(byDay('1', '1', '2', '2', '2', '2', '2'))
    const without = versions.map((version) => ({ ...version, byDay: undefined }))
    expect(plannedInWeek(aPlan({ versions: without }), monday)).toBe(units('14'))
    expect(plannedByDay(aPlan({ versions: without }), monday)).toBeUndefined()
  })

  it('is nothing outside the package, and nothing on the days between two versions', () => {
    expect(plannedInWeek(aPlan({ startsOn: localDate('2025-04-07') }), monday)).toBe(0n)
    expect(plannedInWeek(aPlan({ endsOn: localDate('2025-03-30') }), monday)).toBe(0n)
    const gap = [aVersion({ until: localDate('2025-04-01') }), aVersion({ from: localDate('2025-04-06') })]
    expect(plannedInWeek(aPlan({ versions: gap }), monday)).toBe(units('4'))
  })
})

it('names each price on the days of its own version', () => {
  const forever = { from: localDate('2024-01-01'), until: localDate('9999-12-31') }
  const versions = [
    aVersion({ until: localDate('2025-04-02'), prices: [{ ...forever, price: pounds('22.40') }] }),
    aVersion({ from: localDate('2025-04-02'), prices: [{ ...forever, price: pounds('23.60') }] }),
  ]
  expect(pricesInWeek(aPlan({ versions }), monday)).toEqual([
    { from: '2025-03-31', until: '2025-04-02', price: pounds('22.40') },
    { from: '2025-04-02', until: '2025-04-07', price: pounds('23.60') },
  ])
})

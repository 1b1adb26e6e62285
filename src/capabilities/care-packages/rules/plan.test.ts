import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import type { PackageVersion } from './package.ts'
import { atLasting, atPlan, isAtPlan, lastDayOf, planOf, plansToSay, stretchesOf } from './plan.ts'

const day = localDate
type Row = readonly [number: number, from: string, until: string | null, hours: number, temporary?: boolean]
const version = ([number, from, until, hours, temporary = false]: Row): PackageVersion => ({
  version: number,
  from: day(from),
  until: until === null ? null : day(until),
  planned: quantity(BigInt(hours) * 30_000n),
  plannedByDay: null,
  rateLineId: 'R',
  cause: 'new',
  temporary,
})
/** Fourteen hours; twenty from 7 to 20 April; then fourteen again. The change has the newest number. */
const varied = {
  currentVersion: 3,
  endsOn: null,
  versions: (
    [
      [1, '2025-01-06', '2025-04-07', 14],
      [2, '2025-04-21', null, 14],
      [3, '2025-04-07', '2025-04-21', 20, true],
    ] as const
  ).map(version),
}
const at = (today: string) => atLasting(varied, day(today))

describe('the plan that is meant', () => {
  it('is the lasting one of the day, whatever was decided last', () => {
    expect(planOf(varied).version).toBe(3)
    expect(['2025-03-01', '2025-04-10', '2025-05-01'].map((today) => planOf(at(today)).version)).toEqual([1, 2, 2])
  })

  it('is the one for a time where that is asked for', () => {
    const meant = (on: string) => planOf(atPlan(varied, { day: day(on), temporary: true })).version
    expect(['2025-04-07', '2025-03-01', '2025-06-01'].map(meant)).toEqual([3, 3, 3])
    expect(planOf(atPlan(at('2025-03-01'), { day: day('2025-04-10'), temporary: true })).version).toBe(3)
  })

  it('is the same before and after a change for a time, and no other', () => {
    const lasting = (on: string) => ({ day: day(on), temporary: false })
    const forATime = { day: day('2025-04-07'), temporary: true }
    expect(['2025-03-01', '2025-05-01'].map((on) => isAtPlan(at('2025-03-01'), lasting(on)))).toEqual([true, true])
    expect(isAtPlan(at('2025-05-01'), lasting('2025-03-01'))).toBe(true)
    expect([isAtPlan(at('2025-03-01'), forATime), isAtPlan(varied, forATime)]).toEqual([false, true])
    const unvaried = { ...varied, currentVersion: 1, versions: [version([1, '2025-01-06', null, 14])] }
    expect(isAtPlan(unvaried, forATime)).toBe(false)
  })

  it('wants a text where it is to come and no text is about it', () => {
    const later = [...varied.versions.slice(0, 1), version([2, '2025-04-21', '2025-06-02', 14]), varied.versions[2]]
    const changed = {
      ...varied,
      versions: [...later.flatMap((one) => one ?? []), version([4, '2025-06-02', null, 16])],
    }
    const forATime = { day: day('2025-04-07'), temporary: true }
    const last = { day: day('2025-06-02'), temporary: false }
    expect(plansToSay(changed, [], day('2025-03-01'))).toEqual([forATime, last])
    expect(plansToSay(changed, [forATime], day('2025-03-01'))).toEqual([last])
    expect(plansToSay(changed, [last], day('2025-04-10'))).toEqual([])
    expect(plansToSay(changed, [], day('2025-06-02'))).toEqual([])
    // Care that is to begin: what it begins with is drafted without being asked.
    expect(plansToSay(changed, [], day('2024-12-01'))).toEqual([forATime, last])
  })

  it('goes on after a change for a time, and ends with it or with the next lasting plan', () => {
    expect(stretchesOf(at('2025-03-01')).map((one) => one.version)).toEqual([1, 2])
    expect(lastDayOf(at('2025-03-01'))).toBeNull()
    expect(lastDayOf({ ...at('2025-03-01'), endsOn: day('2025-12-31') })).toBe('2025-12-31')
    expect(lastDayOf(varied)).toBe('2025-04-20')
    const changed = { ...varied, versions: [...varied.versions.slice(0, 1), version([2, '2025-04-07', null, 16])] }
    expect(lastDayOf(atLasting(changed, day('2025-03-01')))).toBe('2025-04-06')
  })
})

import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import { warningsOf } from './warnings.ts'

const TODAY = localDate('2025-04-10')
const care = (
  id: string,
  startsOn: string,
  endsOn: string | null = null,
  over: { level?: string; status?: 'cancelled' } = {},
) => ({
  id,
  reference: id,
  startsOn: localDate(startsOn),
  endsOn: endsOn === null ? null : localDate(endsOn),
  serviceLevel: over.level ?? 'Standard',
  status: over.status ?? ('active' as const),
})
const said = (...packages: ReturnType<typeof care>[]) =>
  warningsOf(packages, { today: TODAY, weeks: [] }).map((one) => [
    one.code,
    one.care.id,
    'days' in one ? one.days : 'from' in one ? one.from : one.more,
  ])

it('warns of an end within 14 days that nothing follows, and of no other end', () => {
  expect(said(care('A', '2025-01-06', '2025-04-24'))).toEqual([['nothing-follows', 'A', 14]])
  expect(said(care('A', '2025-01-06', '2025-04-10'))).toEqual([['nothing-follows', 'A', 0]])
  expect(said(care('A', '2025-01-06', '2025-04-25'))).toEqual([])
  expect(said(care('A', '2025-01-06', '2025-04-09'))).toEqual([])
  expect(said(care('A', '2025-01-06'))).toEqual([])
})

it('counts the days of a gap before care that follows', () => {
  expect(said(care('A', '2025-01-06', '2025-04-13'), care('B', '2025-04-14'))).toEqual([])
  expect(said(care('A', '2025-01-06', '2025-04-13'), care('B', '2025-04-17'))).toEqual([['gap', 'A', 3]])
  expect(said(care('A', '2025-01-06', '2025-03-30'), care('B', '2025-04-07'))).toEqual([])
  expect(said(care('A', '2025-01-06', '2025-04-13'), care('B', '2025-07-01'))).toEqual([])
})

it('warns of two packages of one level on the same days, and leaves out what is cancelled or long over', () => {
  expect(said(care('A', '2025-01-06'), care('B', '2025-04-01'))).toEqual([['overlap', 'A', '2025-04-01']])
  expect(said(care('A', '2025-01-06'), care('B', '2025-04-01', null, { level: 'Nights' }))).toEqual([])
  expect(said(care('A', '2025-01-06'), care('B', '2025-04-01', null, { status: 'cancelled' }))).toEqual([])
  expect(said(care('A', '2024-01-01', '2024-06-30'), care('B', '2024-06-01'))).toEqual([])
})

const week = (weekStart: string, extra: bigint, status: 'confirmed' | 'held' = 'confirmed') => ({
  ...{ packageId: 'A', weekStart: localDate(weekStart), status },
  ...{ planned: quantity(300_000n), actual: quantity(300_000n + extra) },
})

it.each([
  ['in two of five weeks', [week('2025-03-10', 30_000n), week('2025-03-24', 15_000n)], 45_000n],
  ['in one week only', [week('2025-03-24', 30_000n)], undefined],
  ['longer ago', [week('2025-03-03', 30_000n), week('2025-03-24', 30_000n)], undefined],
  ['in a week that is held', [week('2025-03-10', 30_000n, 'held'), week('2025-03-24', 30_000n)], undefined],
])('warns of care above plan when it was %s', (_, weeks, more) => {
  const [warning] = warningsOf([care('A', '2025-01-06')], { today: TODAY, weeks })
  expect(warning?.code === 'over-hours' ? warning.more : undefined).toBe(more)
})

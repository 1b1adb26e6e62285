import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
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
  warningsOf(packages, TODAY).map((one) => [one.code, one.care.id, 'days' in one ? one.days : one.from])

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

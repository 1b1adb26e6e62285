import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { pounds, units } from '../../../core/decimal.ts'
import { formatPounds } from '../../../core/format.ts'
import type { PackageVersion, RateRow } from './package.ts'
import { priceSteps, stepOn, stepsAfter, upliftOf } from './price-steps.ts'

const day = localDate
const version = (over: Partial<PackageVersion> = {}): PackageVersion => ({
  version: 1,
  from: day('2025-01-06'),
  until: null,
  planned: units('14'),
  plannedByDay: null,
  rateLineId: 'line',
  cause: 'new',
  temporary: false,
  ...over,
})
const rate = (from: string, until: string | null, price: string): RateRow => ({
  rateLineId: 'line',
  from: day(from),
  until: until === null ? null : day(until),
  price: pounds(price),
})
const uplifted = {
  startsOn: day('2025-01-06'),
  endsOn: null,
  versions: [version()],
  rates: [rate('2024-04-01', '2025-04-01', '22.10'), rate('2025-04-01', null, '23.06')],
}

it('makes a step for each price, from the first day of care', () => {
  const steps = priceSteps(uplifted)
  expect(steps.map(({ from, weekly }) => [from, formatPounds(weekly)])).toEqual([
    ['2025-01-06', '£309.40'],
    ['2025-04-01', '£322.84'],
  ])
})

it('knows what is in force and what is still to come', () => {
  const steps = priceSteps(uplifted)
  expect(stepOn(steps, day('2025-03-31'))?.price).toBe(221_000n)
  expect(stepOn(steps, day('2025-04-01'))?.price).toBe(230_600n)
  expect(stepsAfter(steps, day('2025-03-31')).map(({ from }) => from)).toEqual(['2025-04-01'])
  expect(stepsAfter(steps, day('2025-04-01'))).toEqual([])
})

it('shows the first step of care that has not begun, and does not call it a change', () => {
  const steps = priceSteps({ ...uplifted, startsOn: day('2025-06-02') })
  expect(stepOn(steps, day('2025-05-01'))?.from).toBe('2025-06-02')
  expect(stepsAfter(steps, day('2025-05-01'))).toEqual([])
})

it('prices each version on its own line of the price book', () => {
  const night = { ...rate('2024-04-01', null, '90.00'), rateLineId: 'nights' }
  const versions = [
    version({ until: day('2025-02-03') }),
    version({ version: 2, from: day('2025-02-03'), planned: units('7'), rateLineId: 'nights' }),
  ]
  const steps = priceSteps({ ...uplifted, versions, rates: [...uplifted.rates, night] })
  expect(steps.map((step) => [step.version, formatPounds(step.weekly)])).toEqual([
    [1, '£309.40'],
    [2, '£630.00'],
  ])
})

it('has no step without a price, and none after the last day', () => {
  expect(priceSteps({ ...uplifted, rates: [] })).toEqual([])
  expect(stepOn([], day('2025-04-01'))).toBeUndefined()
  const ended = priceSteps({ ...uplifted, endsOn: day('2025-03-31') })
  expect(ended.map(({ until }) => until)).toEqual(['2025-04-01'])
})

it('covers every day of priced care with exactly one step', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 5 })
  fc.assert(
    fc.property(cuts, cuts, fc.integer({ min: 0, max: 200 }), (versionCuts, rateCuts, probe) => {
      const start = day('2025-01-06')
      const pieces = (cutDays: readonly number[]) => {
        const starts = [0, ...cutDays.toSorted((a, b) => a - b)].map((offset) => addDays(start, offset))
        return starts.map((from, index) => ({ from, until: starts[index + 1] ?? null }))
      }
      const versions = pieces(versionCuts).map((range, index) => version({ ...range, version: index + 1 }))
      const rates = pieces(rateCuts).map((range) => ({ ...range, rateLineId: 'line', price: pounds('20.00') }))
      const steps = priceSteps({ startsOn: start, endsOn: null, versions, rates })
      const on = addDays(start, probe)
      expect(steps.filter(({ from, until }) => from <= on && (until === null || on < until))).toHaveLength(1)
    }),
  )
})

it('names the uplift that brought a price, also where care began after it did', () => {
  const uplift = { rateLineId: 'line', from: day('2025-04-01'), upliftId: 'u1', name: 'April 2025' }
  const [before, after] = priceSteps(uplifted)
  const found = (step: typeof before, over = {}) =>
    step === undefined ? 'no step' : upliftOf(uplifted, step, [{ ...uplift, ...over }])?.name
  expect([found(before), found(after)]).toEqual([undefined, 'April 2025'])
  expect(found(after, { rateLineId: 'other' })).toBeUndefined()
  const late = { ...uplifted, startsOn: day('2025-06-02'), versions: [version({ from: day('2025-06-02') })] }
  const [first] = priceSteps(late)
  expect(first === undefined ? 'no step' : upliftOf(late, first, [uplift])?.upliftId).toBe('u1')
})

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

const uplift = { rateLineId: 'line', from: day('2025-04-01'), upliftId: 'u1', name: 'April 2025' }
const namesOf = (care: typeof uplifted, uplifts = [uplift]) =>
  priceSteps(care).map((step) => upliftOf(care, step, uplifts)?.name)

it('names the uplift that changed a price', () => {
  expect(namesOf(uplifted)).toEqual([undefined, 'April 2025'])
  expect(namesOf(uplifted, [{ ...uplift, rateLineId: 'other' }])).toEqual([undefined, undefined])
})

it('names no uplift where a plan begins, changes or comes back at the price that one brought before', () => {
  const late = { ...uplifted, startsOn: day('2025-06-02') }
  expect(namesOf({ ...late, versions: [version({ from: day('2025-06-02') })] })).toEqual([undefined])
  const changed = version({ version: 3, from: day('2025-07-07'), until: day('2025-08-04'), planned: units('21') })
  const back = version({ version: 2, from: day('2025-08-04'), cause: 'social-work-decision' })
  const versions = [version({ until: day('2025-07-07') }), { ...changed, cause: 'social-work-decision' as const }, back]
  expect(namesOf({ ...uplifted, versions })).toEqual([undefined, 'April 2025', undefined, undefined])
})

it('names no uplift where care moves to another line of the price book that was uplifted before', () => {
  const moved = version({ version: 2, from: day('2025-07-07'), rateLineId: 'nights' })
  const nights = { ...rate('2025-04-01', null, '90.00'), rateLineId: 'nights' }
  const care = {
    ...uplifted,
    versions: [version({ until: day('2025-07-07') }), moved],
    rates: [...uplifted.rates, nights],
  }
  expect(namesOf(care, [uplift, { ...uplift, rateLineId: 'nights' }])).toEqual([undefined, 'April 2025', undefined])
})

it('names the uplift where the version that begins was made for it', () => {
  const versions = [version({ from: day('2025-06-02'), cause: 'annual-uplift' })]
  expect(namesOf({ ...uplifted, startsOn: day('2025-06-02'), versions })).toEqual(['April 2025'])
})

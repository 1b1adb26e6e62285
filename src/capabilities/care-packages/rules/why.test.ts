import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds, units } from '../../../core/decimal.ts'
import { pence } from '../../../core/money.ts'
import type { Cause, PackageVersion } from './package.ts'
import { costSteps } from './unit-cost.ts'
import { whyOf } from './why.ts'

const day = localDate
const version = (number: number, from: string, cause: Cause): PackageVersion => ({
  ...{ version: number, from: day(from), until: null, planned: units('1'), plannedByDay: null },
  ...{ rateLineId: 'line', cause, temporary: false },
})
const rate = (from: string, until: string | null, price: string) => ({
  ...{ rateLineId: 'line', from: day(from), price: pounds(price) },
  until: until === null ? null : day(until),
})
const care = {
  ...{ unit: 'week' as const, startsOn: day('2025-01-06'), endsOn: null },
  versions: [
    { ...version(1, '2025-01-06', 'new'), until: day('2025-06-02') },
    version(2, '2025-06-02', 'social-work-decision'),
  ],
  rates: [
    rate('2024-04-01', '2025-04-01', '800.00'),
    rate('2025-04-01', '2025-05-01', '820.00'),
    rate('2025-05-01', null, '830.00'),
  ],
}
const uplift = { rateLineId: 'line', from: day('2025-04-01'), upliftId: 'u1', name: 'April 2025' }

it('says of each step whether it is a plan, an uplift, another price or a top-up', () => {
  const steps = costSteps(care, [{ from: day('2025-02-03'), until: null, weekly: pence(5_000n) }])
  expect(steps.map((step) => [step.from, whyOf(care, step, [uplift])])).toEqual([
    ['2025-01-06', { code: 'plan', cause: 'new' }],
    ['2025-02-03', { code: 'top-up' }],
    ['2025-04-01', { code: 'uplift', uplift }],
    ['2025-05-01', { code: 'price' }],
    ['2025-06-02', { code: 'plan', cause: 'social-work-decision' }],
  ])
})

import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import { pence, rate } from '../../../core/money.ts'
import { askedWeek, type WeekOnPlan } from './asked-week.ts'

type Recorded = Parameters<typeof askedWeek>[0]
const week: Recorded = {
  ...{ weekStart: localDate('2025-03-03'), planned: units('10'), actual: units('12'), paidPence: pence(24_000n) },
  status: 'confirmed',
  paymentTerms: 'actual',
}
const onPlan: WeekOnPlan = {
  ...{ planned: units('12'), today: localDate('2025-04-10') },
  unit: 'hour',
  prices: [{ from: localDate('2024-01-01'), until: localDate('9999-12-31'), price: rate(200_000n) }],
}

it.each([
  ['stays as it was paid for what was delivered', {}, 'pays-delivered', 24_000n],
  [
    'comes to the changed plan once it is recorded anew',
    { paymentTerms: 'planned', paidPence: pence(20_000n) },
    'record-anew',
    24_000n,
  ],
  ['can be let pass where it was held', { status: 'held', paidPence: null }, 'held', null],
  ['waits for its provider', { status: 'draft', paidPence: null }, 'not-confirmed', null],
  ['is as it was where it is planned as before', { planned: units('12') }, 'same-plan', 24_000n],
] as const)('a week that was recorded %s', (_, over, happens, duePence) => {
  const recorded: Recorded = { ...week, ...over }
  expect(askedWeek(recorded, onPlan)).toMatchObject({ happens, duePence, plannedAfter: units('12') })
})

it('has no sum where nothing prices the changed plan', () => {
  expect(askedWeek({ ...week, paymentTerms: 'planned' }, { ...onPlan, prices: [] }).duePence).toBeNull()
})

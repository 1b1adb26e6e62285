import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { standingOf, type Standable } from './standing.ts'

const today = localDate('2025-04-10')
const care: Standable = {
  status: 'active',
  startsOn: localDate('2025-01-06'),
  endsOn: null,
  recordableFrom: localDate('2025-01-06'),
  signGate: true,
  recording: 'weekly',
}

it.each<[string, Partial<Standable>, string]>([
  ['agreed care can be recorded', {}, 'recordable'],
  ['care waits for its agreement', { recordableFrom: null }, 'not-agreed'],
  [
    'care without a known contract rule waits for its agreement',
    { recordableFrom: null, signGate: null },
    'not-agreed',
  ],
  ['care outside the sign gate need not be agreed', { recordableFrom: null, signGate: false }, 'recordable'],
  ['a stay is paid by its dates', { recording: 'none' }, 'nothing-to-record'],
  ['agreed care may start later', { recordableFrom: localDate('2025-05-01') }, 'recordable-later'],
  ['suspended care is not recordable', { status: 'suspended' }, 'suspended'],
  ['care is over after its last day', { endsOn: localDate('2025-04-09') }, 'ended'],
  ['care is not over on its last day', { endsOn: today }, 'recordable'],
  ['authorised care waits for the council', { status: 'authorised' }, 'not-active'],
])('%s', (_, over, code) => {
  expect(standingOf({ ...care, ...over }, today).code).toBe(code)
})

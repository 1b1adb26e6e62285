import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { isToConfirm } from './still-here.ts'

const today = localDate('2025-07-01')

it('asks again when a quarter has passed', () => {
  const place = { startsOn: localDate('2020-01-01'), endsOn: null }
  expect(isToConfirm({ ...place, confirmedOn: null }, today)).toBe(true)
  expect(isToConfirm({ ...place, confirmedOn: localDate('2025-04-01') }, today)).toBe(true)
  expect(isToConfirm({ ...place, confirmedOn: localDate('2025-04-02') }, today)).toBe(false)
})
it('leaves newcomers and leavers alone', () => {
  expect(isToConfirm({ startsOn: localDate('2025-06-01'), endsOn: null, confirmedOn: null }, today)).toBe(false)
  const leaver = { startsOn: localDate('2020-01-01'), endsOn: localDate('2025-07-31'), confirmedOn: null }
  expect(isToConfirm(leaver, today)).toBe(false)
})

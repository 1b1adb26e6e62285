import { expect, it } from 'vitest'
import { perUnit, unitsText } from './care-units.ts'
import { units } from './decimal.ts'

it('counts one unit in the singular and everything else in the plural', () => {
  expect(unitsText(units('1'), 'hour')).toBe('1 hour')
  expect(unitsText(units('15.5'), 'hour')).toBe('15.5 hours')
  expect(unitsText(units('7'), 'night')).toBe('7 nights')
})
it('gives a price its unit', () => {
  expect(perUnit('hour')).toBe('an hour')
  expect(perUnit('week')).toBe('a week')
})

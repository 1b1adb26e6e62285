import { expect, it } from 'vitest'
import { kindOfFormat, plainDecimal, serialDate, serialTime } from './serial-date.ts'

it.each([
  [45_719, false, '2025-03-03'],
  [45_719.395_833_333_3, false, '2025-03-03 9:30'],
  [44_257, true, '2025-03-03'],
  [61, false, '1900-03-01'],
  [60, false, undefined],
  [3_000_000, false, undefined],
])('reads the day number %s (1904: %s) as %s', (serial, is1904, day) => {
  expect(serialDate(serial, is1904)).toBe(day)
})

it.each([
  [1.75 / 24, '1:45'],
  [26.5 / 24, '26:30'],
  [-0.5 / 24, '-0:30'],
])('reads %s of a day as %s', (serial, time) => {
  expect(serialTime(serial)).toBe(time)
})

it.each([
  [0, undefined, 'number'],
  [14, undefined, 'date'],
  [20, undefined, 'time'],
  [164, 'yyyy\\-mm\\-dd', 'date'],
  [165, '[h]:mm', 'time'],
  [166, '[$-809]dd mmmm yyyy', 'date'],
  [167, '"hours" 0.00', 'number'],
  [168, '0.00 "d"', 'number'],
  [169, '[Red]0.00', 'number'],
  [170, 'mmm-yy', 'date'],
] as const)('takes format %s %s for a %s', (id, code, kind) => {
  expect(kindOfFormat(id, code)).toBe(kind)
})

it.each([
  ['0.30000000000000004', '0.3'],
  ['13.25', '13.25'],
  ['1E-3', '0.001'],
  ['#N/A', '#N/A'],
])('shows %s as a person typed it: %s', (raw, plain) => {
  expect(plainDecimal(raw)).toBe(plain)
})

import { expect, it } from 'vitest'
import { fixedClock } from '../../../platform/clock.ts'
import { calendarFile } from './calendar-file.ts'

const at = (instant: string) => fixedClock(instant).now()
const event = {
  id: 'p1@portal',
  at: at('2025-04-30T16:00:00Z'),
  title: 'Confirm actuals; April, 2025',
  text: 'Line one\nLine two',
  address: 'https://portal.example/provider/actuals',
}

it('says each deadline in UTC, escapes what has a meaning of its own and reminds a day before', () => {
  const file = calendarFile('Deadlines', [event], at('2025-04-10T09:00:00Z'))
  expect(file).toContain('DTSTART:20250430T160000Z\r\n')
  expect(file).toContain('SUMMARY:Confirm actuals\\; April\\, 2025\r\n')
  expect(file).toContain('DESCRIPTION:Line one\\nLine two\r\n')
  expect(file).toContain('TRIGGER:-P1D\r\n')
  expect(file.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true)
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true)
})

it('folds long lines by octets, never inside a character', () => {
  const file = calendarFile('x', [{ ...event, title: 'é'.repeat(200) }], at('2025-04-10T09:00:00Z'))
  const lines = file.split('\r\n')
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
  expect(file.replaceAll('\r\n ', '')).toContain('é'.repeat(200))
})

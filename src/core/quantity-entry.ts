import { minutes, parseUnits } from './decimal.ts'
import { quantity } from './money.ts'
import type { Quantity } from './money.ts'
import { done, refused } from './outcome.ts'
import type { Outcome } from './outcome.ts'

export type QuantityEntryRefusal = {
  readonly code: 'missing' | 'not-a-number' | 'negative' | 'too-precise' | 'too-large'
}

const CLOCK = /^(\d{1,6})\s?(?::|h|hr|hrs)\s?(\d{2})\s?(?:m|min|mins)?$/i
const WHOLE_HOURS = /^(\d{1,6})\s?(?:h|hr|hrs)$/i
/** No week, session book or invoice holds more; larger typed numbers are slips. */
const TOO_LARGE = 10n ** 5n * 30_000n

/**
 * What a person types or pastes into a quantity box: '1.75', ' 1.75 ' and, where the unit is an hour, '1:45', '1h45'
 * and '2h'. Decimals keep up to `places`; clock time is exact to the minute.
 */
export function parseQuantity(typed: string, places = 4): Outcome<Quantity, QuantityEntryRefusal> {
  const text = typed.normalize('NFKC').replaceAll('\u2212', '-').trim()
  if (text === '') return refused({ code: 'missing' })
  const read = clockTime(text) ?? parseUnits(withLeadingZero(text), places)
  if (!read.ok) return refused({ code: read.refusal.code })
  return read.value >= TOO_LARGE ? refused({ code: 'too-large' }) : read
}

function clockTime(text: string): Outcome<Quantity, QuantityEntryRefusal> | undefined {
  const whole = WHOLE_HOURS.exec(text)?.[1]
  if (whole !== undefined) return done(minutes(Number(whole) * 60))
  const [, hours, rest] = CLOCK.exec(text) ?? []
  if (hours === undefined || rest === undefined) return undefined
  if (Number(rest) > 59) return refused({ code: 'not-a-number' })
  return done(quantity(minutes(Number(hours) * 60) + minutes(Number(rest))))
}

function withLeadingZero(text: string): string {
  return text.startsWith('.') ? `0${text}` : text
}

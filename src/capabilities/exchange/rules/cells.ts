import { MOST_TIERS, readTiers } from '../../../core/absence-tiers.ts'
import { parseLocalDate, type LocalDate } from '../../../core/dates.ts'
import { decimalText, parseDecimal } from '../../../core/decimal.ts'
import { parseNhsNumber } from '../../../core/nhs-number.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { parseQuantity } from '../../../core/quantity-entry.ts'
import type { Column, ColumnType } from './columns.ts'
import type { FaultCode } from './faults.ts'

export type CellRefusal = { readonly code: FaultCode; readonly also?: string }
/** The text that PostgreSQL reads as the staging column's type. */
export type Cell = Outcome<string, CellRefusal>
/** The instant of a wall-clock time in England, as ISO text; given by the caller, because only the clock knows zones. */
export type ToInstant = (day: LocalDate, time: string) => string

const LONGEST_KEY = 100
const LONGEST_TEXT = 4_000
const FIRST_YEAR = '1880-01-01'
const LAST_YEAR = '2199-12-31'
const MOST_PRICE = 10n ** 10n
const MOST_AMOUNT = 10n ** 11n
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,180}\.[^\s@.,;<>"]{2,}$/

type Reader = (text: string, column: Column, toInstant: ToInstant) => Cell

const readers: Readonly<Record<ColumnType, Reader>> = {
  key: (text) => withinLength(text, LONGEST_KEY),
  text: (text) => withinLength(text, LONGEST_TEXT),
  choice: (text, { choices = [] }) =>
    choices.includes(text) ? done(text) : refused({ code: 'not-a-choice', also: choices.join(', ') }),
  date: (text) => readDay(text),
  moment: (text, _, toInstant) => readMoment(text, toInstant),
  time: (text) => (TIME.test(text) ? done(text) : refused({ code: 'not-a-time' })),
  price: readPrice,
  amount: readAmount,
  units: (text) => readUnits(text),
  'units-by-day': readUnitsByDay,
  whole: readWhole,
  percent: readPercent,
  flag: (text) => (text === 'yes' || text === 'no' ? done(text) : refused({ code: 'not-yes-or-no' })),
  email: (text) => (EMAIL.test(text) ? done(text.toLowerCase()) : refused({ code: 'not-an-email' })),
  'nhs-number': readNhsNumber,
  weekdays: readWeekdays,
  'nights-away': readNightsAway,
  colour: (text) => (/^#[0-9a-f]{6}$/i.test(text) ? done(text.toLowerCase()) : refused({ code: 'not-a-colour' })),
  'council-code': (text) => (/^[a-z][a-z0-9-]{1,30}$/.test(text) ? done(text) : refused({ code: 'not-a-code' })),
  'four-digits': (text) => (/^\d{4}$/.test(text) ? done(text) : refused({ code: 'not-four-digits' })),
}

/** How each type is staged; a refused cell is staged as null, so that its row can still be referred to. */
export const stagedAs: Readonly<Record<ColumnType, string>> = {
  key: 'text',
  text: 'text',
  choice: 'text',
  date: 'date',
  moment: 'timestamptz',
  time: 'time',
  price: 'bigint',
  amount: 'bigint',
  units: 'bigint',
  'units-by-day': 'bigint[]',
  whole: 'integer',
  percent: 'numeric',
  flag: 'boolean',
  email: 'text',
  'nhs-number': 'text',
  weekdays: 'smallint[]',
  'nights-away': 'jsonb',
  colour: 'text',
  'council-code': 'text',
  'four-digits': 'text',
}

/** Bounded, because a file of a million different references must not be kept twice. */
const MOST_REMEMBERED = 5_000

/** Reads one column's cells. The same text is judged once: a file repeats its dates, prices and choices. */
export function cellReader(column: Column, toInstant: ToInstant): (text: string) => Cell {
  const read = readers[column.type]
  if (column.type === 'key' || column.type === 'text') return (text) => read(text, column, toInstant)
  const known = new Map<string, Cell>()
  return (text) => {
    const earlier = known.get(text)
    if (earlier !== undefined) return earlier
    const cell = read(text, column, toInstant)
    if (known.size < MOST_REMEMBERED) known.set(text, cell)
    return cell
  }
}

function withinLength(text: string, longest: number): Cell {
  return text.length <= longest ? done(text) : refused({ code: 'too-long', also: String(longest) })
}

function readDay(text: string): Cell {
  const day = parseLocalDate(text)
  if (day === undefined) return refused({ code: 'not-a-date' })
  if (day < FIRST_YEAR || day > LAST_YEAR) return refused({ code: 'out-of-range', also: 'the years 1880 to 2199' })
  return done(day)
}

function readMoment(text: string, toInstant: ToInstant): Cell {
  const day = parseLocalDate(text.slice(0, 10))
  const time = text.slice(11)
  if (day === undefined || text[10] !== 'T' || !TIME.test(time) || !readDay(day).ok)
    return refused({ code: 'not-a-moment' })
  return done(toInstant(day, time))
}

function readPrice(text: string): Cell {
  const price = parseDecimal(text, 4)
  if (!price.ok) return refused({ code: 'not-a-price' })
  if (price.value >= MOST_PRICE) return refused({ code: 'out-of-range', also: '£0 to £1,000,000' })
  return done(price.value.toString())
}

function readAmount(text: string): Cell {
  const amount = parseDecimal(text, 2)
  if (!amount.ok) return refused({ code: 'not-a-price' })
  if (amount.value >= MOST_AMOUNT) return refused({ code: 'out-of-range', also: '£0 to £1,000,000,000' })
  return done(amount.value.toString())
}

function readUnits(text: string): Cell {
  const units = parseQuantity(text)
  if (!units.ok) return refused({ code: units.refusal.code === 'too-large' ? 'out-of-range' : 'not-a-quantity' })
  return done(units.value.toString())
}

function readUnitsByDay(text: string): Cell {
  const days = text.split(/\s+/).map((day) => readUnits(day))
  const read = days.flatMap((day) => (day.ok ? [day.value] : []))
  return days.length === 7 && read.length === 7 ? done(`{${read.join(',')}}`) : refused({ code: 'not-a-plan-by-day' })
}

function readWhole(text: string, { least = 0, most = 2_000_000_000 }: Column): Cell {
  if (!/^-?\d{1,10}$/.test(text)) return refused({ code: 'not-a-whole-number' })
  const number = Number(text)
  if (number < least || number > most)
    return refused({ code: 'out-of-range', also: `${String(least)} to ${String(most)}` })
  return done(String(number))
}

function readPercent(text: string): Cell {
  const percent = parseDecimal(text, 2)
  if (!percent.ok) return refused({ code: 'not-a-percentage' })
  return percent.value < 100_000n
    ? done(decimalText(percent.value, 2))
    : refused({ code: 'out-of-range', also: '0 to 999.99' })
}

function readNhsNumber(text: string): Cell {
  const digits = parseNhsNumber(text)
  return digits === undefined ? refused({ code: 'not-an-nhs-number' }) : done(digits)
}

function readWeekdays(text: string): Cell {
  const days = text.split(/\s+/)
  const rising = days.every((day, index) => /^[1-7]$/.test(day) && (index === 0 || day > (days[index - 1] ?? '')))
  return rising ? done(`{${days.join(',')}}`) : refused({ code: 'not-weekdays' })
}

/** '14:100 28:80', and 'on:50' for the last: up to which night away, and how much of each is paid. */
function readNightsAway(text: string): Cell {
  const rows = text.split(/\s+/).map((tier) => {
    const [upTo = '', percent = '', ...more] = tier.split(':')
    return { upTo: upTo === 'on' ? '' : upTo, percent: more.length > 0 || upTo === '' ? 'none' : percent }
  })
  const tiers = rows.length > MOST_TIERS ? undefined : readTiers(rows)
  return tiers?.ok === true ? done(JSON.stringify(tiers.value)) : refused({ code: 'not-nights-away' })
}

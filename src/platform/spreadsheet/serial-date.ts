import { addDays, localDate } from '../../core/dates.ts'

/** What a number means in a cell, by the format that it is shown in. */
export type NumberKind = 'number' | 'date' | 'time'

const DAY_MINUTES = 1_440
const EPOCH_1900 = localDate('1899-12-30')
const EPOCH_1904 = localDate('1904-01-01')
/** Before 1 March 1900 the day count of spreadsheets is off by one, because 1900 was taken for a leap year. */
const FIRST_SOUND_DAY = 61
const LAST_DAY = 2_958_465

/** '2025-03-03', with '2025-03-03 09:30' when the number has a time; undefined outside the calendar of spreadsheets. */
export function serialDate(serial: number, is1904: boolean): string | undefined {
  const minutes = Math.round(serial * DAY_MINUTES)
  const days = Math.floor(minutes / DAY_MINUTES)
  if (!Number.isFinite(serial) || days < (is1904 ? 0 : FIRST_SOUND_DAY) || days > LAST_DAY) return undefined
  const day = addDays(is1904 ? EPOCH_1904 : EPOCH_1900, days)
  const rest = minutes - days * DAY_MINUTES
  return rest === 0 ? day : `${day} ${clock(rest)}`
}

/** '1:45' for a share of a day that is shown as a time; more than a day goes on counting hours. */
export function serialTime(serial: number): string {
  const minutes = Math.round(Math.abs(serial) * DAY_MINUTES)
  return `${serial < 0 ? '-' : ''}${clock(minutes)}`
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`
}

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const BUILT_IN_TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47])

/** By number for the formats that every spreadsheet knows, by its letters for one of the file's own. */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (BUILT_IN_DATES.has(id)) return 'date'
  if (BUILT_IN_TIMES.has(id)) return 'time'
  if (code === undefined) return 'number'
  // Words in quotation marks, colours, currencies and escaped characters are not part of the pattern; [h] is.
  const pattern = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase()
  if (/[yd]/.test(pattern)) return 'date'
  if (/[hs]|\[m/.test(pattern)) return 'time'
  return /m{3,}/.test(pattern) ? 'date' : 'number'
}

/**
 * The decimal that a person typed. A workbook keeps binary fractions: 0.1 + 0.2 is stored as 0.30000000000000004.
 * Fifteen digits are what spreadsheets themselves show.
 */
export function plainDecimal(raw: string): string {
  if (/^-?\d{1,15}(\.\d{1,8})?$/.test(raw)) return raw
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  const text = String(Number(value.toPrecision(15)))
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

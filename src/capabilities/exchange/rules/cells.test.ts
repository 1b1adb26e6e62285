import { describe, expect, it } from 'vitest'
import { cellReader } from './cells.ts'
import { optional, type ColumnType } from './columns.ts'

const toInstant = (day: string, time: string) => `${day} ${time} in England`

function read(type: ColumnType, text: string) {
  const choices = ['actual', 'planned']
  const column = optional('column', type, { example: '', meaning: '', target: '', choices, least: 1, most: 7 })
  const cell = cellReader(column, toInstant)(text)
  return cell.ok ? cell.value : cell.refusal.code
}

describe('reading a cell', () => {
  it.each<[ColumnType, string, string]>([
    ['key', 'x'.repeat(101), 'too-long'],
    ['text', 'x'.repeat(4_001), 'too-long'],
    ['choice', 'actual', 'actual'],
    ['choice', 'Actual', 'not-a-choice'],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2025-02-29', 'not-a-date'],
    ['date', '29/02/2024', 'not-a-date'],
    ['date', '0202-01-01', 'out-of-range'],
    ['moment', '2026-11-24T17:00', '2026-11-24 17:00 in England'],
    ['moment', '2026-11-24 17:00', 'not-a-moment'],
    ['moment', '2026-11-24T24:00', 'not-a-moment'],
    ['time', '08:30', '08:30'],
    ['time', '8:30', 'not-a-time'],
    ['price', '22.4', '224000'],
    ['price', '22.40005', 'not-a-price'],
    ['price', '1e3', 'not-a-price'],
    ['price', '-1', 'not-a-price'],
    ['price', '1000000', 'out-of-range'],
    ['units', '13.25', '397500'],
    ['units', '0:20', '10000'],
    ['units', '100000', 'out-of-range'],
    ['units', 'fourteen', 'not-a-quantity'],
    ['units-by-day', '1 1 1 1 1 0.5 0', '{30000,30000,30000,30000,30000,15000,0}'],
    ['units-by-day', '1 1 1', 'not-a-plan-by-day'],
    ['whole', '7', '7'],
    ['whole', '8', 'out-of-range'],
    ['whole', '1.0', 'not-a-whole-number'],
    ['percent', '12.5', '12.5'],
    ['percent', '12.555', 'not-a-percentage'],
    ['percent', '1000', 'out-of-range'],
    ['flag', 'yes', 'yes'],
    ['flag', 'true', 'not-yes-or-no'],
    ['email', 'Joan@Fenland.Example', 'joan@fenland.example'],
    ['email', 'joan at fenland', 'not-an-email'],
    ['nhs-number', '999 000 0018', '9990000018'],
    ['nhs-number', '9434765918', 'not-an-nhs-number'],
    ['weekdays', '1 2 7', '{1,2,7}'],
    ['weekdays', '2 1', 'not-weekdays'],
    ['nights-away', '14:100 28:80', '[{"upTo":14,"percent":100},{"upTo":28,"percent":80}]'],
    ['nights-away', '14:100 on:50', '[{"upTo":14,"percent":100},{"upTo":null,"percent":50}]'],
    ['nights-away', '28:80 14:100', 'not-nights-away'],
    ['nights-away', 'on:50 14:100', 'not-nights-away'],
    ['nights-away', '14:101', 'not-nights-away'],
    ['nights-away', '14', 'not-nights-away'],
    ['nights-away', ':100', 'not-nights-away'],
    ['nights-away', '14:100:1', 'not-nights-away'],
    ['nights-away', '1:1 2:1 3:1 4:1 5:1 6:1', 'not-nights-away'],
    ['colour', '#1D70B8', '#1d70b8'],
    ['colour', 'blue', 'not-a-colour'],
    ['council-code', 'south-tyneside', 'south-tyneside'],
    ['council-code', 'South Tyneside', 'not-a-code'],
    ['four-digits', '12345', 'not-four-digits'],
  ])('reads a %s from %s as %s', (type, text, expected) => {
    expect(read(type, text)).toBe(expected)
  })
})

import { describe, expect, it } from 'vitest'
import { Answers, answerTo, codeFor, price } from '../testing/price-files.ts'
import { priceCommand, terminalIo } from './command.ts'

const week = {
  id: 'W',
  kind: 'week',
  week_start: '2025-03-03',
  unit: 'hour',
  terms: 'actual',
  rates: [{ from: '2024-04-01', price: '23.20' }],
  planned: '14',
}
const stay = {
  id: 'S',
  kind: 'stay',
  rates: [{ from: '2024-04-01', price: '826.00' }],
  in: '2025-03-05',
  out: '2025-03-19',
  period_from: '2025-03-01',
  period_to: '2025-03-31',
}

describe('portal price', () => {
  it('X09 answers a week in full', async () => {
    const described = { ...week, frustrated: '1', missed: '0.5', extra: '2', comment: 'two evenings extra' }
    expect(await answerTo(described)).toEqual({
      id: 'W',
      payable: '15.5',
      amount: '359.60',
      average_price: false,
      lines: [{ from: '2025-03-03', to: '2025-03-09', quantity: '15.5', amount: '359.60' }],
      trace: [
        'Actual is 14 planned less 1 frustrated less 0.5 missed plus 2 extra: 14.5 hours',
        'Actual terms: 14.5 delivered plus 1 frustrated is paid, 15.5 hours',
        '3 to 9 March 2025: £23.20 an hour (7 days)',
        '15.5 hours at £23.20 is £359.60, rounded once',
      ],
    })
  })

  it('X14 answers an average price and says what it is', async () => {
    const rates = [
      { from: '2024-04-01', price: '22.4000' },
      { from: '2025-04-01', price: '23.60' },
    ]
    const answer = await answerTo({ ...week, week_start: '2025-03-31', rates, planned: '14.00' })
    expect(answer).toMatchObject({ payable: '14', amount: '328.00', average_price: true })
    expect(answer['trace']).toContain('£23.43 (avg price), kept as exactly £164/7')
  })

  it('X17 marks a line over its tolerance as held and still says the amount', async () => {
    const described = { ...week, planned: '10', extra: '1.25', tolerance_percent: '10', comment: 'unwell' }
    expect(await answerTo(described)).toMatchObject({ held: 'H01', amount: '261.00' })
    expect(await answerTo({ ...described, extra: '1' })).not.toHaveProperty('held')
  })

  it('X28 answers a stay in full', async () => {
    expect(await answerTo(stay)).toEqual({
      id: 'S',
      nights: '14',
      amount: '1652.00',
      lines: [{ from: '2025-03-05', to: '2025-03-18', quantity: '14', amount: '1652.00' }],
      trace: [
        '14 nights, 5 to 18 March 2025: the day of arrival counts, the day of leaving does not',
        '5 to 18 March 2025: £826.00 a week (14 days)',
        '14 nights at a seventh of £826.00 is £1,652.00, rounded once',
      ],
    })
  })

  it('X29 adds extra nights, and X28 counts both days where the rule is inclusive', async () => {
    expect(await answerTo({ ...stay, extra_nights: '2' })).toMatchObject({ nights: '16', amount: '1888.00' })
    expect(await answerTo({ ...stay, day_rule: 'inclusive' })).toMatchObject({ nights: '15', amount: '1770.00' })
  })

  it.each([
    ['R20', { planned: 'abc' }],
    ['R20', { planned: '' }],
    ['R20', { planned: ' 14' }],
    ['R20', { planned: '-1' }],
    ['R20', { planned: '1e2' }],
    ['R20', { rates: [{ from: '2024-04-01', price: '-1' }] }],
    ['R20', { frustrated_percent: 'half' }],
    ['R20', { planned_by_day: ['1', '1', '1', '1', '1', '1', 'x'] }],
    ['R21', { planned: '14.00001' }],
    ['R21', { unit: 'session', planned: '1.125' }],
    ['R21', { unit: 'furlong' }],
    ['R21', { rates: [{ from: '2024-04-01', price: '1.00001' }] }],
    ['R22', { actual: '13' }],
    ['R23', { frustrated: '3', missed: '12' }],
    ['R26', { frustrated: '1', extra: '1' }],
    ['R26', { extra: '1', comment: '  ' }],
    ['R27', { week_start: '2025-05-05' }],
    ['R28', { planned: '168.25' }],
    ['R28', { planned: '9'.repeat(300) }],
    ['R03', { package_to: '2025-03-02' }],
    ['R03', { package_from: '2025-03-10' }],
    ['P01', { rates: [] }],
  ])('refuses with %s the week with %j', async (code, fault) => {
    expect(await codeFor({ ...week, ...fault })).toBe(code)
  })

  it('X12 takes as_of for today', async () => {
    expect(await codeFor(week, { as_of: '2025-03-02' })).toBe('R27')
    expect(await answerTo(week, { as_of: '2025-03-03' })).toMatchObject({ amount: '324.80' })
  })

  it('takes the first fault in the order of the format', async () => {
    expect(await codeFor({ ...week, planned: '1.00001', frustrated: 'x' })).toBe('R21')
    expect(await codeFor({ ...week, frustrated: 'x', planned: '200' })).toBe('R20')
    expect(await codeFor({ ...week, frustrated: '3', missed: '12', actual: '1' })).toBe('R23')
  })

  it.each([
    ['R20', { extra_nights: '-1' }],
    ['R21', { extra_nights: '0.5' }],
    ['R42', { out: '2025-03-04' }],
    ['R42', { period_to: '2025-02-01' }],
    ['P01', { rates: [{ from: '2025-03-06', price: '826' }] }],
  ])('refuses with %s the stay with %j', async (code, fault) => {
    expect(await codeFor({ ...stay, ...fault })).toBe(code)
  })

  it('judges the cases around a refused one, in their order', async () => {
    const { out } = await price(JSON.stringify({ version: 1, cases: [week, { ...week, id: 'X', planned: '-' }, stay] }))
    expect(Answers.parse(JSON.parse(out)).answers.map(({ id }) => id)).toEqual(['W', 'X', 'S'])
  })

  it('answers an empty list of cases with an empty list', async () => {
    expect(JSON.parse((await price('\uFEFF{"version":1,"cases":[]}')).out)).toEqual({ version: 1, answers: [] })
  })
})

describe('a file that is not of the format', () => {
  it.each([
    ['version: must be 1', { version: 2, cases: [] }],
    ['version: must be 1', { version: '1', cases: [] }],
    ['version: is missing', { cases: [] }],
    ['cases: is missing', { version: 1 }],
    ['document: has no such key as "extra"', { version: 1, cases: [], extra: 1 }],
    ['as_of: "2025-02-30" is not a day', { version: 1, as_of: '2025-02-30', cases: [] }],
    ['cases[0].planned: must be a decimal number in quotes', { version: 1, cases: [{ ...week, planned: 14 }] }],
    ['cases[1].comment: must be text', { version: 1, cases: [week, { ...week, comment: null }] }],
    ['cases[0]: has no such key as "colour"', { version: 1, cases: [{ ...week, colour: 'red' }] }],
    [
      'cases[0].rates[0]: has no such key as "to"',
      { version: 1, cases: [{ ...week, rates: [{ ...week.rates[0], to: 'x' }] }] },
    ],
    ['cases[0].terms: must be "actual" or "planned"', { version: 1, cases: [{ ...week, terms: 'both' }] }],
    ['cases[0].kind: must be "week"', { version: 1, cases: [{ id: 'a', kind: 'month' }] }],
    ['cases[0]: must be an object', { version: 1, cases: ['week'] }],
    ['cases[0].id: must not be empty', { version: 1, cases: [{ ...week, id: '' }] }],
    ['cases[0].week_start: is missing', { version: 1, cases: [{ ...week, week_start: undefined }] }],
    ['cases[0].week_start: "3/3/2025" is not a day', { version: 1, cases: [{ ...week, week_start: '3/3/2025' }] }],
    ['cases[0].period_to: must be before the year 9999', { version: 1, cases: [{ ...stay, period_to: '9999-12-31' }] }],
    ['cases[0].planned_by_day: must have seven values', { version: 1, cases: [{ ...week, planned_by_day: ['1'] }] }],
    ['document: must be an object', []],
  ])('says %j and ends with 2', async (place, document) => {
    const { code, out, err } = await price(JSON.stringify(document), 'cases.json')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('cases.json is not a price file of version 1:\n')
    expect(err).toContain(place)
  })

  it('says so of text that is not JSON or not UTF-8', async () => {
    expect(await price('{')).toMatchObject({ code: 2, out: '' })
    expect((await price('{\n  "version": 1,\n  "cases": [,]}')).err).toContain('line 3, column 13: not JSON')
    expect((await price(new Uint8Array([0xff, 0xfe]))).err).toContain('document: not UTF-8 text')
  })

  it('says so of a file that is not there', async () => {
    const told: string[] = []
    const io = { ...terminalIo(), err: (text: string) => told.push(text) }
    expect(await priceCommand({ file: 'no-such-folder/cases.json' }, io)).toBe(2)
    expect(told.join('')).toContain('document: cannot be read: ENOENT')
  })

  it('does not take a key named __proto__ for a way in', async () => {
    const { code, err } = await price('{"version":1,"cases":[],"__proto__":{"version":1}}')
    expect(code).toBe(2)
    expect(err).toContain('"__proto__"')
  })

  it('lists the first faults and counts the rest', async () => {
    const cases = Array.from({ length: 25 }, () => ({ ...week, planned: 14 }))
    const { err } = await price(JSON.stringify({ version: 1, cases }))
    expect(err.split('\n').filter((line) => line.startsWith('  cases'))).toHaveLength(20)
    expect(err).toContain('and 5 more')
  })
})

import { describe, expect, it } from 'vitest'
import { answerTo, codeFor, price } from '../testing/price-files.ts'

const visit = { date: '2025-03-03', start: '09:00', minutes: '60', status: 'DELIVERED' }
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const nearest = { increment: '15', mode: 'nearest' }

function someVisits(visits: readonly object[], terms: object = {}): object {
  return {
    id: 'V',
    kind: 'visits',
    rates: [{ from: '2024-04-01', price: '24.00' }],
    visits: visits.map((each) => ({ ...visit, ...each })),
    ...terms,
  }
}
async function amountOf(visits: readonly object[], terms: object = {}): Promise<unknown> {
  return (await answerTo(someVisits(visits, terms)))['amount']
}
async function minutesOf(logged: object, rounding: object = nearest): Promise<unknown> {
  return (await answerTo(someVisits([logged], { rounding })))['payable']
}

describe('portal price, visits', () => {
  it('answers them in full', async () => {
    const visits = [
      { minutes: '41', planned_minutes: '30' },
      { start: '17:30', minutes: '50', status: 'extra', carer: 'B' },
      { minutes: '5', planned_minutes: '45', status: 'FRUSTRATED' },
      { minutes: '0', planned_minutes: '30', status: 'MISSED' },
    ]
    const terms = { rounding: { ...nearest, cap_to_planned: true }, fixed_prices: { '30': '16.00' } }
    expect(await answerTo(someVisits(visits, terms))).toEqual({
      id: 'V',
      visits: [
        { minutes_paid: '30', amount: '16.00' },
        { minutes_paid: '45', amount: '22.00' },
        { minutes_paid: '45', amount: '22.00' },
        { minutes_paid: '0', amount: '0.00' },
      ],
      payable: '120',
      amount: '60.00',
      trace: [
        '3 March 2025 at 09:00: delivered, 41 minutes logged, 45 to the nearest 15, capped at the 30 planned; 11 minutes not paid',
        'the fixed £16.00 for 30 minutes is £16.00, rounded once',
        '3 March 2025 at 17:30: extra, 50 minutes logged, 45 to the nearest 15; 5 minutes not paid',
        'the fixed £16.00 for 30 minutes and 15 minutes at £24.00 an hour is £22.00, rounded once',
        '3 March 2025 at 09:00: frustrated, 5 minutes logged, paid as the 45 planned',
        'the fixed £16.00 for 30 minutes and 15 minutes at £24.00 an hour is £22.00, rounded once',
        '3 March 2025 at 09:00: missed, so nothing is paid',
        '4 visits: 120 minutes and £60.00 in all',
      ],
    })
  })

  it('X15 prices each visit by its date', async () => {
    const rates = [
      { from: '2024-04-01', price: '22.40' },
      { from: '2025-04-01', price: '23.60' },
    ]
    const week = ['2025-03-31', ...[1, 2, 3, 4, 5, 6].map((day) => `2025-04-0${String(day)}`)]
    const visits = week.map((date) => ({ date }))
    expect(await amountOf(visits, { rates })).toBe('164.00')
  })

  it.each([
    ['7', '0'],
    ['8', '15'],
    ['22', '15'],
    ['23', '30'],
    ['37', '30'],
    ['38', '45'],
    ['52', '45'],
    ['53', '60'],
    ['67', '60'],
    ['68', '75'],
    ['112', '105'],
  ])('X20 rounds %s minutes to %s', async (minutes, paid) => {
    expect(await minutesOf({ minutes })).toBe(paid)
  })

  it('X20 rounds to other increments half up, down, up or not at all', async () => {
    expect(await minutesOf({ minutes: '5' }, { increment: '10', mode: 'nearest' })).toBe('10')
    expect(await minutesOf({ minutes: '3' }, { increment: '7', mode: 'nearest' })).toBe('0')
    expect(await minutesOf({ minutes: '59' }, { increment: '15', mode: 'down' })).toBe('45')
    expect(await minutesOf({ minutes: '46' }, { increment: '15', mode: 'up' })).toBe('60')
    expect(await minutesOf({ minutes: '59' }, { increment: '15', mode: 'none' })).toBe('59')
    expect(await minutesOf({ minutes: '59' }, { mode: 'none' })).toBe('59')
  })

  it('X21 uses one fixed price and pays the rest by the minute', async () => {
    const fixed_prices = { '30': '16', '45': '20.00' }
    expect(await amountOf([{ minutes: '50' }], { fixed_prices })).toBe('22.00')
    expect(await amountOf([{ minutes: '60' }], { fixed_prices })).toBe('26.00')
    expect(await amountOf([{ minutes: '29' }], { fixed_prices })).toBe('11.60')
    expect(await amountOf([{ minutes: '45' }], { fixed_prices, rates: [] })).toBe('20.00')
  })

  it('X22 splits a visit at the edge of a band, or prices it by its start', async () => {
    const bands = [
      { days: everyDay, from: '00:00', to: '18:00', price: '10' },
      { days: everyDay, from: '18:00', to: '24:00', price: '15' },
    ]
    const evening = [{ start: '17:30' }]
    expect(await amountOf(evening, { bands, split: true })).toBe('12.50')
    expect(await amountOf(evening, { bands, split: false })).toBe('10.00')
    expect(await amountOf(evening, { bands })).toBe('10.00')
  })

  it('X23 splits at midnight and prefers a bank holiday to a weekday', async () => {
    const bands = [
      { days: ['weekday', 'mon'], from: '00:00', to: '24:00', price: '20' },
      { days: ['weekend'], from: '00:00', to: '24:00', price: '26' },
      { days: ['bank-holiday'], from: '00:00', to: '24:00', price: '48' },
    ]
    const night = [{ date: '2025-05-25', start: '23:30' }]
    expect(await amountOf(night, { bands, split: true, rates: [] })).toBe('37.00')
    expect(await amountOf(night, { bands, split: false, rates: [] })).toBe('26.00')
    expect(await amountOf([{ date: '2025-05-19' }], { bands })).toBe('20.00')
  })

  it('X23 prefers a named day to its weekend, whatever the order of the bands', async () => {
    const bands = [
      { days: ['weekend'], from: '00:00', to: '24:00', price: '26' },
      { days: ['sun'], from: '12:00', to: '24:00', price: '28' },
    ]
    expect(await amountOf([{ date: '2025-05-18', start: '11:30' }], { bands, split: true })).toBe('27.00')
  })

  it('X24 rounds each carer of a double-handed visit and adds', async () => {
    const carers = [
      { minutes: '32', carer: 'A' },
      { minutes: '24', carer: 'B' },
    ]
    expect(await answerTo(someVisits(carers, { rounding: nearest }))).toMatchObject({ payable: '60', amount: '24.00' })
    const alone = [
      { minutes: '30', carer: 'A' },
      { minutes: '0', planned_minutes: '30', carer: 'B', status: 'missed' },
    ]
    expect(await answerTo(someVisits(alone, { rounding: nearest }))).toMatchObject({ payable: '30', amount: '12.00' })
  })

  it('X25 pays the minutes that went by on the night the clock changes', async () => {
    expect(await amountOf([{ date: '2025-03-29', start: '23:00', minutes: '420' }], { split: true })).toBe('168.00')
    expect(await amountOf([{ date: '2025-10-25', start: '23:00', minutes: '540' }], { split: true })).toBe('216.00')
  })

  it('X26 caps at the plan only where told to', async () => {
    const logged = { minutes: '41', planned_minutes: '30' }
    expect(await minutesOf(logged, { ...nearest, cap_to_planned: true })).toBe('30')
    expect(await minutesOf(logged, { mode: 'none', cap_to_planned: true })).toBe('30')
    expect(await minutesOf(logged)).toBe('45')
    expect(await minutesOf({ minutes: '41' }, { ...nearest, cap_to_planned: true })).toBe('45')
  })

  it('takes a band that ends before it begins for both ends of its days', async () => {
    const bands = [{ days: ['fri'], from: '22:00', to: '06:00', price: '60' }]
    const night = [{ date: '2025-03-07', start: '21:00', minutes: '600' }]
    expect(await amountOf(night, { bands, split: true })).toBe('312.00')
    expect(await amountOf([{ date: '2025-03-07', start: '05:00' }], { bands, split: true })).toBe('60.00')
    expect(await amountOf([{ date: '2025-03-08', start: '05:00' }], { bands, split: true })).toBe('24.00')
    const untilMidnight = [{ days: ['fri'], from: '22:00', to: '00:00', price: '60' }]
    expect(await amountOf(night, { bands: untilMidnight, split: true })).toBe('312.00')
  })

  it('does not round totals again', async () => {
    const rates = [{ from: '2024-04-01', price: '0.10' }]
    expect(await amountOf([{ minutes: '3' }, { minutes: '3' }, { minutes: '2' }], { rates })).toBe('0.02')
  })

  it('answers no visits with nought', async () => {
    expect(await answerTo(someVisits([]))).toMatchObject({ visits: [], payable: '0', amount: '0.00' })
  })

  it('says for which years it knows bank holidays', async () => {
    const bands = [{ days: ['bank-holiday'], from: '00:00', to: '24:00', price: '48' }]
    const known = await answerTo(someVisits([{}], { bands }))
    const unknown = await answerTo(someVisits([{ date: '2031-12-25' }], { bands }))
    expect(known['trace']).toHaveLength(3)
    expect(unknown['trace']).toContain('Bank holidays are known for 2012 to 2028 only')
  })

  it.each([
    ['R20', [{ minutes: 'x' }], {}],
    ['R20', [{ planned_minutes: '-1' }], {}],
    ['R20', [{}], { rounding: { increment: '0', mode: 'up' } }],
    ['R20', [{}], { fixed_prices: { half: '16.00' } }],
    ['R20', [{}], { fixed_prices: { '0': '16.00' } }],
    ['R20', [{}], { fixed_prices: { '30': '-1' } }],
    ['R20', [{}], { bands: [{ days: ['mon'], from: '00:00', to: '24:00', price: 'x' }] }],
    ['R21', [{ minutes: '30.5' }], {}],
    ['R21', [{}], { rates: [{ from: '2024-04-01', price: '1.00001' }] }],
    ['R28', [{ minutes: '10081' }], {}],
    ['R28', [{ minutes: '9'.repeat(400) }], {}],
    ['R28', [{}], { rounding: { increment: '99999', mode: 'up' } }],
    ['P01', [{}], { rates: [] }],
    ['P01', [{ start: '23:30', date: '2024-03-31' }], { split: true }],
    [
      'P01',
      [{ start: '17:30' }],
      { rates: [], bands: [{ days: ['mon'], from: '00:00', to: '18:00', price: '9' }], split: true },
    ],
  ])('refuses with %s visits %j on terms %j', async (code, visits, terms) => {
    expect(await codeFor(someVisits(visits, terms))).toBe(code)
  })

  it('refuses a visit after the day to judge by, where that day is stated', async () => {
    expect(await codeFor(someVisits([{}]), { as_of: '2025-03-02' })).toBe('R27')
    expect(await answerTo(someVisits([{}]), { as_of: '2025-03-03' })).toMatchObject({ amount: '24.00' })
    expect(await amountOf([{ date: '2027-12-27' }])).toBe('24.00')
  })

  it.each([
    ['cases[0].visits: is missing', { visits: undefined }],
    ['cases[0].visits[0].status: must be one of delivered', { visits: [{ ...visit, status: 'DONE' }] }],
    ['cases[0].visits[0].start: "9:00" is not a time of day', { visits: [{ ...visit, start: '9:00' }] }],
    ['cases[0].visits[0].start: must be before 24:00', { visits: [{ ...visit, start: '24:00' }] }],
    ['cases[0].visits[0].minutes: must be a decimal number in quotes', { visits: [{ ...visit, minutes: 60 }] }],
    ['cases[0].visits[0]: has no such key as "end"', { visits: [{ ...visit, end: '10:00' }] }],
    ['cases[0].rounding.increment: is missing', { rounding: { mode: 'up' } }],
    ['cases[0].rounding.mode: must be one of nearest', { rounding: { increment: '15', mode: 'half' } }],
    [
      'cases[0].bands[0].days[0]: must be one of mon',
      { bands: [{ days: ['xmas'], from: '00:00', to: '24:00', price: '9' }] },
    ],
    [
      'cases[0].bands[0].days: must name at least one day',
      { bands: [{ days: [], from: '00:00', to: '24:00', price: '9' }] },
    ],
    ['cases[0].split: must be true or false', { split: 'yes' }],
    ['cases[0].fixed_prices: must be an object', { fixed_prices: ['16.00'] }],
    ['cases[0]: has no such key as "tiers"', { tiers: [] }],
  ])('says %j and ends with 2', async (place, fault) => {
    const { code, err } = await price(JSON.stringify({ version: 1, cases: [someVisits([{}], fault)] }))
    expect(err).toContain(place)
    expect(code).toBe(2)
  })

  it('does not leave out a fixed price named __proto__', async () => {
    const text = JSON.stringify({ version: 1, cases: [someVisits([{}], { fixed_prices: { proto: '1' } })] })
    const { code, err } = await price(text.replace('"proto"', '"__proto__"'))
    expect(code).toBe(2)
    expect(err).toContain('cases[0].fixed_prices: has no such key as "__proto__"')
  })
})

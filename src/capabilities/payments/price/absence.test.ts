import { describe, expect, it } from 'vitest'
import { answerTo, codeFor, price } from '../testing/price-files.ts'

const tiers = [
  { nights: '14', percent: '100' },
  { nights: '14', percent: '80' },
  { nights: '28', percent: '25' },
]
const hospital = { id: 'A', kind: 'absence', rates: [{ from: '2024-04-01', price: '700.00' }], nights: '40', tiers }
const homeCare = {
  id: 'A',
  kind: 'absence',
  price: '22.00',
  quantity_per_day: '2',
  out: '2025-06-02T09:00',
  back: '2025-06-12T09:00',
  tiers: [{ days: '7', percent: '100' }, { percent: '50' }],
}
const block = { id: 'B', kind: 'block', guaranteed: '400', payable: '362.5', price: '21.50' }

function without(described: object, ...keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(described).filter(([key]) => !keys.includes(key)))
}
const dated = without(hospital, 'nights')

describe('portal price, an absence', () => {
  it('X33 pays by tiers, in full', async () => {
    expect(await answerTo({ ...hospital, nights: '60' })).toEqual({
      id: 'A',
      nights: '60',
      amount: '3220.00',
      trace: [
        '60 nights away: the night of leaving counts, the night of coming back does not',
        '14 nights at 100% of a seventh of £700.00',
        '14 nights at 80% of a seventh of £700.00',
        '28 nights at 25% of a seventh of £700.00',
        '4 nights after the last tier: not paid',
        '£3,220.00 is due, rounded once',
      ],
    })
    expect(await answerTo(hospital)).toMatchObject({ nights: '40', amount: '2820.00' })
  })

  it('X34 counts the nights away', async () => {
    const away = { ...dated, out: '2025-06-03T14:00', back: '2025-06-10T11:00' }
    expect(await answerTo(away)).toMatchObject({ nights: '7', amount: '700.00' })
    expect(await answerTo({ ...away, back: '2025-06-03T23:00' })).toMatchObject({ nights: '0', amount: '0.00' })
    expect(await codeFor({ ...away, back: '2025-06-03T13:59' })).toBe('R42')
  })

  it('X35 takes off what was already paid, and never goes below nought', async () => {
    expect(await answerTo(homeCare)).toMatchObject({ days: '10', amount: '374.00' })
    const claimed = await answerTo({ ...homeCare, already_paid: '44.00' })
    expect(claimed).toMatchObject({ days: '10', amount: '330.00' })
    expect(claimed['trace']).toContain('£44.00 was already paid for it: £330.00 is left')
    expect(await answerTo({ ...homeCare, already_paid: '374.01' })).toMatchObject({ amount: '0.00' })
    const counted = without(homeCare, 'out', 'back')
    expect(await answerTo({ ...counted, nights: '10' })).toMatchObject({ days: '10', amount: '374.00' })
    expect(await answerTo({ ...counted, days: '10' })).toMatchObject({ days: '10', amount: '374.00' })
  })

  it('X36 pays the share of frustrated care that the contract says', async () => {
    const week = {
      id: 'W',
      kind: 'week',
      week_start: '2025-03-03',
      unit: 'hour',
      terms: 'actual',
      rates: [{ from: '2024-04-01', price: '24' }],
      planned: '3.5',
      frustrated: '0.5',
      comment: 'in hospital',
    }
    expect(await answerTo({ ...week, frustrated_percent: '100' })).toMatchObject({ amount: '84.00' })
    expect(await answerTo({ ...week, frustrated_percent: '50' })).toMatchObject({ amount: '78.00' })
    expect(await answerTo({ ...week, frustrated_percent: '0' })).toMatchObject({ amount: '72.00' })
  })

  it('prices each night by its date and rounds once in all', async () => {
    const rates = [
      { from: '2024-04-01', price: '825.50' },
      { from: '2025-04-07', price: '858.52' },
    ]
    const away = { ...dated, rates, out: '2025-04-05 10:00', back: '2025-04-10T10:00:00' }
    expect(await answerTo({ ...away, tiers: [{ percent: '80' }] })).toMatchObject({ nights: '5', amount: '483.04' })
    expect(await codeFor({ ...away, out: '2024-03-31T10:00' })).toBe('P01')
  })

  it('takes the only price, or the one in force, for nights without dates', async () => {
    const [only] = hospital.rates
    const rates = [only, { from: '2025-04-07', price: '1400.00' }]
    const oneNight = { ...hospital, nights: '1' }
    expect(await answerTo({ ...oneNight, rates }, { as_of: '2025-04-06' })).toMatchObject({ amount: '100.00' })
    expect(await answerTo({ ...oneNight, rates }, { as_of: '2025-04-07' })).toMatchObject({ amount: '200.00' })
    expect(await answerTo(oneNight, { as_of: '2020-01-01' })).toMatchObject({ amount: '100.00' })
    expect(await codeFor({ ...oneNight, rates: [] })).toBe('P01')
  })

  it.each([
    ['R20', { nights: 'x' }],
    ['R20', { tiers: [{ nights: '1', percent: '-1' }] }],
    ['R20', { already_paid: '-1' }],
    ['R21', { nights: '1.5' }],
    ['R21', { already_paid: '1.001' }],
    ['R21', { tiers: [{ nights: '1', percent: '0.00001' }] }],
  ])('refuses with %s the absence with %j', async (code, fault) => {
    expect(await codeFor({ ...hospital, ...fault })).toBe(code)
  })

  it.each([
    ['cases[0].tiers: is missing', { tiers: undefined }],
    ['cases[0].tiers[0]: must have "nights" or "days"', { tiers: [{ percent: '50' }, { nights: '7', percent: '25' }] }],
    [
      'cases[0].tiers[0]: must have "nights" or "days", not both',
      { tiers: [{ nights: '1', days: '1', percent: '5' }] },
    ],
    [
      'cases[0].tiers: must all be in nights or all in days',
      {
        tiers: [
          { nights: '1', percent: '5' },
          { days: '1', percent: '5' },
        ],
      },
    ],
    ['cases[0]: must have "out" and "back", or "nights", or "days"', { out: '2025-06-03T14:00' }],
    ['cases[0].out: "2025-06-31T14:00" is not a date and time', { out: '2025-06-31T14:00' }],
    ['cases[0]: must have "rates", or "price" with "quantity_per_day"', { price: '22' }],
    ['cases[0]: has no such key as "reason"', { reason: 'hospital' }],
  ])('says %j and ends with 2', async (place, fault) => {
    const { code, err } = await price(JSON.stringify({ version: 1, cases: [{ ...hospital, ...fault }] }))
    expect(err).toContain(place)
    expect(code).toBe(2)
  })
})

describe('portal price, a block contract', () => {
  it('X37 tops up to the guarantee, in full', async () => {
    expect(await answerTo(block)).toEqual({
      id: 'B',
      quantity: '37.5',
      amount: '806.25',
      trace: ['400 guaranteed less 362.5 payable: 37.5 to be topped up', '37.5 at £21.50 is £806.25, rounded once'],
    })
    expect(await answerTo({ ...block, payable: '412' })).toMatchObject({ quantity: '0', amount: '0.00' })
  })

  it('X38 does not pay again for what the provider missed, unless told so', async () => {
    expect(await answerTo({ ...block, missed: '10' })).toMatchObject({ quantity: '27.5', amount: '591.25' })
    const paid = { ...block, missed: '10', missed_counts_as_available: false }
    expect(await answerTo(paid)).toMatchObject({ quantity: '37.5', amount: '806.25' })
  })

  it.each([
    ['R20', { guaranteed: 'x' }],
    ['R20', { missed: '-1' }],
    ['R21', { payable: '1.00001' }],
    ['R21', { price: '1.00001' }],
  ])('refuses with %s the block with %j', async (code, fault) => {
    expect(await codeFor({ ...block, ...fault })).toBe(code)
  })

  it('says that a key is not of the format', async () => {
    const { code, err } = await price(
      JSON.stringify({ version: 1, cases: [{ ...block, missed_counts_as_available: 'no' }] }),
    )
    expect(err).toContain('cases[0].missed_counts_as_available: must be true or false')
    expect(code).toBe(2)
  })
})

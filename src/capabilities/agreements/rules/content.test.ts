import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pence, quantity, rate } from '../../../core/money.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import { anOffer } from '../testing/agreement.ts'
import {
  buildContent,
  readContent,
  weeklyOf,
  withoutPaid,
  type Content,
  type Offer,
  type OfferLine,
} from './content.ts'
import { changesSince, differencesBetween } from './differences.ts'
import { differenceRows, lineFacts } from './offer-text.ts'
import type { LinePaid } from './paid.ts'

const offer = anOffer({ id: 'p1', reference: 'CPLI-1' })
const [line] = offer.lines
const withLine = (over: Partial<OfferLine>): Offer => ({
  ...offer,
  lines: line === undefined ? [] : [{ ...line, ...over }],
})
const second = withLine({ packageId: 'p2', packageReference: 'CPLI-2' }).lines

const someLine = fc.record({
  planned: fc.bigInt({ min: 0n, max: 168n * 30_000n }).map(quantity),
  prices: fc
    .bigInt({ min: 0n, max: 10_000_000n })
    .map((price) => [{ from: localDate('2025-01-06'), until: null, price: rate(price) }]),
})

it('is read back from what was stored, exactly', () => {
  fc.assert(
    fc.property(someLine, (over) => {
      const content = buildContent(withLine(over))
      const stored: Content = JSON.parse(JSON.stringify(content))
      expect(buildContent(readContent(stored))).toEqual(content)
      expect(canonicalHash(stored)).toEqual(canonicalHash(content))
      expect(differencesBetween(withLine(over), readContent(stored))).toEqual([])
    }),
  )
})

it('is the same whatever the order of its lines', () => {
  const lines = [...offer.lines, ...second]
  const [forward, backward] = [lines, lines.toReversed()].map((order) => buildContent({ ...offer, lines: order }))
  expect(forward).toEqual(backward)
})

it.each<[string, Partial<OfferLine>]>([
  ['the price', { prices: [{ from: localDate('2025-01-06'), until: null, price: rate(210_001n) }] }],
  [
    'a later price',
    {
      prices: [...(line?.prices ?? []), { from: localDate('2026-04-06'), until: null, price: rate(218_400n) }],
    },
  ],
  ['the plan', { planned: quantity(420_001n) }],
  ['the last day', { endsOn: localDate('2025-12-31') }],
  ['what is paid on', { paymentTerms: 'planned' }],
  ['a visit', { timetable: [{ weekday: 1, startsAt: '08:00', minutes: 30, carers: 2 }] }],
])('has another hash and a difference to show when %s changes', (_, over) => {
  const changed = withLine(over)
  expect(canonicalHash(buildContent(changed))).not.toEqual(canonicalHash(buildContent(offer)))
  expect(differencesBetween(offer, changed)).toHaveLength(1)
})

const paid: LinePaid = {
  frustratedPercent: 50,
  nightsTiers: [{ upTo: 14, percent: 100 }],
  visitPrices: [
    {
      ...{ from: localDate('2025-01-06'), until: null, split: true, fixed: [{ minutes: 30, price: 160_000 }] },
      bands: [{ days: ['weekend'], from: 1080, until: 0, price: 250_000 }],
    },
  ],
  payers: [{ payer: 'contribution', from: localDate('2025-01-06'), until: null, weekly: pence(16_015n) }],
  net: [{ from: localDate('2025-01-06'), until: null }],
}

describe('the second format', () => {
  it('says what is paid beside the price, and is read back from what was stored', () => {
    const content = buildContent(withLine({ paid }))
    expect([buildContent(offer).format, content.format]).toEqual(['agreement-1', 'agreement-2'])
    const stored: Content = JSON.parse(JSON.stringify(content))
    expect(readContent(stored).lines[0]?.paid).toEqual(paid)
    expect(canonicalHash(buildContent(readContent(stored)))).toEqual(canonicalHash(content))
    expect(canonicalHash(buildContent(withoutPaid(readContent(stored))))).toEqual(canonicalHash(buildContent(offer)))
  })

  it.each<[string, Partial<LinePaid>]>([
    ['the share of frustrated care', { frustratedPercent: 0 }],
    ['nights away', { nightsTiers: [] }],
    ['a price of a length', { visitPrices: [] }],
    ['a contribution', { payers: [] }],
    ['who collects it', { net: [] }],
  ])('has another hash and a difference to show when %s changes', (_, over) => {
    const [before, after] = [withLine({ paid }), withLine({ paid: { ...paid, ...over } })]
    expect(canonicalHash(buildContent(after))).not.toEqual(canonicalHash(buildContent(before)))
    expect(differencesBetween(before, after)).toHaveLength(1)
  })

  it('finds no difference in what the first format did not say', () => {
    expect(differencesBetween(offer, withLine({ paid }))).toEqual([])
    expect(differencesBetween(withLine({ paid }), offer)).toEqual([])
  })

  it('reads an earlier agreement from the first day of the next on', () => {
    const later = localDate('2025-04-07')
    const from = { from: later, until: null }
    const after: Offer = {
      ...withLine({
        startsOn: later,
        paid: {
          ...paid,
          visitPrices: paid.visitPrices.map((row) => ({ ...row, ...from })),
          net: [from],
          payers: paid.payers.map((row) => ({ ...row, ...from })),
        },
      }),
      ...{ reference: 'CPLI-1-A2', startsOn: later },
    }
    expect(changesSince(withLine({ paid }), after)).toMatchObject([{ fields: ['start'] }])
  })

  it.each([
    [100, 'What is delivered, and what was planned but missed by the person'],
    [50, 'What is delivered, and 50% of what was planned but missed by the person'],
    [0, 'What is delivered. What was planned but missed by the person is not paid'],
  ])('says how much of frustrated care is paid: %i%%', (frustratedPercent, words) => {
    expect(wordsOf(withLine({ paid: { ...paid, frustratedPercent } }), 'Paid on')).toEqual([words])
  })

  it('says the prices of visits, and that the cost of a week leaves them out', () => {
    expect(wordsOf(withLine({ paid }), 'Prices of visits')).toEqual(
      expect.arrayContaining(['A visit of 30 minutes: £16.00', 'Saturday and Sunday, 18:00 to 00:00: £25.00 an hour']),
    )
    expect(wordsOf(withLine({ paid }), 'Cost of one week')[1]).toContain('a week may cost more or less')
    expect(wordsOf(offer, 'Cost of one week')).toEqual(['£294.00'])
  })

  it('says of a stay what is paid of nights away, and who else pays', () => {
    const stay = withLine({ paid, unit: 'week' })
    expect(wordsOf(stay, 'Paid on')).toEqual(['Nights stayed, and nights away as said below'])
    expect(wordsOf(stay, 'Nights away')).toEqual(['Nights 1 to 14 away in full, nothing after night 14'])
    expect(wordsOf(stay, 'Who else pays')[0]).toBe(
      'The person: assessed contribution, £160.15 a week. From 6 January 2025',
    )
  })
})

function wordsOf({ lines }: Offer, name: string): readonly string[] {
  return lines.flatMap(lineFacts).find((fact) => fact.name === name)?.values ?? []
}

it('says from when a later price holds', () => {
  const later = { from: localDate('2026-04-06'), until: null, price: rate(218_400n) }
  const [change] = differencesBetween(offer, withLine({ prices: [...(line?.prices ?? []), later] }))
  expect(change && differenceRows(change, false)).toEqual([
    ['Price', '£21.00 an hour', '£21.00 an hour; From 6 April 2026: £21.84 an hour'],
  ])
})

it('costs a week what its lines cost', () => {
  expect(weeklyOf({ lines: [...offer.lines, ...second] })).toBe(58_800n)
  expect(weeklyOf(withLine({ prices: [] }))).toBe(0n)
})

it('finds no difference in visits that were stored with their parts in another order', () => {
  const written = { weekday: 1, startsAt: '08:00', minutes: 30, carers: 1 }
  const stored = { carers: 1, minutes: 30, weekday: 1, startsAt: '08:00' }
  expect(differencesBetween(withLine({ timetable: [written] }), withLine({ timetable: [stored] }))).toEqual([])
})

it('says which line was added or removed', () => {
  const both = { ...offer, lines: [...offer.lines, ...second] }
  expect(differencesBetween(offer, both)).toMatchObject([{ packageReference: 'CPLI-2', before: undefined }])
  expect(differencesBetween(both, offer)).toMatchObject([{ packageReference: 'CPLI-2', after: undefined }])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { quantity, rate } from '../../../core/money.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import { anOffer } from '../testing/agreement.ts'
import { buildContent, readContent, weeklyOf, type Content, type Offer, type OfferLine } from './content.ts'
import { differencesBetween } from './differences.ts'
import { differenceRows } from './offer-text.ts'

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

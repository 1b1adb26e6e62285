import { describe, expect, it } from 'vitest'
import { quantity, rate } from '../../../core/money.ts'
import { anOffer } from '../testing/agreement.ts'
import { asksForPrice, counterOf, mayAcceptCounter, type Answered } from './counter.ts'

const offer = anOffer({ id: 'a', reference: 'P1' }, { also: [{ id: 'b', reference: 'P2' }] })
const hours = (n: number) => quantity(BigInt(n) * 30_000n)
const pounds = (n: number) => rate(BigInt(Math.round(n * 10_000)))
const disputed = (over: Partial<Answered> = {}): Answered => ({
  packageReference: 'P1',
  kind: 'disputed',
  expectedPrice: null,
  expectedQuantity: null,
  ...over,
})
const right: Answered = { packageReference: 'P2', kind: 'right', expectedPrice: null, expectedQuantity: null }

describe('what a provider expects', () => {
  it('is taken line by line, where it differs from what was offered', () => {
    const answered = [disputed({ expectedQuantity: hours(16), expectedPrice: pounds(21) }), right]
    expect(counterOf(offer, answered)).toEqual([
      { packageId: 'a', packageReference: 'P1', planned: hours(16), price: null, fromOn: null },
    ])
  })
  it.each([
    ['no figure at all', [disputed(), right]],
    ['figures for one of two lines', [disputed({ expectedQuantity: hours(16) }), disputed({ packageReference: 'P2' })]],
    ['the very figures that were offered', [disputed({ expectedQuantity: hours(14), expectedPrice: pounds(21) })]],
  ])('cannot be accepted by a click: %s', (_what, answered) => {
    expect(counterOf(offer, answered)).toBeUndefined()
  })
})

describe('accepting it', () => {
  const book = new Map([['a', pounds(21)]])
  const accept = (over: Partial<Answered>, { reason = 'Rural round', by = 'broker' } = {}, known = book) =>
    mayAcceptCounter({ offer, counter: counterOf(offer, [disputed(over)]), book: known, reason, askedBy: 'asha', by })
  it.each([
    ['hours need no reason', { expectedQuantity: hours(16) }, { reason: '' }, true],
    ['a price with a reason', { expectedPrice: pounds(22.4) }, {}, true],
    ['a price of just ten percent more', { expectedPrice: pounds(23.1) }, {}, true],
    ['a lower price', { expectedPrice: pounds(20) }, {}, true],
    ['a price without a reason', { expectedPrice: pounds(22.4) }, { reason: ' ' }, 'reason-missing'],
    ['a reason that is a novel', { expectedPrice: pounds(22.4) }, { reason: 'x'.repeat(2_001) }, 'reason-too-long'],
    ['a price above ten percent more', { expectedPrice: pounds(23.11) }, {}, 'price-too-high'],
    ['nothing', {}, {}, 'nothing-expected'],
  ] as const)('%s', (_what, over, typed, expected) => {
    const outcome = accept(over, typed)
    expect(outcome.ok || outcome.refusal.code).toBe(expected)
  })
  it('measures a price by the book, and not by what was accepted before', () => {
    const cheaper = new Map([['a', pounds(19.1)]])
    expect(accept({ expectedPrice: pounds(21.01) }, {}, cheaper)).toMatchObject({ ok: true })
    expect(accept({ expectedPrice: pounds(21.02) }, {}, cheaper)).toMatchObject({ refusal: { code: 'price-too-high' } })
    expect(accept({ expectedPrice: pounds(20.9) }, {}, new Map([['a', pounds(18)]]))).toMatchObject({ ok: true })
    expect(accept({ expectedPrice: pounds(22) }, {}, new Map())).toMatchObject({ refusal: { code: 'price-too-high' } })
  })
  it('X50: is never for whoever asked for it, should they work for both sides', () => {
    expect(accept({ expectedPrice: pounds(22) }, { by: 'asha' })).toMatchObject({ refusal: { code: 'own-price' } })
  })
})

it('knows whether a price is asked for', () => {
  const counter = (over: Partial<Answered>) => counterOf(offer, [disputed(over)]) ?? []
  expect(asksForPrice(counter({ expectedQuantity: hours(16) }))).toBe(false)
  expect(asksForPrice(counter({ expectedPrice: pounds(22) }))).toBe(true)
})

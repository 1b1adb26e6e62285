import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { pence, PARTS_PER_UNIT, quantity } from '../../../core/money.ts'
import { judgePayer, unitCost, whoPaysOn, type PayerProposal, type PayerRow } from './payers.ts'

const day = localDate
const ever = { from: day('2019-04-01'), until: null }
const contribution: PayerRow = { ...ever, payer: 'contribution', weekly: pence(16_015n) }
const topUp: PayerRow = { ...ever, payer: 'top-up', weekly: pence(7_500n) }
const nursing: PayerRow = { ...ever, payer: 'nursing', weekly: pence(25_406n) }
const today = day('2025-03-12')

describe('who pays what on a day', () => {
  it('X46 leaves the council £590.85 of £826.00 net, and the whole of it gross', () => {
    const net = whoPaysOn({ rows: [contribution, topUp], net: [ever] }, pence(82_600n), today)
    expect(net).toMatchObject({ isNet: true, councilPays: 59_085n, contribution: 16_015n, topUp: 7_500n, fee: 82_600n })
    const gross = whoPaysOn({ rows: [contribution, topUp], net: [] }, pence(82_600n), today)
    expect(gross).toMatchObject({ isNet: false, councilPays: 82_600n, contribution: 16_015n })
  })

  it('X47 adds nursing care to the fee of £1,080.06 and to nothing the council pays', () => {
    const paid = whoPaysOn({ rows: [contribution, nursing], net: [] }, pence(82_600n), today)
    expect(paid).toMatchObject({ fee: 108_006n, councilPays: 82_600n, nursing: 25_406n })
    expect(unitCost(paid)).toBe(82_600n)
    expect(unitCost({ ...paid, topUp: pence(7_500n) })).toBe(75_100n)
  })

  it('goes by the day: before the first row nobody else pays, and nought ends it', () => {
    const rows: PayerRow[] = [
      { payer: 'top-up', from: day('2025-02-01'), until: day('2025-03-01'), weekly: pence(5_000n) },
      { payer: 'top-up', from: day('2025-03-01'), until: null, weekly: pence(0n) },
    ]
    const on = (text: string) => whoPaysOn({ rows, net: [] }, pence(82_600n), day(text)).topUp
    expect(['2025-01-31', '2025-02-01', '2025-02-28', '2025-03-01'].map(on)).toEqual([0n, 5_000n, 5_000n, 0n])
  })
})

describe('saying what somebody pays', () => {
  const version = {
    version: 1,
    planned: quantity(PARTS_PER_UNIT),
    plannedByDay: null,
    rateLineId: 'r',
    cause: 'new',
    temporary: false,
  } as const
  const rates = [
    { rateLineId: 'r', from: day('2024-04-01'), until: day('2025-04-07'), price: pounds('826.00') },
    { rateLineId: 'r', from: day('2025-04-07'), until: null, price: pounds('200.00') },
  ]
  const care = {
    ...{ unit: 'week' as const, startsOn: day('2024-05-06'), endsOn: day('2025-12-31'), rates },
    versions: [{ ...version, ...ever }],
  }
  const judge = (over: Partial<PayerProposal>, rows: readonly PayerRow[] = []) => {
    const proposal = {
      payer: 'contribution',
      fromOn: day('2025-03-03'),
      weekly: pence(16_015n),
      reason: 'Assessed',
      ...over,
    } as const
    const judged = judgePayer(care, rows, proposal)
    return judged.ok ? 'done' : judged.refusal
  }

  it.each([
    ['on a day of the care', {}, 'done'],
    ['before the first day', { fromOn: day('2024-05-05') }, { code: 'before-care' }],
    ['after the last day', { fromOn: day('2026-01-01') }, { code: 'after-care' }],
    ['without a reason', { reason: '  ' }, { code: 'reason-missing' }],
    ['of as much as before', { weekly: pence(0n) }, { code: 'same-amount' }],
    [
      'above the price of that day',
      { weekly: pence(82_601n) },
      { code: 'above-price', day: '2025-03-03', price: 82_600n },
    ],
    ['above a price to come', { weekly: pence(20_001n) }, { code: 'above-price', day: '2025-04-07', price: 20_000n }],
    ['of the NHS, whatever the price', { payer: 'nursing' as const, weekly: pence(99_999n) }, 'done'],
  ])('%s', (_, over, expected) => {
    expect(judge(over)).toEqual(expected)
  })

  it('counts what a third party pays on the same days, and only until the next amount that is known', () => {
    expect(judge({}, [{ ...topUp, from: day('2025-05-01') }])).toEqual({
      code: 'above-price',
      day: '2025-05-01',
      price: 20_000n,
    })
    const known: PayerRow = { payer: 'contribution', from: day('2025-05-01'), until: null, weekly: pence(10_000n) }
    expect(judge({}, [{ ...topUp, from: day('2025-05-01') }, known])).toBe('done')
  })

  it('is for care by the week only', () => {
    const proposal = {
      payer: 'contribution',
      fromOn: day('2025-03-03'),
      weekly: pence(1n),
      reason: 'Assessed',
    } as const
    expect(judgePayer({ ...care, unit: 'hour' }, [], proposal)).toMatchObject({ refusal: { code: 'not-by-week' } })
  })
})

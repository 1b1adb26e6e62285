import { describe, expect, it } from 'vitest'
import { units } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import { readEntry } from './typed-entry.ts'

const empty = { frustrated: '', missed: '', extra: '', visits: '', comment: '' }

describe('what was typed', () => {
  it.each([
    ['1:45', units('1.75')],
    ['1h45', units('1.75')],
    [' 1.75 ', units('1.75')],
    ['1.45', units('1.45')],
    ['\u00a01:45\u2009', units('1.75')],
    ['.5', units('0.5')],
    ['0:20', quantity(10_000n)],
    ['', 0n],
  ])('%j is a quantity', (typed, expected) => {
    expect(readEntry({ ...empty, extra: typed })).toMatchObject({ ok: true, value: { extra: expected } })
  })

  it.each([
    ['-1', 'negative'],
    ['−1', 'negative'],
    ['two', 'not-a-number'],
    ['1,5', 'not-a-number'],
    ['1,000', 'not-a-number'],
    ['1 000', 'not-a-number'],
    ['1\u202f000.5', 'not-a-number'],
    ['1:75', 'not-a-number'],
    ['-1:45', 'not-a-number'],
    ['\u20131', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['99999999999', 'too-large'],
    ['1.33333', 'too-precise'],
  ])('%j is not, because it is %s', (typed, why) => {
    const read = readEntry({ ...empty, missed: typed })
    expect(read).toMatchObject({ ok: false, refusal: { faults: [{ code: 'R20', field: 'missed', why }] } })
  })

  it.each([
    ['7', 7],
    [' 0 ', 0],
    ['', null],
  ])('%j are visits', (visits, expected) => {
    expect(readEntry({ ...empty, visits })).toMatchObject({ ok: true, value: { visits: expected } })
  })

  it.each(['1.5', '-2', 'many', '10000'])('%j are not visits', (visits) => {
    expect(readEntry({ ...empty, visits })).toMatchObject({ ok: false, refusal: { faults: [{ field: 'visits' }] } })
  })

  it('tells every box that cannot be read at once', () => {
    const read = readEntry({ ...empty, frustrated: 'x', extra: '-1', visits: 'y' })
    expect(read.ok ? [] : read.refusal.faults.map((fault) => 'field' in fault && fault.field)).toEqual([
      'frustrated',
      'extra',
      'visits',
    ])
  })
})

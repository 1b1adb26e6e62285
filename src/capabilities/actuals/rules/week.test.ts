import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { units } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import { priceWeek } from '../../payments/rules/week.ts'
import { findWeekFaults } from '../../payments/rules/week-faults.ts'
import { aWeek } from '../../payments/testing/weeks.ts'
import { aRule, anEntry } from '../testing/rules.ts'
import { actualOf, amountFaults, confirmationFaults, isOverTolerance, needsComment } from './week.ts'

const fourteen = { unit: 'hour', planned: units('14'), rule: aRule() } as const
const codes = (week: Parameters<typeof amountFaults>[0], entry: ReturnType<typeof anEntry>) =>
  [...amountFaults(week, entry), ...confirmationFaults(week, entry)].map(({ code }) => code)

describe('the identity of a week', () => {
  it('X09 14 planned, 1 frustrated, 0.5 missed, 2 extra are 14.5 delivered', () => {
    expect(actualOf(units('14'), anEntry({ frustrated: '1', missed: '0.5', extra: '2' }))).toBe(units('14.5'))
  })

  it('X11 asks for a comment although actual equals the plan', () => {
    const entry = anEntry({ frustrated: '1', extra: '1' })
    expect(actualOf(units('14'), entry)).toBe(units('14'))
    expect(codes(fourteen, entry)).toEqual(['R26'])
    expect(codes(fourteen, anEntry({ frustrated: '1', extra: '1', comment: 'Moved to Friday' }))).toEqual([])
  })

  it.each([
    ['X12 frustrated and missed over planned', { frustrated: '3', missed: '12', comment: 'x' }, ['R23']],
    ['a blank comment', { missed: '1', comment: '   ' }, ['R26']],
    ['1.3 hours', { frustrated: '1.3', comment: 'x' }, ['R21']],
    ['more than 168 hours', { extra: '154.25', comment: 'x' }, ['R28']],
    ['exactly 168 hours', { extra: '154', comment: 'x' }, []],
    ['nothing changed', {}, []],
    ['two faults at once', { frustrated: '1.1', missed: '14' }, ['R21', 'R23', 'R26']],
  ])('judges %s', (_, typed, expected) => {
    expect(codes(fourteen, anEntry(typed))).toEqual(expected)
  })

  it('lets the whole plan be missed when the plan is not in steps', () => {
    const week = { ...fourteen, planned: quantity(units('14') + 500n) }
    const entry = { ...anEntry({ comment: 'In hospital' }), missed: week.planned }
    expect(codes(week, entry)).toEqual([])
  })

  it('takes steps of the contract, and hundredths of what is not an hour', () => {
    const five = { ...fourteen, rule: aRule({ stepMinutes: 5 }) }
    expect(codes(five, { ...anEntry({ comment: 'x' }), missed: quantity(2_500n) })).toEqual([])
    const sessions = { ...fourteen, unit: 'session' } as const
    expect(codes(sessions, anEntry({ missed: '0.51', comment: 'x' }))).toEqual([])
    expect(codes(sessions, anEntry({ missed: '0.511', comment: 'x' }))).toEqual(['R21'])
  })

  it('refuses extras and asks for visits where the contract says so', () => {
    const strict = { ...fourteen, rule: aRule({ extrasAllowed: false, visitsRequired: true }) }
    expect(codes(strict, anEntry({ extra: '1', comment: 'x' }))).toEqual(['R24', 'R25'])
    expect(codes(strict, anEntry({ visits: 0 }))).toEqual([])
  })

  it('refuses a stated actual that does not add up', () => {
    expect(codes(fourteen, { ...anEntry({}), actual: units('13') })).toEqual(['R22'])
  })

  it.each([
    ['1', false],
    ['1.25', true],
  ])('X17 with %s hours over a plan of 10 and a tolerance of 10%% is held: %s', (extra, held) => {
    expect(isOverTolerance(units('10'), anEntry({ extra }), wholePercent(10))).toBe(held)
    expect(isOverTolerance(units('10'), anEntry({ extra }), undefined)).toBe(false)
  })
})

describe('against the pricing of the same week', () => {
  const someUnits = fc.bigInt({ min: -8n, max: 720n }).map((quarters) => quantity(quarters * 7_500n))
  const someWeek = fc.record({
    planned: fc.bigInt({ min: 0n, max: 672n }).map((quarters) => quantity(quarters * 7_500n)),
    frustrated: someUnits,
    missed: someUnits,
    extra: someUnits,
    comment: fc.constantFrom('', ' ', 'said'),
  })

  it('finds the faults that pricing would find, with the same codes', () => {
    fc.assert(
      fc.property(someWeek, ({ planned, ...said }) => {
        const entry = { ...said, visits: null }
        const ours = new Set(codes({ ...fourteen, planned }, entry))
        const theirs = findWeekFaults({ ...aWeek(), planned, ...said })
        expect([...ours].toSorted()).toEqual([...new Set(theirs.map(({ code }) => code))].toSorted())
      }),
    )
  })

  it('knows the same actual, the same need of words and the same exception level', () => {
    fc.assert(
      fc.property(someWeek, fc.integer({ min: 0, max: 60 }), ({ planned, ...said }, tolerance) => {
        const entry = { ...said, visits: null }
        const priced = priceWeek({ ...aWeek(), planned, ...said, tolerancePercent: wholePercent(tolerance) })
        if (!priced.ok) return
        expect(priced.value.actual).toBe(actualOf(planned, entry))
        expect(priced.value.held !== undefined).toBe(isOverTolerance(planned, entry, wholePercent(tolerance)))
        expect(needsComment(entry) && entry.comment.trim() === '').toBe(false)
      }),
    )
  })
})

import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { anEntry, aPlanWithPrices, aRow } from '../testing/rules.ts'
import { warnedValue, warningsOf, type Warning, type WarningFacts } from './warnings.ts'

const nothing: WarningFacts = { steady: false, away: false, clocks: false, confirmed: new Map() }
const missed = anEntry({ missed: '1', comment: 'Late' })
const none = anEntry({ frustrated: '14', comment: 'In hospital' })

it.each<[string, Partial<WarningFacts>, ReturnType<typeof anEntry>, readonly Warning[]]>([
  ['nothing of an ordinary week', {}, anEntry(), []],
  ['W01 when it is as planned once more', { steady: true }, anEntry(), ['W01']],
  ['nothing when it differs at last', { steady: true }, missed, []],
  ['W02 when care was delivered in hospital', { away: true }, missed, ['W02']],
  ['nothing when none was delivered in hospital', { away: true }, none, []],
  ['W05 in the night in which the clocks change', { clocks: true }, missed, ['W05']],
  ['all that is odd', { steady: true, away: true, clocks: true }, anEntry(), ['W02', 'W05', 'W01']],
])('asks %s', (_, facts, entry, expected) => {
  expect(warningsOf(aRow(), entry, { ...nothing, ...facts })).toEqual(expected)
})

it.each([
  ['2025-03-31', 'weekly', []],
  ['2025-04-01', 'weekly', ['W03']],
  ['2025-04-06', 'weekly', ['W03']],
  ['2025-04-07', 'weekly', []],
  ['2025-04-01', 'timetabled', []],
] as const)('W03 tells of a price that changes on %s in a %s week: %j', (changedOn, recording, expected) => {
  expect(warningsOf(aRow({ plan: aPlanWithPrices(changedOn), recording }), anEntry(), undefined)).toEqual(expected)
})

it('W03 tells of no price that changes after the care has ended', () => {
  const plan = { ...aPlanWithPrices('2025-04-05'), endsOn: localDate('2025-04-04') }
  expect(warningsOf(aRow({ plan }), anEntry(), undefined)).toEqual([])
})

it('asks nothing again that was confirmed for the same figures, and other figures anew', () => {
  const confirmed = new Map<Warning, string>([['W02', warnedValue(aRow(), missed)]])
  const facts = { ...nothing, away: true, clocks: true, confirmed }
  expect(warningsOf(aRow(), missed, facts)).toEqual(['W05'])
  expect(warningsOf(aRow(), anEntry(), facts)).toEqual(['W02', 'W05'])
})

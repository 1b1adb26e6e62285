import { expect, it } from 'vitest'
import { quoteAbsence } from '../../payments/index.ts'
import { localDate } from '../../../core/dates.ts'
import { quantity, rate } from '../../../core/money.ts'
import { happenedFaults, payEffect, type Happened } from './life-event.ts'
import type { ContractTerms, Package } from './package.ts'

const TODAY = localDate('2025-04-10')
const care = (terms: Partial<ContractTerms> = {}): Package => ({
  ...{ id: 'P', reference: 'P', ownReference: '', serviceLevel: 'Standard', unit: 'hour', status: 'active' },
  startsOn: localDate('2025-01-06'),
  ...{ endsOn: localDate('2025-12-31'), endReason: null },
  recordableFrom: null,
  currentVersion: 1,
  provider: { id: 'O', reference: 'O', name: 'O', status: 'active' },
  service: { id: 'S', reference: 'S', name: 'S', sector: 'home-support' },
  contract: { id: 'K', number: 'K', title: 'K', startsOn: localDate('2024-01-01'), endsOn: null },
  person: {
    ...{ id: 'W', restricted: false, reference: 'W', nhsNumber: null, givenName: 'A', familyName: 'B' },
    bornOn: null,
    diedOn: null,
  },
  versions: [
    {
      ...{ version: 1, from: localDate('2025-01-06'), until: null, planned: quantity(420_000n), plannedByDay: null },
      ...{ rateLineId: 'R', cause: 'new', temporary: false },
    },
  ],
  timetable: [],
  rates: [{ rateLineId: 'R', from: localDate('2024-01-01'), until: null, price: rate(210_000n) }],
  terms: [
    {
      ...{ from: localDate('2024-01-01'), until: null, paymentTerms: 'actual', recording: 'weekly' },
      ...{ frustratedPercent: 50, signGate: true, absenceTiers: [], deathDays: 0, noticeDays: 0 },
      ...terms,
    },
  ],
})
const happened = (over: Partial<Happened> = {}): Happened => ({
  kind: 'hospital',
  happenedOn: localDate('2025-04-01'),
  backOn: localDate('2025-04-11'),
  ...over,
})
const effect = (over: Partial<Happened> = {}, terms: Partial<ContractTerms> = {}) =>
  payEffect(care(terms), happened(over), quoteAbsence).join(' | ')

it('says what days in hospital are worth under the contract', () => {
  expect(effect()).toContain('the contract pays 50% of it')
  expect(effect()).toContain('10 days at 50% of a seventh of £294.00')
  expect(effect()).toContain('£210.00 is due, rounded once')
  expect(effect({ backOn: null })).toContain('For each week away: | 7 days away')
  expect(effect({}, { paymentTerms: 'planned' })).toContain('£420.00 is due')
  expect(effect({}, { recording: 'none' })).toContain('The place is kept')
  const tiers = [
    { upTo: 7, percent: 100 },
    { upTo: null, percent: 50 },
  ]
  const byNight = effect({}, { recording: 'none', absenceTiers: tiers })
  expect(byNight).toContain('Nights 1 to 7 away in full, every night away from night 8 on at 50%')
  expect(byNight).toContain('7 nights at 100% of a seventh of £294.00')
  expect(byNight).toContain('3 nights at 50% of a seventh of £294.00')
  expect(byNight).toContain('£357.00 is due')
})

it('says until when care is paid after a death or a move, and what stops', () => {
  const death = effect({ kind: 'death', backOn: null })
  expect(death).toContain('Care is paid up to and with 1 April 2025.')
  expect(death).toContain('£294.00 a week, stops')
  expect(effect({ kind: 'moved', backOn: null }, { recording: 'none' })).toContain('the one before 1 April 2025')
})

it.each([
  [
    'death',
    { recording: 'none' },
    'contract pays 2 nights more where the person has died, £84.00 at the price of that',
  ],
  [
    'moved',
    { recording: 'none' },
    'contract pays 1 night more where the person leaves, £42.00 at the price of that day',
  ],
  [
    'moved',
    { recording: 'none', noticeDays: 0 },
    'pays no night after it where the person leaves. If you are owed more',
  ],
  ['death', { recording: 'weekly' }, 'The contract pays no care after it. If you are owed more, say so below.'],
] as const)('quotes after a %s what %j pays when the stay is over', (kind, terms, words) => {
  expect(effect({ kind, backOn: null }, { deathDays: 2, noticeDays: 1, ...terms })).toContain(words)
})

it('finds days that cannot be', () => {
  expect(happenedFaults(care(), happened(), TODAY)).toEqual([])
  const death = { kind: 'death', backOn: null } as const
  expect(happenedFaults(care(), happened({ ...death, happenedOn: localDate('2025-04-11') }), TODAY)).toEqual([
    'in-the-future',
  ])
  expect(happenedFaults(care(), happened({ happenedOn: localDate('2025-01-05') }), TODAY)).toEqual(['before-care'])
  expect(happenedFaults(care(), happened({ happenedOn: localDate('2026-01-01'), backOn: null }), TODAY)).toEqual([
    'after-care',
  ])
  expect(happenedFaults(care(), happened({ backOn: localDate('2025-03-31') }), TODAY)).toEqual(['back-before'])
})

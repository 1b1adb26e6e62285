import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { quantity, rate } from '../../../core/money.ts'
import type { Package, PackageVersion } from './package.ts'
import {
  changeVersions,
  countsFrom,
  daysLate,
  effectOf,
  faultsOf,
  isAllTooLate,
  type AskedChange,
} from './variation.ts'

const TODAY = localDate('2025-04-10')
const hours = (count: number) => quantity(BigInt(count * 30_000))
const version = (number: number, from: string, until: string | null, count = 14): PackageVersion => ({
  version: number,
  from: localDate(from),
  until: until === null ? null : localDate(until),
  planned: hours(count),
  plannedByDay: null,
  rateLineId: 'R',
  cause: 'new',
  temporary: false,
})
const care: Package = {
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
  versions: [version(1, '2025-01-06', null)],
  timetable: [],
  rates: [{ rateLineId: 'R', from: localDate('2024-01-01'), until: null, price: rate(221_000n) }],
  terms: [],
}
const asked = (over: Partial<AskedChange> = {}): AskedChange => ({
  kind: 'permanent',
  fromOn: localDate('2025-04-07'),
  lastOn: null,
  planned: hours(16),
  plannedByDay: null,
  ...over,
})
const untilMay = { kind: 'temporary', lastOn: localDate('2025-04-30') } as const

it('works out what a change does to a week and to all its days', () => {
  expect(effectOf(care, asked())).toMatchObject({
    weekly: 35_360n,
    units: 60_000n,
    weeklyDifference: 4_420n,
    whole: null,
  })
  expect(effectOf(care, asked(untilMay))).toMatchObject({ whole: { days: 24, difference: 15_154n } })
  expect(effectOf(care, asked({ planned: hours(10) }))).toMatchObject({ units: -120_000n, weeklyDifference: -8_840n })
  expect(effectOf({ ...care, rates: [] }, asked())).toBeUndefined()
})

it('counts each day of a change for a time at the price that is approved for it', () => {
  const rates = [
    { rateLineId: 'R', from: localDate('2024-01-01'), until: localDate('2025-04-21'), price: rate(221_000n) },
    { rateLineId: 'R', from: localDate('2025-04-21'), until: null, price: rate(230_600n) },
  ]
  const prices = [
    { from: '2025-04-07', price: 221_000n },
    { from: '2025-04-21', price: 230_600n },
  ]
  // 14 days at 2 hours a week of £22.10, and 10 at £23.06: £88.40 + £65.89, rounded once.
  expect(effectOf({ ...care, rates }, asked(untilMay))).toMatchObject({
    weeklyDifference: 4_420n,
    whole: { days: 24, difference: 15_429n, prices, daysWithoutPrice: 0 },
  })
  expect(effectOf({ ...care, rates: rates.slice(0, 1) }, asked(untilMay))).toMatchObject({
    whole: { days: 24, difference: 8_840n, prices: prices.slice(0, 1), daysWithoutPrice: 10 },
  })
})

it('finds what cannot be asked', () => {
  expect(faultsOf(care, asked(), TODAY)).toEqual([])
  expect(faultsOf(care, asked({ planned: hours(14) }), TODAY)).toEqual(['nothing-changes'])
  expect(faultsOf(care, asked({ planned: hours(0) }), TODAY)).toEqual(['nothing-planned'])
  expect(faultsOf(care, asked({ planned: hours(169) }), TODAY)).toEqual(['too-much'])
  expect(faultsOf(care, asked({ fromOn: localDate('2025-01-05') }), TODAY)).toEqual(['before-care'])
  expect(faultsOf(care, asked({ kind: 'temporary', lastOn: localDate('2026-01-01') }), TODAY)).toEqual(['after-care'])
  expect(faultsOf(care, asked({ kind: 'temporary', lastOn: localDate('2025-04-06') }), TODAY)).toEqual([
    'runs-backward',
  ])
  expect(faultsOf({ ...care, rates: [] }, asked(), TODAY)).toEqual(['no-price'])
  const open = { ...care, endsOn: null }
  const late = { fromOn: localDate('2026-04-12') }
  expect(faultsOf(open, asked({ fromOn: localDate('2026-04-11') }), TODAY)).toEqual([])
  expect(faultsOf(open, asked(late), TODAY)).toEqual(['far-ahead'])
  expect(faultsOf(open, asked({ kind: 'temporary', lastOn: late.fromOn }), TODAY)).toEqual(['ends-far-ahead'])
})

it('plans no more than a day has, for each carer of its visits or for two where nothing is said of them', () => {
  const onMonday = (count: number, carers?: number) => ({
    ...{ planned: hours(count), plannedByDay: [hours(count), ...[2, 3, 4, 5, 6, 7].map(() => hours(0))] },
    ...(carers !== undefined && { visits: [{ weekday: 1, startsAt: '08:00', minutes: 60, carers }] }),
  })
  const isFull = (count: number, carers?: number) =>
    faultsOf(care, asked(onMonday(count, carers)), TODAY).includes('overfull-day')
  expect([isFull(48), isFull(49), isFull(24, 1), isFull(25, 1), isFull(49, 3), isFull(73, 3)]).toEqual([
    ...[false, true, false, true],
    ...[false, true],
  ])
  expect(faultsOf({ ...care, unit: 'night' }, asked(onMonday(49)), TODAY)).toEqual([])
})

it('counts the days after the fourteenth as late', () => {
  const late = (askedOn: string) => daysLate(localDate('2025-04-07'), { askedOn: localDate(askedOn), within: 14 })
  expect([late('2025-04-21'), late('2025-04-24'), late('2025-04-01')]).toEqual([0, 3, 0])
})

it('X18 counts more care from its first day when asked for in time, and from the day of asking when not', () => {
  const march = asked({ fromOn: localDate('2025-03-03') })
  const from = (askedOn: string, change = march, within = 14) =>
    countsFrom(care, change, { askedOn: localDate(askedOn), within })
  expect(from('2025-03-15')).toBe('2025-03-03')
  expect(from('2025-03-17')).toBe('2025-03-03')
  expect(from('2025-03-27')).toBe('2025-03-27')
  expect(from('2025-03-27', march, 24)).toBe('2025-03-03')
  // Less care is never paid for days on which it was not planned.
  expect(from('2025-03-27', { ...march, planned: hours(10) })).toBe('2025-03-03')
})

it('finds a change for a time that was over before it was asked for, too late', () => {
  const week = asked({ kind: 'temporary', fromOn: localDate('2025-03-03'), lastOn: localDate('2025-03-09') })
  const on = (askedOn: string) => ({ askedOn: localDate(askedOn), within: 14 })
  expect(isAllTooLate(care, week, on('2025-03-17'))).toBe(false)
  expect(isAllTooLate(care, week, on('2025-03-18'))).toBe(true)
  expect(isAllTooLate(care, { ...week, planned: hours(10) }, on('2025-03-18'))).toBe(false)
  expect(isAllTooLate(care, asked({ fromOn: localDate('2025-03-03') }), on('2025-03-18'))).toBe(false)
})

it('closes the version in force and adds the change; a temporary one is followed by the old plan', () => {
  expect(changeVersions(care.versions, asked())).toMatchObject({
    value: {
      closed: { version: 1, from: '2025-01-06', until: '2025-04-07' },
      added: [{ version: 2, from: '2025-04-07', until: null, planned: hours(16), resumes: null }],
    },
  })
  expect(changeVersions(care.versions, asked(untilMay))).toMatchObject({
    value: {
      added: [
        { version: 2, from: '2025-05-01', until: null, planned: hours(14), resumes: 1 },
        { version: 3, from: '2025-04-07', until: '2025-05-01', planned: hours(16), resumes: null },
      ],
    },
  })
})

it('leaves days alone that another change has decided', () => {
  const two = [version(1, '2025-01-06', '2025-04-20'), version(2, '2025-04-20', null, 20)]
  expect(changeVersions(two, asked())).toEqual({ ok: false, refusal: { code: 'another-change' } })
  expect(changeVersions(two, asked(untilMay))).toEqual({ ok: false, refusal: { code: 'another-change' } })
  const within = changeVersions(two, asked({ kind: 'temporary', lastOn: localDate('2025-04-19') }))
  expect(within).toMatchObject({ value: { added: [{ version: 3, from: '2025-04-07', until: '2025-04-20' }] } })
})

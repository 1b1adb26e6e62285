import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import type { Quantity } from '../../../core/money.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { anEntry, aPlanWithPrices, aRow } from '../testing/rules.ts'
import { reviewRow } from './review.ts'
import type { SheetRow, StandingWeek } from './sheet-row.ts'
import type { Entry } from './week.ts'

const now = fixedClock('2025-04-10T09:00:00Z').now()

function recorded(entry: Entry, status: StandingWeek['status'] = 'draft'): StandingWeek {
  const heldCode = status === 'held' ? ('H01' as const) : null
  const amounts = { planned: units('14'), actual: units('14'), entry }
  return { version: 1, status, heldCode, ...amounts, recordedName: 'Asha', recordedAt: now }
}

const moment = { today: localDate('2025-04-10'), now, taken: new Set<string>() }
const review = (row: SheetRow, before?: Quantity) =>
  reviewRow(row, {
    ...moment,
    before: new Map(before === undefined ? [] : [['p', before]]),
  })

it('must have a comment where care differs, and says nothing of the same row twice', () => {
  const found = review(aRow({ standing: recorded(anEntry({ frustrated: '1' })) }))
  expect(found).toMatchObject({ level: 'must-fix', faults: [{ code: 'R26' }] })
})

it('asks about a row that nobody has touched, and is content with one that somebody has', () => {
  expect(review(aRow())).toMatchObject({ level: 'please-confirm', doubts: ['not-touched'] })
  expect(review(aRow({ standing: recorded(anEntry()) }))).toMatchObject({ level: 'ready' })
})

it('takes nothing as planned where visits say what was delivered', () => {
  expect(review(aRow({ recording: 'visits' }))).toMatchObject({ level: 'information', why: 'no-visits' })
  expect(review(aRow({ recording: 'visits', standing: recorded(anEntry()) }))).toMatchObject({ level: 'ready' })
})

it('asks about frustrated care after a long absence, and says why a week is held', () => {
  const away = { awaySince: localDate('2025-03-10'), standing: recorded(anEntry({ frustrated: '1', comment: 'Away' })) }
  const asked = (paidAbsenceWeeks: number) => reviewRow(aRow(away), { ...moment, paidAbsenceWeeks, before: new Map() })
  expect(asked(3)).toMatchObject({ level: 'please-confirm', doubts: ['long-absence'] })
  expect(asked(4)).toMatchObject({ level: 'ready' })
  const held = { ...recorded(anEntry(), 'held'), heldCode: 'H02' as const }
  expect(review(aRow({ standing: held }))).toMatchObject({ level: 'information', why: 'H02' })
})

it.each([
  ['over the exception level', { extra: '1.5', comment: 'Fall' }, 'over-tolerance'],
  ['with nothing delivered', { missed: '14', comment: 'No carer' }, 'nothing-delivered'],
])('asks about a week %s', (_, said, doubt) => {
  expect(review(aRow({ standing: recorded(anEntry(said)) }))).toMatchObject({
    level: 'please-confirm',
    doubts: [doubt],
  })
})

it('asks about what is odd of an open week, and only tells of a price that changes', () => {
  const facts = { steady: true, away: true, clocks: true, confirmed: new Map() }
  const standing = recorded(anEntry())
  const asked = reviewRow(aRow({ standing }), { ...moment, before: new Map(), warnings: new Map([['p', facts]]) })
  expect(asked).toMatchObject({ level: 'please-confirm', doubts: ['W02', 'W05', 'W01'], notes: [] })
  const plan = aPlanWithPrices('2025-04-02')
  expect(review(aRow({ standing, plan }))).toMatchObject({ level: 'ready', notes: ['W03'] })
  const settled = aRow({ standing: recorded(anEntry(), 'confirmed'), plan })
  expect(review(settled)).toEqual({ level: 'information', row: settled, why: 'confirmed' })
})

it.each([
  ['9.25', true],
  ['9.5', false],
  ['28', false],
  ['28.25', true],
])('compares 14 hours with %s of the week before: asks %s', (before, asks) => {
  const found = review(aRow({ standing: recorded(anEntry()) }), units(before))
  expect(found.level).toBe(asks ? 'please-confirm' : 'ready')
})

it('only tells of what is confirmed, held, blocked or closed', () => {
  expect(review(aRow({ standing: recorded(anEntry(), 'confirmed') }))).toMatchObject({ why: 'confirmed' })
  expect(review(aRow({ standing: recorded(anEntry(), 'held') }))).toMatchObject({ why: 'H01' })
  expect(review(aRow({ agreed: false }))).toMatchObject({ level: 'information', why: { code: 'R07' } })
  const past = fixedClock('2025-04-02T09:00:00Z').now()
  const closed = review(aRow({ standing: recorded(anEntry(), 'confirmed'), submitBy: past }))
  expect(closed).toMatchObject({ level: 'information', why: { code: 'R10' } })
})

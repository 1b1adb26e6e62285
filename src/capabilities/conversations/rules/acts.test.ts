import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { close, handOver, judgeText, reopen, reply } from './acts.ts'
import { standingOf, type Conversation } from './conversation.ts'

const open: Conversation = {
  id: 'c',
  providerId: 'p',
  serviceId: null,
  contractId: null,
  team: 'brokerage',
  targetDays: 3,
  state: 'awaiting-council',
  dueOn: localDate('2025-04-15'),
  messages: 4,
  closedOn: null,
  restrictedPeople: [],
}
const closed: Conversation = { ...open, state: 'closed', dueOn: null, closedOn: localDate('2025-04-10') }
const closing = { outcome: 'resolved', explanation: 'Done.', shownMessages: 4 } as const

it('counts a line end of a form as one character', () => {
  expect(judgeText(`${'a\r\n'.repeat(4_999)}aa`)).toMatchObject({ ok: true })
  expect(judgeText('a'.repeat(10_001))).toEqual({ ok: false, refusal: { code: 'too-long', length: 10_001 } })
  expect(judgeText(' \r\n ')).toEqual({ ok: false, refusal: { code: 'nothing-written' } })
})

it.each([
  ['provider', 'awaiting-council'],
  ['council', 'awaiting-provider'],
] as const)('passes the turn away from the %s', (side, state) => {
  expect(reply(open, side, 'x')).toEqual({ ok: true, value: { text: 'x', state } })
  expect(reply(closed, side, 'x')).toEqual({ ok: false, refusal: { code: 'closed' } })
})

it.each([
  ['twice', closed, closing, 'already-closed'],
  ['over an unread message', open, { ...closing, shownMessages: 3 }, 'new-message'],
  ['without an outcome', open, { ...closing, outcome: undefined }, 'outcome-missing'],
  ['without an explanation', open, { ...closing, explanation: '' }, 'nothing-written'],
] as const)('does not close %s', (_, conversation, wanted, code) => {
  expect(close(conversation, wanted)).toMatchObject({ ok: false, refusal: { code } })
})

it.each([
  ['on the day it was closed', '2025-04-10', undefined],
  ['on the twentieth day', '2025-04-30', undefined],
  ['on the day after', '2025-05-01', 'too-late'],
])('judges reopening %s', (_, today, code) => {
  const outcome = reopen(closed, localDate(today), 'Still wrong')
  expect(outcome.ok ? undefined : outcome.refusal.code).toBe(code)
})

it('does not reopen what is open', () => {
  expect(reopen(open, localDate('2025-04-11'), 'x')).toMatchObject({ refusal: { code: 'not-closed' } })
})

it.each([
  ['a closed one', closed, { shownTeam: 'brokerage', team: 'payments', note: 'x' }, 'closed'],
  ['one that has moved', open, { shownTeam: 'payments', team: 'procurement', note: 'x' }, 'moved'],
  ['to nobody', open, { shownTeam: 'brokerage', team: undefined, note: 'x' }, 'team-missing'],
  ['to the team that has it', open, { shownTeam: 'brokerage', team: 'brokerage', note: 'x' }, 'same-team'],
  ['without a note', open, { shownTeam: 'brokerage', team: 'payments', note: ' ' }, 'nothing-written'],
] as const)('does not hand over %s', (_, conversation, wanted, code) => {
  expect(handOver(conversation, wanted)).toMatchObject({ ok: false, refusal: { code } })
})

it.each([
  ['closed', closed, '2025-05-01', 'closed'],
  ['due today', open, '2025-04-15', 'council'],
  ['due yesterday', open, '2025-04-16', 'council-late'],
  ['asked of the provider', { state: 'awaiting-provider', dueOn: null }, '2025-05-01', 'provider'],
] as const)('knows whose move it is when %s', (_, conversation, today, standing) => {
  expect(standingOf(conversation, localDate(today))).toBe(standing)
})

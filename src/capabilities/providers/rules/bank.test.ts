import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import {
  cancelBank,
  coolingOffDays,
  decideBank,
  entryFaults,
  inForce,
  mayEnter,
  standingOf,
  type BankEntry,
  type BankStatus,
} from './bank.ts'

const today = localDate('2025-04-10')
const account = (over: { id?: string; status?: BankStatus; inForceOn?: string | null } = {}) => ({
  id: over.id ?? 'a',
  status: over.status ?? 'entered',
  inForceOn: over.inForceOn === undefined || over.inForceOn === null ? null : localDate(over.inForceOn),
  version: 1,
  enteredBy: 'first',
})
const approved = (id: string, inForceOn: string) => account({ id, status: 'approved', inForceOn })

it.each([
  [undefined, 3],
  ['5', 5],
  [1, 1],
  [0, 3],
  ['soon', 3],
  [91, 3],
  [2.5, 3],
  [null, 3],
  [[7], 3],
])('reads the cooling-off %j as %j days', (setting, days) => {
  expect(coolingOffDays(setting)).toBe(days)
})

it('derives from the day what is in force, cooling off and replaced', () => {
  const accounts = [
    approved('new', '2025-04-11'),
    approved('now', '2025-04-10'),
    approved('old', '2024-01-01'),
    account({ id: 'no', status: 'refused' }),
    account({ id: 'stop', status: 'cancelled', inForceOn: '2025-01-01' }),
    account({ id: 'wait' }),
  ]
  expect(accounts.map((one) => standingOf(one, accounts, today))).toEqual([
    'cooling-off',
    'in-force',
    'replaced',
    'refused',
    'cancelled',
    'waiting',
  ])
  expect(inForce(accounts, localDate('2025-04-11'))?.id).toBe('new')
  expect(inForce(accounts.toReversed(), today)?.id).toBe('now')
  expect(inForce([account()], today)).toBeUndefined()
})

it('lets one change be under way at a time', () => {
  expect(mayEnter([], today)).toMatchObject({ ok: true })
  expect(mayEnter([approved('now', '2025-04-10')], today)).toMatchObject({ ok: true })
  expect(mayEnter([account()], today)).toMatchObject({ refusal: { code: 'already-waiting' } })
  expect(mayEnter([approved('new', '2025-04-11')], today)).toMatchObject({ refusal: { code: 'still-cooling-off' } })
})

it('takes two people to approve, and counts the cooling-off from that day', () => {
  const second = { shown: 1, by: 'second', today }
  expect(decideBank(account(), { kind: 'approve', days: 3 }, second)).toEqual({
    ok: true,
    value: { status: 'approved', inForceOn: '2025-04-13' },
  })
  expect(decideBank(account(), { kind: 'approve', days: 3 }, { ...second, by: 'first' })).toMatchObject({
    refusal: { code: 'same-person' },
  })
  expect(decideBank(account(), { kind: 'approve', days: 3 }, { ...second, shown: 2 })).toMatchObject({
    refusal: { code: 'changed-since' },
  })
  expect(decideBank(account(), { kind: 'refuse', reason: ' ' }, second)).toMatchObject({
    refusal: { code: 'reason-missing' },
  })
  expect(decideBank(account({ status: 'cancelled' }), { kind: 'approve', days: 3 }, second)).toMatchObject({
    refusal: { code: 'not-waiting' },
  })
})

it('can be stopped by either person until it is in force', () => {
  const shown = { shown: 1, today }
  expect(cancelBank(account(), 'A slip', shown)).toMatchObject({ ok: true })
  expect(cancelBank(approved('a', '2025-04-11'), 'A slip', shown)).toMatchObject({ ok: true })
  expect(cancelBank(approved('a', '2025-04-10'), 'A slip', shown)).toMatchObject({
    refusal: { code: 'in-force-already' },
  })
  expect(cancelBank(account({ status: 'refused' }), 'A slip', shown)).toMatchObject({
    refusal: { code: 'not-waiting' },
  })
  expect(cancelBank(account(), '', shown)).toMatchObject({ refusal: { code: 'reason-missing' } })
  expect(cancelBank(account(), 'A slip', { shown: 3, today })).toMatchObject({ refusal: { code: 'changed-since' } })
})

it('names everything that is wrong with an entry at one go', () => {
  const entry: BankEntry = {
    sortCode: '30-94-30',
    accountNumber: '01234567',
    accountName: 'Elm House Ltd',
    calledName: 'Pat Bell, finance',
    calledNumber: '01632 960 001',
    numberSource: 'The contract',
    calledOn: today,
  }
  expect(entryFaults(entry, today)).toEqual([])
  const wrong = {
    ...entry,
    sortCode: '3094',
    accountNumber: '',
    accountName: ' ',
    calledName: 'x'.repeat(201),
    calledOn: localDate('2025-04-11'),
  }
  expect(entryFaults(wrong, today)).toEqual([
    { box: 'sortCode', code: 'malformed' },
    { box: 'accountNumber', code: 'missing' },
    { box: 'accountName', code: 'missing' },
    { box: 'calledName', code: 'too-long' },
    { box: 'calledOn', code: 'in-future' },
  ])
  expect(entryFaults({ ...entry, calledOn: undefined }, today)).toEqual([{ box: 'calledOn', code: 'malformed' }])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import { decide, dueFrom, mayChange, maySubmit } from './decisions.ts'
import { parseOwnNumber } from './own-number.ts'
import { readinessOf, standingOf, type ClaimableWeek } from './readiness.ts'
import { referenceFrom } from './reference.ts'
import { isOpen, moveOf, stateOf } from './state.ts'

const today = localDate('2025-04-10')

describe('the state of an invoice', () => {
  it.each([
    ['draft', null, null, 'draft', 'provider'],
    ['submitted', '2025-04-10', null, 'checking', 'council'],
    ['submitted', '2025-04-09', null, 'overdue', 'council'],
    ['rejected', '2025-04-09', null, 'sent-back', 'provider'],
    ['approved', '2025-04-09', null, 'approved', 'council'],
    ['approved', '2025-04-09', 'discarded', 'approved', 'council'],
    ['approved', '2025-04-09', 'prepared', 'in-run', 'council'],
    ['approved', '2025-04-09', 'released', 'paid', 'nobody'],
    ['approved', '2025-04-09', 'released until tomorrow', 'on-its-way', 'nobody'],
  ] as const)('%s, due %s, run %s is %s and the move of the %s', (...[status, due, run, state, move]) => {
    const runStatus = run === 'released until tomorrow' ? 'released' : run
    const paidOn = runStatus !== 'released' ? null : localDate(run === 'released' ? '2025-04-10' : '2025-04-11')
    const found = stateOf({ status, dueOn: due === null ? null : localDate(due), runStatus, paidOn }, today)
    expect([found, moveOf(found)]).toEqual([state, move])
  })
  it('is the provider’s to change before it is sent and when it is sent back', () => {
    expect((['draft', 'submitted', 'rejected', 'approved'] as const).filter(isOpen)).toEqual(['draft', 'rejected'])
  })
})

describe('sending', () => {
  const draft = { status: 'draft', version: 3, lineCount: 2 } as const
  it.each([
    ['as it was shown', draft, 3, 0, 'done'],
    ['after somebody changed it', draft, 2, 0, 'changed-since'],
    ['a second time', { ...draft, status: 'submitted' }, 3, 0, 'not-open'],
    ['an approved one', { ...draft, status: 'approved' }, 3, 0, 'not-open'],
    ['with weeks changed since', draft, 3, 1, 'weeks-changed'],
    ['with no lines', { ...draft, lineCount: 0 }, 3, 0, 'no-lines'],
    ['again after it was sent back', { ...draft, status: 'rejected' }, 3, 0, 'done'],
  ] as const)('%s', (...[, invoice, shown, changed, expected]) => {
    const outcome = maySubmit(invoice, shown, changed)
    expect(outcome.ok ? 'done' : outcome.refusal.code).toBe(expected)
  })
  it('makes it due thirty days later', () => {
    expect(dueFrom(localDate('2025-02-15'))).toBe('2025-03-17')
  })
  it('tells which version stands', () => {
    expect(mayChange(draft, 2)).toEqual({ ok: false, refusal: { code: 'changed-since', shown: 2, current: 3 } })
  })
})

describe('deciding', () => {
  const sent = { status: 'submitted', version: 4 } as const
  it.each([
    ['approves what was seen', sent, 4, { kind: 'approve' }, 'approved'],
    ['sends back with a reason', sent, 4, { kind: 'reject', reason: ' Week 2 ' }, 'rejected'],
    ['needs a reason to send back', sent, 4, { kind: 'reject', reason: ' \n' }, 'reason-missing'],
    ['bounds the reason', sent, 4, { kind: 'reject', reason: 'x'.repeat(2_001) }, 'reason-long'],
    ['refuses another version', sent, 3, { kind: 'approve' }, 'changed-since'],
    ['refuses what was decided', { ...sent, status: 'rejected' }, 4, { kind: 'approve' }, 'not-submitted'],
    ['refuses a draft', { ...sent, status: 'draft' }, 4, { kind: 'approve' }, 'not-submitted'],
  ] as const)('%s', (...[, invoice, shown, decision, expected]) => {
    const outcome = decide(invoice, shown, decision)
    expect(outcome.ok ? outcome.value.status : outcome.refusal.code).toBe(expected)
  })
})

describe('the provider’s own number', () => {
  it.each([
    ['', null],
    ['   ', null],
    [' 2025/03 - 7 ', '2025/03 - 7'],
    ['Nº 5'.replace('º', 'o'), 'No 5'],
    ['A  1', 'A 1'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(parseOwnNumber(typed)).toEqual({ ok: true, value: kept })
  })
  it.each([
    ['=1+1', 'own-number-odd'],
    ['-5', 'own-number-odd'],
    ['@x', 'own-number-odd'],
    ['a<b', 'own-number-odd'],
    ['a\u0000b', 'own-number-odd'],
    ['1'.repeat(41), 'own-number-long'],
  ])('%j is refused', (typed, code) => {
    expect(parseOwnNumber(typed)).toMatchObject({ ok: false, refusal: { code } })
  })
})

it('makes references that can be read out', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
      expect(referenceFrom(bytes)).toMatch(/^INV-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
    }),
  )
})

function week(over: Partial<ClaimableWeek> = {}): ClaimableWeek {
  return {
    packageId: 'p',
    packageReference: 'P-1',
    personId: 'a',
    personName: 'Ada Test',
    personReference: 'W-1',
    unit: 'hour',
    weekStart: localDate('2025-03-03'),
    status: 'confirmed',
    heldCode: null,
    actual: quantity(30_000n),
    comment: '',
    signed: true,
    taken: false,
    invoiceId: null,
    invoiceReference: null,
    version: 1,
    conversationId: null,
    recordableUntil: localDate('2025-09-01'),
    diedOn: null,
    ...over,
  }
}

describe('what a period can claim', () => {
  it.each([
    ['a confirmed week', {}, 'ready'],
    ['a confirmed week of nothing', { actual: quantity(0n) }, 'ready'],
    ['a week claimed before', { taken: true }, 'taken'],
    ['a week never recorded', { status: null, actual: null }, 'not-recorded'],
    ['a week saved only', { status: 'draft' }, 'not-confirmed'],
    ['a week over the exception level', { status: 'held', heldCode: 'H01' }, 'held'],
    ['care that is not agreed', { signed: false }, 'not-agreed'],
    ['a week that is not over', { status: null, weekStart: localDate('2025-04-07') }, 'not-over'],
    ['a line that the council was asked about', { status: 'draft', conversationId: 'c' }, 'parked'],
    ['one that was recorded all the same', { conversationId: 'c' }, 'ready'],
    ['a week that can be recorded no more', { status: null, recordableUntil: localDate('2025-04-09') }, 'too-old'],
    ['a week that can be recorded today', { status: null, recordableUntil: localDate('2025-04-10') }, 'not-recorded'],
    ['a week after the person died', { status: null, diedOn: localDate('2025-03-02') }, 'no-care'],
    ['a week that ended yesterday', { status: null, weekStart: localDate('2025-04-03') }, 'not-recorded'],
  ] as const)('%s is %s', (_, over, expected) => {
    expect(standingOf(week(over), today)).toBe(expected)
  })
  it('names C, claims B as nothing, and lets A go on', () => {
    const a = week({ taken: true })
    const b = week({ personId: 'b', personName: 'Ben Test', actual: quantity(0n) })
    const c = week({ personId: 'c', personName: 'Cy Test', status: null, actual: null })
    const found = readinessOf([a, b, c], today)
    expect(found.stopping.map((one) => [one.week.personName, one.standing])).toEqual([['Cy Test', 'not-recorded']])
    expect([found.ready, found.zero, found.taken]).toEqual([1, 1, 1])
  })
  it('names each invoice that claims a week once', () => {
    const taken = week({ taken: true, invoiceId: 'i', invoiceReference: 'INV-1' })
    expect(readinessOf([taken, taken], today).claimedBy).toEqual([{ id: 'i', reference: 'INV-1' }])
  })
})

import { describe, expect, it } from 'vitest'
import { judgeLate, lateWords } from './late.ts'

describe('why a week is confirmed late', () => {
  it.each([
    ['a reason of the list', 'records-late', '', 'records-late'],
    ['a reason with more words', 'staff-away', ' Ill since Monday ', 'staff-away'],
    ['no reason', '', 'Sorry', 'late-missing'],
    ['a reason that is on no list', 'dog-ate-it', '', 'late-missing'],
    ['another reason without words', 'other', ' \r\n ', 'late-note-missing'],
    ['another reason with words', 'other', 'Flood in the office', 'other'],
    ['as many words as fit', 'oversight', 'x'.repeat(500), 'oversight'],
    ['more words than fit', 'oversight', 'x'.repeat(501), 'late-note-long'],
  ])('%s', (...[, reason, note, expected]) => {
    const outcome = judgeLate({ reason, note })
    expect(outcome.ok ? outcome.value.reason : outcome.refusal.code).toBe(expected)
  })

  it('reads as one sentence', () => {
    expect(lateWords({ reason: 'oversight', note: '' })).toBe('It was overlooked')
    expect(lateWords({ reason: 'other', note: 'Flood' })).toBe('Another reason: Flood')
  })
})

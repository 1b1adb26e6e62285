import { describe, expect, it } from 'vitest'
import { deadlineOf, isBackdated } from './deadline.ts'

const at = (day: string) => new Date(`${day}T16:00:00Z`)
const later = [at('2025-04-30'), at('2025-05-28')]

describe('the last moment of a week', () => {
  it.each([
    ['is that of its period', '2025-04-02', '2025-03-20', '2025-04-02', false],
    ['is that of its period where it opened in its last hour', '2025-04-02', '2025-04-02', '2025-04-02', false],
    ['is the next one where the care opened afterwards', '2025-04-02', '2025-04-10', '2025-04-30', true],
    ['passes over those that were gone by then', '2025-04-02', '2025-05-01', '2025-05-28', true],
    ['is unknown where the calendar goes no further', '2025-04-02', '2025-06-01', null, true],
  ])('%s', (...[, submitBy, openedAt, due, backdated]) => {
    const given = { submitBy: at(submitBy), openedAt: at(openedAt) }
    expect(deadlineOf({ ...given, later })?.toISOString() ?? null).toBe(due === null ? null : at(due).toISOString())
    expect(isBackdated(given)).toBe(backdated)
  })

  it('is that of its period for care that was brought from elsewhere, and none without a period', () => {
    expect(deadlineOf({ submitBy: at('2025-04-02'), openedAt: null, later })).toEqual(at('2025-04-02'))
    expect(deadlineOf({ submitBy: null, openedAt: at('2025-04-10'), later })).toBeNull()
  })
})

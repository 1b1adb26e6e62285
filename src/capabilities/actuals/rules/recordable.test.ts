import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aRule } from '../testing/rules.ts'
import { progressOf } from './progress.ts'
import { findBlock, findClosed, isBlock } from './recordable.ts'
import type { Recordability } from './recordable.ts'

const today = localDate('2025-04-10')
const open: Recordability = {
  weekStart: localDate('2025-03-31'),
  status: 'active',
  startsOn: localDate('2025-01-06'),
  endsOn: null,
  agreed: true,
  awaits: 'provider',
  diedOn: null,
  rule: aRule(),
}

describe('a week can be recorded', () => {
  it.each([
    ['when nothing stops it', {}, undefined],
    ['in progress', { weekStart: localDate('2025-04-07') }, undefined],
    ['not before it begins', { weekStart: localDate('2025-04-14') }, 'R27'],
    ['not before the package', { startsOn: localDate('2025-04-07') }, 'R03'],
    ['from the week in which the package begins', { startsOn: localDate('2025-04-06') }, undefined],
    ['not after the package', { endsOn: localDate('2025-03-30') }, 'R03'],
    ['in the week of the last day', { endsOn: localDate('2025-03-31') }, undefined],
    ['not without agreement', { agreed: false }, 'R07'],
    ['without agreement when the contract has no gate', { agreed: false, rule: aRule({ signGate: false }) }, undefined],
    ['not while suspended', { status: 'suspended' }, 'R08'],
    ['after the package has ended', { status: 'ended', endsOn: localDate('2025-04-02') }, undefined],
    ['not after the death', { diedOn: localDate('2025-03-30') }, 'R09'],
    ['in the week of the death', { diedOn: localDate('2025-03-31') }, undefined],
    ['at the claim limit', { rule: aRule({ claimLimitWeeks: 1 }) }, undefined],
    ['not beyond the claim limit', { weekStart: localDate('2025-03-24'), rule: aRule({ claimLimitWeeks: 1 }) }, 'R29'],
  ] as const)('%s', (_, over, code) => {
    const block = findBlock({ ...open, ...over }, today)
    expect(block?.code).toBe(code)
    if (block !== undefined) expect(isBlock(block)).toBe(true)
  })
})

describe('a recorded week can be changed', () => {
  const now = new Date('2025-04-10T09:00:00Z')
  const soon = new Date('2025-04-11T17:00:00Z')
  const past = new Date('2025-04-09T17:00:00Z')
  it.each([
    ['when confirmed, until the cut-off', 'confirmed', { taken: false, submitBy: soon }, undefined],
    ['when confirmed, not after the cut-off', 'confirmed', { taken: false, submitBy: past }, 'cut-off'],
    ['when confirmed, not once it is taken', 'confirmed', { taken: true, submitBy: soon }, 'taken'],
    ['when confirmed and in no period', 'confirmed', { taken: false, submitBy: null }, undefined],
    ['when a draft, also after the cut-off', 'draft', { taken: false, submitBy: past }, undefined],
    ['when held, also after the cut-off', 'held', { taken: false, submitBy: past }, undefined],
  ] as const)('%s', (_, status, moment, why) => {
    expect(findClosed({ status }, { ...moment, now })?.why).toBe(why)
  })

  it('X19 is in time at six in the evening of the cut-off, and a minute later rolls into a later period', () => {
    const submitBy = new Date('2024-12-22T18:00:00Z')
    const at = (moment: string) => ({ taken: false, submitBy, now: new Date(moment) })
    expect(findClosed({ status: 'confirmed' }, at('2024-12-22T18:00:00Z'))).toBeUndefined()
    expect(findClosed({ status: 'confirmed' }, at('2024-12-22T18:01:00Z'))?.why).toBe('cut-off')
    const week = { serviceId: 's', serviceName: 'S', weekStart: localDate('2024-12-14'), submitBy, packages: 1 }
    const counts = { confirmed: 0, held: 0, drafts: 0, unrecorded: 1, blocked: 0 }
    const on = (moment: string) =>
      progressOf({ ...week, ...counts }, { today: localDate('2024-12-22'), now: new Date(moment) })
    expect([on('2024-12-22T18:00:00Z'), on('2024-12-22T18:01:00Z')]).toEqual(['to-do', 'late'])
  })
})

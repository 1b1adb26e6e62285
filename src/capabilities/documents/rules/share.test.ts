import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { faultsOfShare, mayOpenShare, type ShareTyped } from './share.ts'

const today = localDate('2025-04-10')
const good: ShareTyped = {
  receiver: 'team',
  team: 'payments',
  organisation: '',
  untilOn: localDate('2025-05-10'),
  reason: 'To check the invoice',
  marked: true,
}

it.each<[string, Partial<ShareTyped>, string, readonly string[]]>([
  ['all is well', {}, 'pdf', []],
  ['until today', { untilOn: today }, 'pdf', []],
  ['for a year', { untilOn: localDate('2026-04-11') }, 'pdf', []],
  ['for longer', { untilOn: localDate('2026-04-12') }, 'pdf', ['until-far']],
  ['until yesterday', { untilOn: localDate('2025-04-09') }, 'pdf', ['until-past']],
  ['without a day', { untilOn: undefined }, 'pdf', ['until-missing']],
  ['with nobody', { receiver: '' }, 'pdf', ['receiver-missing']],
  ['with no team', { team: 'burglars' }, 'pdf', ['team-missing']],
  ['with no organisation', { receiver: 'organisation', organisation: ' ' }, 'pdf', ['organisation-missing']],
  ['without a reason', { reason: ' ' }, 'pdf', ['reason-missing']],
  ['with a novel', { reason: 'x'.repeat(501) }, 'pdf', ['reason-too-long']],
  ['a picture with names on its pages', {}, 'png', ['not-a-pdf']],
  ['a picture without', { marked: false }, 'png', []],
])('judges what was typed: %s', (_what, over, kind, faults) => {
  expect(faultsOfShare({ ...good, ...over }, kind, today)).toEqual(faults)
})

describe('what was shared', () => {
  it.each([
    ['before its last day', '2025-04-11', null, true],
    ['on its last day', '2025-04-10', null, true],
    ['after it', '2025-04-09', null, false],
    ['once somebody ended it', '2025-04-11', new Date('2025-04-09'), false],
  ])('opens or not: %s', (_what, untilOn, endedAt, opens) => {
    expect(mayOpenShare({ untilOn: localDate(untilOn), endedAt }, today).ok).toBe(opens)
  })
})

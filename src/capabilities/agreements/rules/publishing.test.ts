import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { anOffer } from '../testing/agreement.ts'
import { apart, findingsOf, mayCorrect, mayPublish, mayWithdraw, type Checked } from './publishing.ts'
import { mayAnswer, type AgreementStatus } from './response.ts'

const STATUSES: readonly AgreementStatus[] = ['draft', 'published', 'agreed', 'rejected', 'superseded', 'withdrawn']
const today = localDate('2025-01-01')
const [line] = anOffer({ id: 'p1', reference: 'CPLI-1' }).lines

function checked(over: Partial<Checked> = {}): Checked {
  if (line === undefined) throw new Error('an offer has a line')
  return {
    line,
    contractEndsOn: null,
    providerEnded: false,
    careEnded: false,
    overlapping: [],
    hasSignatory: true,
    ...over,
  }
}

it.each<[string, Partial<Checked>, string, boolean]>([
  ['a contract that ends first', { contractEndsOn: localDate('2025-01-05') }, 'contract-ended', true],
  ['a provider that has ended', { providerEnded: true }, 'provider-ended', true],
  ['care that has ended', { careEnded: true }, 'care-ended', true],
  ['a provider at which nobody may sign', { hasSignatory: false }, 'no-signatory', false],
  ['X50: other care in the same days', { overlapping: ['CPLI-9'] }, 'overlap', false],
])('finds %s', (_, over, code, stops) => {
  expect(findingsOf(checked(over), today)).toMatchObject([{ code, stops }])
})

it('finds nothing wrong with care that is priced, in contract and to come', () => {
  expect(findingsOf(checked({ contractEndsOn: localDate('2025-01-06') }), today)).toEqual([])
})

const same = { hash: 'a', current: 'a' }
const passed = (may: (status: AgreementStatus) => { readonly ok: boolean }) => STATUSES.filter((one) => may(one).ok)

it('lets each act happen only where the states allow it', () => {
  expect(passed((status) => mayPublish(status, [], same))).toEqual(['draft'])
  expect(passed((status) => mayCorrect(status, [], same))).toEqual(['published', 'rejected'])
  expect(passed(mayWithdraw)).toEqual(['draft', 'published', 'rejected'])
  expect(
    passed((status) =>
      mayAnswer({ status, revision: 1, hash: 'a', publishedBy: 'them' }, { revision: 1, hash: 'a' }, 'us'),
    ),
  ).toEqual(['published'])
})

it('publishes only what was read', () => {
  expect(mayPublish('draft', [], { hash: 'a', current: 'b' })).toMatchObject({ refusal: { code: 'changed' } })
  const stopping = findingsOf(checked({ providerEnded: true }), today)
  expect(mayPublish('draft', stopping, same)).toMatchObject({ refusal: { code: 'stopped' } })
})

it.each([
  ['nothing', [], []],
  ['different care', [['a'], ['b', 'c']], [['a'], ['b', 'c']]],
  ['the same care twice', [['a'], ['a']], [['a']]],
  ['one package in common', [['a', 'b'], ['b', 'c'], ['c']], [['a', 'b'], ['c']]],
])('takes the first about each package: %s', (_, given, kept) => {
  const drafts = given.map((packageIds) => ({ packageIds }))
  expect(apart(drafts)).toEqual(kept.map((packageIds) => ({ packageIds })))
})

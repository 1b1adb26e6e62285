import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { checkCode, fingerprintIn } from './check-code.ts'
import {
  faultsOfPaper,
  filePaper,
  mayConfirm,
  nextParty,
  ORDERS,
  PARTIES,
  USUAL_PAPER_RULES,
  type PaperTyped,
  type Signing,
} from './wet-signature.ts'

const [first, second] = ['a'.repeat(64), 'b'.repeat(64)]
const signing: Signing = {
  ...USUAL_PAPER_RULES,
  status: 'agreed',
  revision: 2,
  publishedOn: localDate('2025-04-01'),
  revisions: [
    { revision: 2, hash: second },
    { revision: 1, hash: first },
  ],
  filed: [],
}

it.each([
  ['published', [], 'provider'],
  ['agreed', [], 'council'],
  ['agreed', ['council'], 'person'],
  ['agreed', ['council', 'person'], undefined],
  ['rejected', [], undefined],
  ['withdrawn', [], undefined],
] as const)('asks the parties in order: %s %j %s', (status, filed, party) => {
  expect(nextParty({ ...USUAL_PAPER_RULES, status, filed })).toBe(party)
})

describe('a scan', () => {
  const file = (over: Partial<Signing> = {}, offered: Partial<Parameters<typeof filePaper>[1]> = {}) =>
    filePaper(
      { ...signing, ...over },
      {
        ...{ party: 'council', code: checkCode(second), squares: undefined, signedOn: localDate('2025-04-01') },
        ...offered,
      },
    )

  it('is filed against the revision that its paper names, however the code is typed', () => {
    expect(file()).toEqual({ ok: true, value: 2 })
    expect(file({}, { code: 'bbbb-bbbb bbbbbbbbbbbb' })).toEqual({ ok: true, value: 2 })
  })
  it('needs no code where its squares can be read', () => {
    expect(file({}, { code: ' ', squares: second })).toEqual({ ok: true, value: 2 })
  })
  it('is taken of the provider where the council allows it, in the council’s order', () => {
    const order = ['person', 'provider', 'council'] as const
    const allowed = { status: 'published', order, providerByScan: true } as const
    expect(file(allowed, { party: 'provider' })).toMatchObject({ refusal: { code: 'not-their-turn', next: 'person' } })
    expect(file(allowed, { party: 'person' })).toMatchObject({ ok: true })
    expect(file({ ...allowed, filed: ['person'] }, { party: 'provider' })).toMatchObject({ ok: true })
    expect(file({ ...allowed, filed: ['person', 'provider'] })).toMatchObject({ ok: true })
  })
  it.each([
    ['of terms that were replaced', {}, { code: checkCode(first) }, { code: 'other-revision', revision: 1 }],
    ['of another agreement', {}, { code: 'CCCC CCCC' }, { code: 'unknown-code' }],
    ['without a code and squares', {}, { code: '' }, { code: 'code-missing' }],
    ['whose squares are of another agreement', {}, { squares: 'c'.repeat(64) }, { code: 'other-agreement' }],
    ['whose squares are of replaced terms', {}, { squares: first }, { code: 'other-revision', revision: 1 }],
    ['with another code than its squares', {}, { code: 'CCCC', squares: second }, { code: 'unknown-code' }],
    ['before the provider has agreed', { status: 'published' }, {}, { code: 'not-agreed' }],
    ['after it was withdrawn', { status: 'withdrawn' }, {}, { code: 'not-open' }],
    [
      'of the provider, where the council takes none',
      { status: 'published' },
      { party: 'provider' },
      { code: 'not-agreed' },
    ],
    [
      'of the provider, when it has agreed in the portal',
      { providerByScan: true },
      { party: 'provider' },
      { code: 'not-their-turn', next: 'council' },
    ],
    [
      'of the day before its text was published',
      {},
      { signedOn: localDate('2025-03-31') },
      { code: 'signed-too-early', publishedOn: '2025-04-01' },
    ],
    ['of the person before the council', {}, { party: 'person' }, { code: 'not-their-turn', next: 'council' }],
    ['of the council a second time', { filed: ['council'] }, {}, { code: 'not-their-turn', next: 'person' }],
    ['when all have signed', { filed: ['council', 'person'] }, {}, { code: 'not-their-turn', next: undefined }],
  ] as const)('is refused %s', (_what, over, offered, refusal) => {
    expect(file(over, offered)).toEqual({ ok: false, refusal })
  })
})

it.each<[string, Partial<PaperTyped>, readonly string[]]>([
  ['nothing wrong', {}, []],
  ['nobody says in what capacity', { capacity: '' }, ['capacity-missing']],
  ['a representative of nobody', { capacity: 'representative' }, ['relationship-missing']],
  ['no name', { signerName: ' ' }, ['name-missing']],
  ['a name of 201 letters', { signerName: 'a'.repeat(201) }, ['too-long']],
  ['no such day', { signedOn: undefined }, ['date-missing']],
  ['tomorrow', { signedOn: localDate('2025-04-11') }, ['date-ahead']],
])('judges what was typed beside a scan: %s', (_what, over, faults) => {
  const good = { capacity: 'person', relationship: '', signerName: 'Edna Test', signedOn: localDate('2025-04-10') }
  expect(faultsOfPaper({ ...good, ...over } as PaperTyped, localDate('2025-04-10'))).toEqual(faults)
})

it('knows every order of the three, the usual one first', () => {
  expect(ORDERS[0]).toEqual(PARTIES)
  expect(new Set(ORDERS.map(String)).size).toBe(6)
  for (const order of ORDERS) expect(order.toSorted()).toEqual(PARTIES.toSorted())
})

it.each([
  ['a scan that stands', {}, true],
  ['no scan', { filedBy: undefined }, 'no-scan'],
  ['what was answered meanwhile', { status: 'rejected' }, 'already-answered'],
  ['anything during a pause', { paused: true }, 'paused'],
  ['what its filer has published', { publishedBy: 'asha' }, 'own-offer'],
] as const)('confirms a signature on paper: %s', (_what, over, expected) => {
  const outcome = mayConfirm({ status: 'published', filedBy: 'asha', publishedBy: 'cara', paused: false, ...over })
  expect(outcome.ok || outcome.refusal.code).toBe(expected)
})

it.each([
  ['squares of a sheet', [`https://portal.test/paper/${first}`], first],
  ['squares of a paper', [`http://10.0.0.1:8080/check?document=${first}`], first],
  ['words and squares alike', [first, ` https://portal.test/paper/${first}\n`], first],
  ['something else beside', ['https://example.org', `https://portal.test/paper/${second}`], second],
  ['two agreements', [first, second], undefined],
  ['no agreement', ['https://example.org/paper/abc', 'WIFI:S:guests;;', ''], undefined],
  ['an address that only holds it', [`https://example.org/?next=/paper/${first}`], undefined],
  ['nothing', [], undefined],
])('knows the agreement from %s', (_, texts, fingerprint) => {
  expect(fingerprintIn(texts)).toBe(fingerprint)
})

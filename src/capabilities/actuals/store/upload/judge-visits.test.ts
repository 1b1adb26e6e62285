import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../core/dates.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { minutesBetween } from '../../commands/record-visits.ts'
import { judgeVisits } from '../../rules/judge-visits.ts'
import { visitColumns } from '../../rules/visit-columns.ts'
import { readVisitRow, type LoggedVisit } from '../../rules/visit-row.ts'
import { aTimetable } from '../../testing/timetable.ts'
import { anUpload } from '../../testing/uploads.ts'
import { aVisitLine, clientOf, fileVisits, VISITS_HEADING, type JudgedVisit } from '../../testing/visits.ts'
import { listKnownCodes } from '../exception-codes.ts'
import { listBusy, listCarers } from '../../testing/known-visits.ts'
import { listCandidates } from '../visits.ts'

const TODAY = localDate('2025-04-10')
let stage: Stage
let councilId: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  councilId = (await aCouncil(stage.build)).id
})
afterAll(() => stage.strike())

const rule = fc.record({
  visit_rounding: fc.constantFrom('nearest', 'down', 'up', 'none'),
  visit_minutes: fc.constantFrom(5, 15, 30),
  visit_capped: fc.boolean(),
  visit_window_minutes: fc.constantFrom(0, 30, 120),
})
/** Before and after a day, which need not be the first of a week. */
const rules = fc.record({
  before: rule,
  after: rule,
  changesOn: fc.constantFrom('2025-03-28', '2025-03-31', '2025-04-02'),
  recording: fc.constantFrom(['visits', 'visits'], ['visits', 'visits'], ['weekly', 'visits'], ['visits', 'weekly']),
})
const hour = fc.integer({ min: 7, max: 10 }).map((n) => String(n).padStart(2, '0'))
const quarter = fc.constantFrom('00', '10', '30')
const time = fc.tuple(hour, quarter).map(([hours, minutes]) => `${hours}:${minutes}`)
const timetable = fc.array(
  fc.record({ weekday: fc.integer({ min: 1, max: 3 }), startsAt: time, minutes: fc.constantFrom(15, 30, 45) }),
  { maxLength: 5 },
)
const row = fc.record({
  reference: fc.integer({ min: 1, max: 40 }),
  who: fc.integer({ min: 0, max: 4 }),
  named: fc.constantFrom('', '', '', 'own', 'other', 'none'),
  day: fc.constantFrom(
    '2025-03-25',
    '2025-03-31',
    '2025-04-01',
    '2025-04-02',
    '2025-04-08',
    '2025-04-11',
    '2024-12-30',
  ),
  planned: fc.option(time),
  plannedMinutes: fc.option(fc.constantFrom(15, 30, 60)),
  claimed: time,
  start: fc.option(time),
  length: fc.integer({ min: 0, max: 70 }),
  carer: fc.constantFrom('', 'C1', 'C2', 'C3', 'C9'),
  status: fc.constantFrom('', 'delivered', 'frustrated', 'missed', 'cancelled', 'extra'),
  broken: fc.constantFrom('', '', '', '', 'status'),
  code: fc.constantFrom('', '', '', 'EX1', 'ex1', 'EX2', 'EX9'),
})
type Case = typeof row extends fc.Arbitrary<infer T> ? T : never

it('judges many visits in one statement exactly as the rule judges them one by one', async () => {
  let compared = 0
  const kinds = new Set<string>()
  for (const [index, one] of fc.sample(rules, { numRuns: 10, seed: 2_680 }).entries()) {
    // The last ones are of a council that has a list of codes.
    if (index === 6) await someCodes()
    const provider = await underTwoRules(one)
    const people = await somePeople(provider, index)
    if (index % 2 === 0) await someCarers(provider)
    await someKnown(provider, index)
    const cases = fc.sample(row, { numRuns: 60, seed: 26_800 + index })
    const lines = cases.map((each) => lineOf(each, people))
    const expected = await byTheRule(provider, lines)
    const { uploadId } = await anUpload(stage, provider, [VISITS_HEADING, ...lines].join('\n'))
    for (const found of await fileVisits(stage, provider, uploadId)) {
      expect(outcomeOf(found), lines[found.line - 2]).toEqual(expected.get(found.line))
      kinds.add(kindOf(found))
      compared += 1
    }
  }
  expect(compared).toBe(600)
  // The cases are of every kind, or the comparison says little.
  expect([...kinds].toSorted()).toEqual(
    expect.arrayContaining([
      'R01',
      'R02',
      'R05',
      'R20',
      'R27',
      'R40',
      'R41',
      'R43',
      'file',
      'match',
      'no-package',
      'no-time',
      'several',
    ]),
  )
}, 60_000)

type Rules = typeof rules extends fc.Arbitrary<infer T> ? T : never

async function underTwoRules({ before, after, changesOn, recording }: Rules): Promise<AProvider> {
  const [first, second] = recording
  const provider = await aProvider(stage.build, councilId, {
    rule: { ...before, recording: first, valid: `[2024-01-01,${changesOn})` },
  })
  await stage.build.insert('contracts.contract_rule', {
    council_id: councilId,
    provider_id: provider.id,
    contract_id: provider.contractId,
    valid: `[${changesOn},)`,
    version: 2,
    payment_terms: 'actual',
    paid_by: 'invoice',
    recording: second,
    ...after,
  })
  return provider
}

/** Some with one package, one with two that are planned alike, and one of whom nothing is known. */
async function somePeople(provider: AProvider, index: number): Promise<readonly APackage[]> {
  const plans = fc.sample(timetable, { numRuns: 3, seed: 90 + index })
  const people = []
  for (const plan of plans) people.push(await aTimetable(stage, provider, distinct(plan)))
  const [, twice] = people
  for (let n = 0; n < 2; n += 1) await aPackage(stage.build, provider, { package: { person_id: twice?.personId } })
  return people
}

function distinct(plan: readonly { readonly weekday: number; readonly startsAt: string; readonly minutes: number }[]) {
  return [...new Map(plan.map((visit) => [`${String(visit.weekday)} ${visit.startsAt}`, visit])).values()]
}

/** One from a day on, and one until it. */
async function someCodes(): Promise<void> {
  const common = { council_id: councilId, label: 'No signal', added_name: 'S', added_at: '2024-01-01T09:00:00Z' }
  const ended = { ends_on: '2025-04-01', ended_name: 'S', ended_at: '2025-03-01T09:00:00Z' }
  await stage.build.insert('actuals.exception_code', { ...common, code: 'EX1', starts_on: '2025-04-01' })
  await stage.build.insert('actuals.exception_code', { ...common, code: 'Ex2', starts_on: '2024-01-01', ...ended })
}

/** One without days, one who came and one who left. */
async function someCarers(provider: AProvider): Promise<void> {
  const own = { council_id: councilId, provider_id: provider.id }
  await stage.build.insert('actuals.carer', { ...own, reference: 'C1' })
  await stage.build.insert('actuals.carer', { ...own, reference: 'C2', starts_on: '2025-04-01' })
  await stage.build.insert('actuals.carer', { ...own, reference: 'C3', ends_on: '2025-03-31' })
}

function kindOf({ codes, why, placed_by }: JudgedVisit): string {
  return codes?.[0]?.slice(0, 3) ?? why ?? placed_by ?? ''
}

/** Carers who were somewhere already. */
async function someKnown(provider: AProvider, index: number): Promise<void> {
  for (const [n, startsAt] of ['07:30', '09:10'].entries())
    await stage.build.insert('actuals.visit', {
      council_id: councilId,
      provider_id: provider.id,
      reference: n === 0 ? `known-${String(index)}` : 'V7',
      client_ref: 'somebody-else',
      carer_ref: `C${String(n + 1)}`,
      visited_on: '2025-04-01',
      claimed_at: startsAt,
      claimed_minutes: 45,
      starts_at: startsAt,
      logged_minutes: 45,
      outcome: 'delivered',
      capture: 'app',
      state: 'unallocated',
      why: 'no-package',
      received_at: '2025-04-02T09:00:00Z',
      received_name: 'Somebody',
    })
}

function lineOf(one: Case, people: readonly APackage[]): string {
  const care = people[one.who]
  const other = people[(one.who + 1) % people.length]
  const named: Readonly<Record<string, string | undefined>> = {
    own: care?.reference,
    other: other?.reference,
    none: 'no-such',
  }
  return aVisitLine({
    visit_ref: `V${String(one.reference)}`,
    client_ref: care === undefined ? 'nobody' : clientOf(care),
    cpli_id: named[one.named] ?? '',
    visit_date: one.day,
    planned_start: one.planned ?? '',
    planned_minutes: String(one.plannedMinutes ?? ''),
    claimed_start: one.claimed,
    claimed_minutes: String(one.length),
    actual_start: one.start ?? '',
    actual_end: '',
    actual_minutes: String(one.length),
    carer_ref: one.carer,
    exception_code: one.code,
    status: one.broken === 'status' ? 'perhaps' : one.status,
  })
}

async function byTheRule(provider: AProvider, lines: readonly string[]) {
  const read = lines.map((text, at) => {
    const cells = text.split(',')
    return readVisitRow(at + 2, (column) => cells[visitColumns.findIndex((each) => each === column)] ?? '', {
      style: 'unknown',
      minutesBetween,
    })
  })
  const visits = read.flatMap((each) => ('visit' in each ? [each.visit] : []))
  const { placed, faults } = await stage.db.read(providerActor(provider).scope, async (tx) =>
    judgeVisits(visits, {
      today: TODAY,
      candidates: await listCandidates(tx, refs(visits, 'clientRef'), refs(visits, 'cpliRef')),
      carers: await listCarers(tx),
      codes: await listKnownCodes(tx),
      busy: await listBusy(
        tx,
        visits.map(({ day }) => day),
      ),
    }),
  )
  const misread = read.flatMap((each) => ('fault' in each ? [each.fault] : []))
  return new Map<number, unknown>([
    ...[...misread, ...faults].map(({ line, code, why }) => [line, code === 'R40' ? [code, why] : code] as const),
    ...placed.map(({ visit, placed: where }) => {
      const answer = where.state === 'unallocated' ? where.why : [where.candidate.packageId, where.placedBy, where.paid]
      return [visit.line, answer] as const
    }),
  ])
}

function refs(visits: readonly LoggedVisit[], field: 'clientRef' | 'cpliRef'): readonly string[] {
  return [...new Set(visits.map((visit) => visit[field]).filter((text) => text !== ''))]
}

function outcomeOf({ codes, state, why, package_id, placed_by, paid_minutes }: JudgedVisit): unknown {
  const [code, , dates] = codes?.[0]?.split(':') ?? []
  if (code !== undefined) return code === 'R40' ? [code, dates] : code
  return state === 'unallocated' ? why : [package_id, placed_by, paid_minutes]
}

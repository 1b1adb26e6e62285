import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, localDate } from '../../../../core/dates.ts'
import { decimalText } from '../../../../core/decimal.ts'
import { quantity } from '../../../../core/money.ts'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../../testing/world.ts'
import { judge } from '../../rules/judge.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'
import { nothingDiffers } from '../../rules/week.ts'
import { aRecordedWeek } from '../../testing/recorded.ts'
import { anUpload, HEADING } from '../../testing/uploads.ts'
import { listSheet } from '../sheet.ts'

const TODAY = localDate('2025-04-10')
let stage: Stage
let owner: Client
let councilId: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  councilId = (await aCouncil(stage.build)).id
  await aPeriod(stage.build, councilId, {
    startsOn: '2025-03-10',
    endsOn: '2025-04-07',
    submitBy: '2025-04-09T17:00:00Z',
  })
  const setting = { council_id: councilId, key: 'absence.paid-weeks', valid: '[2024-01-01,)', value: '3' }
  await stage.build.insert('platform.council_setting', setting)
  await aPeriod(stage.build, councilId, {
    startsOn: '2025-04-07',
    endsOn: '2025-05-05',
    submitBy: '2025-05-09T17:00:00Z',
  })
})
afterAll(async () => {
  await owner.end()
  await stage.strike()
})

const quarters = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((n) => BigInt(n) * 7_500n)
const amount = fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, quarters(4), fc.constant(500n), fc.constant(21_000n))
const rule = fc.record({
  tolerance_percent: fc.constantFrom(null, 0, 10),
  extras_allowed: fc.boolean(),
  visits_required: fc.boolean(),
  step_minutes: fc.constantFrom(1, 15, 60),
  claim_limit_weeks: fc.constantFrom(1, 4, 26),
  sign_gate: fc.boolean(),
})
const row = fc.record({
  week: fc.integer({ min: -4, max: 1 }).map((n) => addDays(localDate('2025-04-07'), 7 * n)),
  startsOn: fc.constantFrom('2025-01-06', '2025-01-06', '2025-03-26', '2025-04-02'),
  endsOn: fc.constantFrom(null, null, '2025-03-27', '2025-04-09'),
  planned: quarters(20),
  plannedByDay: fc.option(fc.array(quarters(3), { minLength: 7, maxLength: 7 })),
  unit: fc.constantFrom('hour', 'session'),
  status: fc.constantFrom('active', 'active', 'suspended'),
  agreed: fc.constantFrom(true, true, true, false),
  recorded: fc.boolean(),
  frustrated: amount,
  missed: amount,
  extra: fc.oneof(amount, fc.constant(170n * 30_000n)),
  visits: fc.option(fc.integer({ min: 0, max: 30 })),
  awaySince: fc.constantFrom(null, '2025-03-03', '2025-03-20'),
  comment: fc.constantFrom('', 'Fell'),
})
/** Most of them are refused for something; a long stay with frustrated care would hardly ever come through. */
const stay = row.map((one): Case => ({
  ...one,
  ...{ week: localDate('2025-03-31'), startsOn: '2025-01-06', endsOn: null, planned: 300_000n, plannedByDay: null },
  ...{
    unit: 'hour',
    status: 'active',
    agreed: true,
    frustrated: 30_000n,
    missed: 0n,
    extra: 0n,
    visits: 3,
    comment: 'Fell',
  },
}))
type Case = typeof row extends fc.Arbitrary<infer T> ? T : never

it('judges each of many rows in one statement exactly as the rule judges it alone', async () => {
  let compared = 0
  const kinds = new Set<string>()
  for (const [index, one] of fc.sample(rule, { numRuns: 8, seed: 2_290 }).entries()) {
    const provider = await aProvider(stage.build, councilId, { rule: one })
    const cases = fc.sample(fc.oneof({ weight: 4, arbitrary: row }, stay), { numRuns: 25, seed: 2_290 + index })
    const made = []
    for (const each of cases) made.push({ each, care: await aCase(provider, each) })
    const lines = made.map(({ each, care }) =>
      [
        care.reference,
        `W-${care.personId.slice(0, 8)}`,
        each.week,
        '',
        ...[each.frustrated, each.missed, each.extra].map(decimal),
        each.visits ?? '',
        each.comment,
        '',
      ].join(','),
    )
    const { rows } = await anUpload(stage, provider, [HEADING, ...lines].join('\n'))
    for (const [at, { each, care }] of made.entries()) {
      const known = await sheetRow(provider, each, care.id)
      const found = rows[at]
      if (found === undefined) throw new Error('a row was lost')
      // Nothing typed says nothing in a file, and on a page that all was as planned.
      if (known === undefined) expect(found.codes?.[0], text(each)).toBe('R03')
      else expect([outcomeOf(found), found.held_code], text(each)).toEqual(expectedOf(known, each))
      kinds.add(found.codes?.[0] ?? found.held_code ?? found.outcome)
      compared += 1
    }
  }
  expect(compared).toBe(200)
  // The cases are of every kind, or the comparison says little.
  expect(kinds.size).toBeGreaterThan(7)
  expect(kinds).toContain('H02')
}, 120_000)

async function aCase(provider: AProvider, one: Case) {
  const sum = one.plannedByDay?.reduce((total, part) => total + part, 0n)
  const care = await aPackage(stage.build, provider, {
    startsOn: one.startsOn,
    endsOn: one.endsOn !== null && one.endsOn >= one.startsOn ? one.endsOn : null,
    planned: quantity(sum ?? one.planned),
    plannedByDay: one.plannedByDay,
    unit: one.unit,
    recordableFrom: one.startsOn,
  })
  if (one.awaySince !== null)
    await stage.build.insert('care_packages.life_event', {
      ...{ council_id: councilId, provider_id: provider.id, service_id: provider.serviceId, package_id: care.id },
      ...{ contract_id: provider.contractId, kind: 'hospital', happened_on: one.awaySince, effect: '{}' },
      ...{ told_by: provider.accountId, teller_name: 'Somebody', told_at: '2025-03-30T09:00:00Z' },
    })
  if (one.recorded)
    await aRecordedWeek(
      stage,
      provider,
      { packageId: care.id, weekStart: one.week },
      { entry: { ...nothingDiffers, visits: 3 } },
    ).catch(() => undefined)
  await owner.query(
    'update care_packages.package set status = $2, recordable_from = case when $3 then recordable_from end where id = $1',
    [care.id, one.status, one.agreed],
  )
  return care
}

async function sheetRow(provider: AProvider, one: Case, packageId: string): Promise<SheetRow | undefined> {
  const rows = await stage.db.read(providerActor(provider).scope, (tx) =>
    listSheet(tx, { serviceId: provider.serviceId, weekStart: one.week }, { packageIds: [packageId] }),
  )
  return rows[0]
}

function expectedOf(known: SheetRow, one: Case): readonly unknown[] {
  const { frustrated, missed, extra, visits, comment } = one
  const entry = { frustrated: quantity(frustrated), missed: quantity(missed), extra: quantity(extra), visits, comment }
  const judgement = judge(
    known,
    { packageId: known.packageId, basedOn: known.standing?.version ?? 0, base: undefined, entry, intent: 'confirm' },
    { today: TODAY, now: stage.clock.now(), taken: false, paidAbsenceWeeks: 3 },
  )
  if (judgement.kind === 'leave') return ['left', null]
  if (judgement.kind === 'record') return ['recorded', judgement.heldCode]
  const codes = judgement.faults.map((fault) =>
    fault.code === 'R21' ? `R21:${fault.field}` : fault.code === 'R10' ? `R10:${fault.why}` : fault.code,
  )
  return [codes.toSorted(), null]
}

function outcomeOf({
  outcome,
  codes,
}: {
  readonly outcome: string
  readonly codes: readonly string[] | null
}): unknown {
  if (codes !== null) return codes.toSorted()
  return outcome === 'same' ? 'left' : 'recorded'
}

function decimal(parts: bigint): string {
  if (parts === 0n) return '0'
  return parts % 3n === 0n ? decimalText(parts / 3n, 4) : '0:01'
}

function text(one: Case): string {
  return JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'
import { PAYERS, type Payer } from '../../../core/payers.ts'
import { isEmpty, type DayRange } from '../../../core/periods.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPeriod } from '../../../testing/world.ts'
import { correctPayer, paidNights, payerLines, type PayerRow } from '../rules/payers.ts'
import { priceStay } from '../rules/stay.ts'
import type { TraceStep } from '../rules/trace.ts'
import { someStay, STAY_PERIOD, stayInputOf, type StayCase } from '../testing/random-cases.ts'
import { insertStay } from '../testing/random-rows.ts'
import { asOwner } from '../testing/world.ts'
import { lookBackFrom, planForSets, priceLines } from './price-lines.ts'

let stage: Stage
beforeAll(async () => {
  stage = await aStage()
})
afterAll(() => stage.strike())

const EVER = localDate('9999-12-31')
/** The council as a whole pays net on these days. */
const SETTING: DayRange = { from: localDate('2025-04-07'), until: localDate('2025-04-20') }

type Amount = { readonly payer: Payer; readonly from: LocalDate; readonly weekly: Pence }
type Case = {
  readonly stay: StayCase
  readonly terms: 'gross' | 'net' | null
  readonly amounts: readonly Amount[]
  /** What is said later about days that are paid by then. */
  readonly later: readonly Amount[]
}
const someAmount: fc.Arbitrary<Amount> = fc.record({
  payer: fc.constantFrom(...PAYERS),
  from: fc.integer({ min: -10, max: 30 }).map((offset) => addDays(STAY_PERIOD.from, offset)),
  weekly: fc.oneof(fc.constant(0n), fc.constantFrom(16_015n, 7_500n), fc.bigInt({ min: 1n, max: 60_000n })).map(pence),
})
const someCase: fc.Arbitrary<Case> = fc.record({
  stay: someStay,
  terms: fc.constantFrom('net' as const, 'net' as const, 'gross' as const, null),
  amounts: fc.array(someAmount, { minLength: 1, maxLength: 5 }),
  later: fc.array(someAmount, { maxLength: 2 }),
})
type Line = {
  readonly package_id: string
  readonly kind: string
  readonly covers_from: LocalDate
  readonly to_on: LocalDate
  readonly revision: number
  readonly amount_pence: Pence
  readonly trace: readonly TraceStep[]
}

it('takes off each of many stays in one statement exactly what the rule takes off it alone, and corrects it so', async () => {
  const { id: councilId } = await aCouncil(stage.build)
  const { from, until } = STAY_PERIOD
  await asOwner(
    stage,
    `insert into platform.council_setting (council_id, key, valid, value)
     values ('${councilId}', 'payer-terms', '[${SETTING.from},${SETTING.until})', '"net"')`,
  )
  const { id: periodId } = await aPeriod(stage.build, councilId, { startsOn: from, endsOn: until })
  const made = []
  for (const one of fc.sample(someCase, { numRuns: 180, seed: 20_250_404 }))
    made.push({ one, packageId: await insertStay(stage.build, councilId, one.stay) })
  await asOwner(
    stage,
    made
      .flatMap(({ one, packageId }) => [
        `update contracts.contract_rule r set payer_terms = ${one.terms === null ? 'null' : `'${one.terms}'`}
         from care_packages.package p where p.id = '${packageId}' and r.contract_id = p.contract_id`,
        ...one.amounts.map((amount) => inserted(packageId, amount)),
      ])
      .join(';'),
  )
  await asOwner(stage, 'analyze')

  const before = await priced(councilId, periodId)
  let taken = 0
  for (const { one, packageId } of made) {
    const expected = dueOf(one, one.amounts)
    expect(shapeOf(before.get(packageId) ?? []), shown(one)).toEqual(
      expected
        .map(({ payer, days, amount, trace }) => [payer, days.from, addDays(days.until, -1), 0, amount, trace])
        .toSorted(byText),
    )
    taken += expected.length
  }
  expect(taken).toBeGreaterThan(120)

  const later = made.flatMap(({ one, packageId }) => one.later.map((amount) => inserted(packageId, amount)))
  await asOwner(stage, later.join(';'))
  const after = await priced(councilId, periodId)
  let corrected = 0
  for (const { one, packageId } of made) {
    for (const payer of ['contribution', 'top-up'] as const) {
      const first = (before.get(packageId) ?? []).filter(({ kind }) => kind === payer)
      const expected = correctionOf(one, payer, first)
      const found = (after.get(packageId) ?? []).filter(({ kind, revision }) => kind === payer && revision > 0)
      expect(
        found.map(({ amount_pence: amount, trace }) => ({ amount, trace })),
        shown(one),
      ).toEqual(expected === undefined ? [] : [expected])
      expect(after.get(packageId) ?? []).toEqual(expect.arrayContaining(first))
      corrected += found.length
    }
  }
  expect(corrected).toBeGreaterThan(20)
}, 60_000)

/** What should be posted for one payer after what was said later; nothing where no night of the stay is paid. */
function correctionOf(one: Case, payer: Payer, first: readonly Line[]) {
  const stay = priceStay(stayInputOf(one.stay))
  if (!stay.ok || stay.value.lines.length === 0) return undefined
  const due = dueOf(one, [...one.amounts, ...one.later]).filter((line) => line.payer === payer)
  return correctPayer(due, pence(first.reduce((total, line) => total + line.amount_pence, 0n)))
}

function dueOf({ stay, terms }: Case, amounts: readonly Amount[]) {
  const input = stayInputOf(stay)
  if (!priceStay(input).ok) return []
  const net = terms === 'net' ? [{ from: localDate('2024-01-01'), until: EVER }] : terms === null ? [SETTING] : []
  return payerLines({ nights: paidNights(input), payers: rowsOf(amounts), net })
}

/** Of two amounts from one day the later one counts, and each holds until the next. */
function rowsOf(amounts: readonly Amount[]): readonly PayerRow[] {
  return PAYERS.flatMap((payer) => {
    const latest = new Map(amounts.filter((one) => one.payer === payer).map((one) => [one.from, one.weekly]))
    const days = [...latest.keys()].toSorted()
    return days.map((from, index) => ({
      ...{ payer, weekly: latest.get(from) ?? pence(0n) },
      days: { from, until: days[index + 1] ?? EVER },
    }))
  }).filter(({ days }) => !isEmpty(days))
}

function inserted(packageId: string, { payer, from, weekly }: Amount): string {
  return `insert into care_packages.payer (council_id, provider_id, service_id, contract_id, package_id, payer, from_on, weekly_pence)
    select council_id, provider_id, service_id, contract_id, id, '${payer}', '${from}', ${String(weekly)}
    from care_packages.package where id = '${packageId}'`
}

/** Everything due in the period, twice: the second pricing finds nothing left to do. */
async function priced(councilId: string, periodId: string): Promise<Map<string, Line[]>> {
  const { from, until } = STAY_PERIOD
  const scope = {
    ...{ paidBy: 'schedule' as const, calendar: 'main', period: { id: periodId, startsOn: from, endsOn: until } },
    ...{ since: lookBackFrom(from), runId: randomUUID(), at: stage.clock.now() },
  }
  return stage.work.run(councilActor(councilId, randomUUID()), async ({ tx }) => {
    await planForSets(tx)
    await priceLines(tx, scope)
    expect(await priceLines(tx, scope)).toEqual({ lines: 0, pence: 0n })
    const { rows } = await sql<Line>`
      select package_id, kind, covers_from, to_on, revision, amount_pence, trace from payments.payment_line
      where council_id = ${councilId} and kind in ('contribution', 'top-up', 'nursing') order by package_id, covers_from, kind, revision`.execute(
      tx,
    )
    return Map.groupBy(rows, (line) => line.package_id)
  })
}

function shapeOf(lines: readonly Line[]) {
  return lines
    .map(({ kind, covers_from: from, to_on: to, revision, amount_pence: amount, trace }) => [
      kind,
      from,
      to,
      revision,
      amount,
      trace,
    ])
    .toSorted(byText)
}

function byText(one: readonly unknown[], other: readonly unknown[]): number {
  const text = ([kind, from]: readonly unknown[]) => `${String(kind)} ${String(from)}`
  return text(one) < text(other) ? -1 : 1
}

function shown(one: unknown): string {
  return JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import { quantity, rate, type Pence, type Rate } from '../../../core/money.ts'
import { BAND_DAYS } from '../../../core/visit-prices.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPeriod } from '../../../testing/world.ts'
import { correct, type Correction } from '../rules/correction.ts'
import { priceStay } from '../rules/stay.ts'
import type { TraceStep } from '../rules/trace.ts'
import { priceWeek } from '../rules/week.ts'
import { someStay, someWeek, STAY_PERIOD, stayInputOf, weekInputOf, type WeekCase } from '../testing/random-cases.ts'
import { insertStay, insertWeek } from '../testing/random-rows.ts'
import { insertCalendar, insertVisitWeek, someVisitWeek, visitWeekInputOf } from '../testing/random-visits.ts'
import { asOwner } from '../testing/world.ts'
import { lookBackFrom, priceLines } from './price-lines.ts'

let stage: Stage

beforeAll(async () => {
  stage = await aStage()
})
afterAll(() => stage.strike())

type Line = {
  package_id: string
  covers_from: LocalDate
  to_on: LocalDate
  kind: string
  amount_pence: Pence
  average_price: boolean
  quantity: bigint
  trace: readonly TraceStep[]
}

describe('pricing by sets', () => {
  it('prices each of many weeks in one statement exactly as the rule prices it alone', async () => {
    const { id: councilId } = await aCouncil(stage.build)
    const made = []
    for (const one of fc.sample(someWeek, { numRuns: 400, seed: 20_250_331 }))
      made.push({ one, packageId: await insertWeek(stage.build, councilId, one) })
    await analyse()
    const lines = await priced(councilId)
    const unpriced = made.filter(({ packageId }) => !lines.has(packageId))

    for (const { one, packageId } of made) {
      const outcome = priceWeek(weekInputOf(one))
      const line = lines.get(packageId)?.[0]
      if (!outcome.ok || line === undefined) {
        expect([outcome.ok ? 'priced' : outcome.refusal.code, line], shown(one)).toEqual(['P01', undefined])
        continue
      }
      const { amount, averagePrice, trace, days } = outcome.value
      expect(line.trace, shown(one)).toEqual(trace)
      expect([line.amount_pence, line.average_price, line.covers_from, addDays(line.to_on, 1)], shown(one)).toEqual([
        amount,
        averagePrice,
        days.from,
        days.until,
      ])
    }
    // The cases are of every kind, or the comparison says little.
    expect(unpriced.length).toBeGreaterThan(10)
    expect([...lines.values()].filter(([line]) => line?.average_price).length).toBeGreaterThan(50)
  })

  it('prices each of many weeks of visits in one statement exactly as the rule prices it alone', async () => {
    const { id: councilId } = await aCouncil(stage.build)
    await insertCalendar(stage.build, councilId)
    const made = []
    for (const one of fc.sample(someVisitWeek, { numRuns: 300, seed: 20_250_418 }))
      made.push({ one, packageId: await insertVisitWeek(stage.build, councilId, one) })
    await analyse()
    const lines = await priced(councilId)

    const kinds = new Set<string>()
    for (const { one, packageId } of made) {
      const outcome = priceWeek(visitWeekInputOf(one))
      const line = lines.get(packageId)?.[0]
      if (!outcome.ok || line === undefined) {
        expect([outcome.ok ? 'priced' : outcome.refusal.code, line], shown(one)).toEqual(['P01', undefined])
        kinds.add('unpriced')
        continue
      }
      const { amount, averagePrice, trace } = outcome.value
      expect(line.trace, shown(one)).toEqual(trace)
      expect([line.amount_pence, line.average_price], shown(one)).toEqual([amount, averagePrice])
      const parts = trace.flatMap((step) => (step.step === 'visit' ? step.parts : []))
      for (const { kind } of parts) kinds.add(kind)
    }
    // Every kind of price was met, or the comparison says little.
    expect([...kinds].toSorted()).toEqual(['any', ...BAND_DAYS, 'fixed', 'unpriced'].toSorted())
  })

  it('corrects each of many weeks that were confirmed anew exactly as the rule corrects it alone', async () => {
    const { id: councilId } = await aCouncil(stage.build)
    const made = []
    for (const one of fc.sample(someWeek, { numRuns: 150, seed: 20_250_402 }))
      made.push({ one, packageId: await insertWeek(stage.build, councilId, one) })
    await analyse()
    const before = await priced(councilId)
    await asOwner(
      stage,
      `update actuals.week set version = 2, planned = planned + frustrated, actual = actual + frustrated + 15000, extra = extra + 15000
       where council_id = '${councilId}'`,
    )
    const after = await priced(councilId)

    for (const { one, packageId } of made) {
      const first = before.get(packageId)?.[0]
      if (first === undefined) continue
      const expected = correctionOf(one, first.amount_pence)
      const line = after.get(packageId)?.find(({ kind }) => kind === 'adjustment')
      expect([line?.amount_pence, line?.trace], shown(one)).toEqual([expected?.amount, expected?.trace])
      expect(after.get(packageId)).toContainEqual(first)
    }
  })

  it('corrects each of many weeks whose price changed after they were paid exactly as the rule corrects it alone', async () => {
    const { id: councilId } = await aCouncil(stage.build)
    const made = []
    for (const one of fc.sample(someWeek, { numRuns: 150, seed: 20_250_403 }))
      made.push({ one, packageId: await insertWeek(stage.build, councilId, one) })
    await analyse()
    const before = await priced(councilId)
    await asOwner(
      stage,
      `update contracts.rate set price = price + 12300 where council_id = '${councilId}';
       insert into contracts.repricing (council_id, seq, rate_line_id, contract_id, provider_id, days)
       select council_id, 1, id, contract_id, provider_id, '[2024-01-01,)' from contracts.rate_line where council_id = '${councilId}'`,
    )
    const after = await priced(councilId)

    expect(before.size).toBeGreaterThan(100)
    for (const { one, packageId } of made) {
      const first = before.get(packageId)?.[0]
      if (first === undefined) continue
      const input = weekInputOf(one)
      const outcome = priceWeek({ ...input, prices: input.prices.map(dearer) })
      if (!outcome.ok) throw new Error(outcome.refusal.code)
      const expected = correct(outcome.value, first.amount_pence)
      const line = after.get(packageId)?.find(({ kind }) => kind === 'adjustment')
      expect([line?.amount_pence, line?.trace], shown(one)).toEqual([expected.amount, expected.trace])
      expect(line?.quantity, shown(one)).toBe(0n)
      expect(after.get(packageId)).toContainEqual(first)
    }
  })

  it('prices each of many stays in one statement exactly as the rule prices it alone', async () => {
    const { id: councilId } = await aCouncil(stage.build)
    const made = []
    for (const one of fc.sample(someStay, { numRuns: 300, seed: 20_250_401 }))
      made.push({ one, packageId: await insertStay(stage.build, councilId, one) })
    await analyse()
    const lines = await priced(councilId)

    for (const { one, packageId } of made) {
      const outcome = priceStay(stayInputOf(one))
      const found = lines.get(packageId) ?? []
      expect(
        found.map((line) => [line.covers_from, addDays(line.to_on, 1), line.quantity, line.amount_pence, line.trace]),
        shown(one),
      ).toEqual(
        outcome.ok
          ? outcome.value.lines.map(({ days, nights, amount, trace }) => [days.from, days.until, nights, amount, trace])
          : [],
      )
    }
    expect([...lines.values()].filter((found) => found.length > 1).length).toBeGreaterThan(50)
  })
})

/** As the database does by itself in time: without it, it joins a few hundred rows as if there were one. */
function analyse(): Promise<unknown> {
  return asOwner(stage, 'analyze')
}

/** Everything due in the period, twice: the second pricing finds nothing left to do. */
async function priced(councilId: string): Promise<Map<string, Line[]>> {
  const { from, until } = STAY_PERIOD
  const period = await thePeriod(councilId)
  const scope = {
    paidBy: 'schedule' as const,
    calendar: 'main',
    period: { id: period.id, startsOn: from, endsOn: until },
    since: lookBackFrom(from),
    runId: randomUUID(),
    at: stage.clock.now(),
  }
  return stage.work.run(councilActor(councilId, randomUUID()), async ({ tx }) => {
    await priceLines(tx, scope)
    expect(await priceLines(tx, scope)).toEqual({ lines: 0, pence: 0n })
    const { rows } = await sql<Line>`
      select * from payments.payment_line where council_id = ${councilId} order by package_id, from_on, revision`.execute(
      tx,
    )
    return Map.groupBy(rows, (line) => line.package_id)
  })
}

/** Half an hour was added, and what was frustrated was planned again: as one amount, which may then want another price. */
function correctionOf(one: WeekCase, before: Pence): Correction | undefined {
  const planned = quantity(one.planned + one.frustrated)
  const outcome = priceWeek(weekInputOf({ ...one, planned, extra: quantity(one.extra + 15_000n), visitDays: null }))
  return outcome.ok ? correct(outcome.value, before) : undefined
}

const dearer = <Row extends { readonly price: Rate }>(row: Row): Row => ({ ...row, price: rate(row.price + 12_300n) })

async function thePeriod(councilId: string): Promise<{ id: string }> {
  const { from, until } = STAY_PERIOD
  const known = await stage.work.run(councilActor(councilId, randomUUID()), ({ tx }) =>
    tx.selectFrom('payments.period').select('id').where('council_id', '=', councilId).executeTakeFirst(),
  )
  return known ?? aPeriod(stage.build, councilId, { startsOn: from, endsOn: until })
}

function shown(one: unknown): string {
  return JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

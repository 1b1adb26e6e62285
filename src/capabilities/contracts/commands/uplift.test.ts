import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { rate, type Rate } from '../../../core/money.ts'
import { aPackage, aProvider, type AProvider } from '../../../testing/world.ts'
import { isOutlier, raisedInProportion, upliftedPrice, type UpliftChange } from '../rules/uplift.ts'
import type { NewUplift } from '../store/uplifts.ts'
import { aPriceDesk, asOwner, type PriceDesk } from '../testing/desk.ts'
import { only, upliftActs } from '../testing/uplift-acts.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk('2025-03-10T09:00:00Z')
})
afterAll(() => desk.close())

const { drafted, changes, submitted, decided, undone } = upliftActs(() => desk)
const lineOf = async (id: string, provider: AProvider) =>
  (
    await desk.ask(sql<{
      outcome: string
      new_price: bigint | null
      from_on: string
      units: bigint
      extra_pence: bigint
      is_outlier: boolean
    }>`
      select outcome, new_price, from_on, units, extra_pence, is_outlier from contracts.uplift_line
      where council_id = ${desk.council.id} and uplift_id = ${id} and rate_line_id = ${provider.rateLineId}`)
  )[0]
const aCareCompany = (price: Rate = pounds('21.00')) =>
  aProvider(desk.stage.build, desk.council.id, { rates: [{ from: '2024-01-01', price }] })

describe('a simulation', () => {
  it('says what the last year would have cost more', async () => {
    const provider = await aCareCompany()
    const care = await aPackage(desk.stage.build, provider)
    const place = { council_id: provider.councilId, provider_id: provider.id, service_id: provider.serviceId }
    for (const week of ['2025-01-06', '2025-01-13'])
      await desk.stage.build.insert('actuals.week', {
        ...place,
        contract_id: provider.contractId,
        ...{
          package_id: care.id,
          week_start: week,
          version: 1,
          status: 'confirmed',
          source: 'screen',
          recorded_at: '2025-02-01T09:00:00Z',
          confirmed_at: '2025-02-01T09:00:00Z',
        },
        ...{ planned: 420_000n, actual: 420_000n, frustrated: 0n, missed: 0n, extra: 0n },
      })
    const id = await drafted([only(provider)])
    // 28 hours at 84p more.
    expect(await lineOf(id, provider)).toMatchObject({ new_price: 218_400n, units: 840_000n, extra_pence: 2_352n })
  })

  it('leaves out what is recent, dear, ended, or fits no rule', async () => {
    const [recent, other, ended] = [await aCareCompany(), await aCareCompany(), await aCareCompany()]
    const dear = await aCareCompany(pounds('150.00'))
    await aPackage(desk.stage.build, dear)
    await desk.stage.build.insert('contracts.rate', {
      ...{ council_id: recent.councilId, provider_id: recent.id, contract_id: recent.contractId },
      ...{ rate_line_id: recent.rateLineId, valid: '[2023-01-01,2023-06-01)', price: 1n },
    })
    const id = await drafted([only(recent), only(dear), only(ended)], {
      recentSince: localDate('2024-06-01'),
      overPence: 150_000n as NewUplift['overPence'],
    })
    expect((await lineOf(id, recent))?.outcome).toBe('changes')
    expect((await lineOf(id, dear))?.outcome).toBe('over')
    expect((await lineOf(id, other))?.outcome).toBe('no-rule')
    const late = await drafted([only(recent)], { recentSince: localDate('2023-12-01') })
    expect((await lineOf(late, recent))?.outcome).toBe('recent')
  })

  it('raises one area alone: the lines of its band under every contract, or the contract of its lot', async () => {
    const [rural, town, lot] = [await aCareCompany(), await aCareCompany(), await aCareCompany()]
    const band = `Rural ${rural.id.slice(0, 8)}`
    await asOwner(
      desk.stage,
      `update contracts.rate_line set band = '${band}' where id in ('${rural.rateLineId}', '${lot.rateLineId}')`,
    )
    const id = await drafted([only(rural, { contractNumber: null, band })])
    const outcomes = await Promise.all([rural, town, lot].map(async (one) => (await lineOf(id, one))?.outcome))
    expect(outcomes).toEqual(['changes', 'no-rule', 'changes'])
    const ofLot = await drafted([only(lot, { band })])
    expect([(await lineOf(ofLot, rural))?.outcome, (await lineOf(ofLot, lot))?.outcome]).toEqual(['no-rule', 'changes'])
  })

  it('starts at each contract’s anniversary where it is asked to', async () => {
    const provider = await aProvider(desk.stage.build, desk.council.id, { contract: { starts_on: '2022-07-15' } })
    const id = await drafted([only(provider)], { starts: 'anniversary', effectiveOn: localDate('2025-04-01') })
    expect(await lineOf(id, provider)).toMatchObject({ from_on: '2025-07-15' })
    const next = await drafted([only(provider)], { starts: 'anniversary', effectiveOn: localDate('2025-08-01') })
    expect(await lineOf(next, provider)).toMatchObject({ from_on: '2026-07-15' })
  })

  it('comes to the same price as the rule, whatever the rule and the price', async () => {
    const someRule = fc.record({
      change: fc.constantFrom('percent', 'pounds', 'price'),
      amount: fc.bigInt(0n, 500_000n),
      cap: fc.option(fc.bigInt(1n, 1_000_000n).map(rate)),
    }) satisfies fc.Arbitrary<UpliftChange>
    const provider = await aCareCompany()
    await fc.assert(
      fc.asyncProperty(
        someRule,
        fc.bigInt(1n, 9_000_000n),
        fc.constantFrom(1n, 100n, 500n),
        async (rule, old, step) => {
          await asOwner(
            desk.stage,
            `update contracts.rate set price = ${String(old)} where rate_line_id = '${provider.rateLineId}'`,
          )
          const id = await drafted([only(provider, rule)], { roundTo: rate(step) })
          const line = await lineOf(id, provider)
          const expected = upliftedPrice(rate(old), rule, rate(step))
          expect(line?.new_price ?? old).toBe(expected)
          if (line?.outcome === 'changes') expect(line.is_outlier).toBe(isOutlier(rate(old), expected, 100_000n))
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('an uplift', () => {
  it('X31 raises £825.50 by 4% to £858.52, as a new row from its day on', async () => {
    const home = await aCareCompany(pounds('825.50'))
    const id = await drafted([only(home)])
    expect(await submitted(id)).toMatchObject({ ok: true })
    expect(await decided(id)).toEqual({ ok: true, value: 'applied' })
    expect(await desk.pricesOf(home.rateLineId)).toEqual([
      { from: '2024-01-01', until: '2025-04-07', price: 8_255_000n },
      { from: '2025-04-07', until: null, price: 8_585_200n },
    ])
    const letters = await desk.ask(sql<{ lines: number }>`select lines from contracts.uplift_letter
      where council_id = ${desk.council.id} and provider_id = ${home.id}`)
    expect(letters).toEqual([{ lines: 1 }])
  })

  it('X49 stops at the outlier gate when 40% is typed for 4%', async () => {
    const provider = await aCareCompany()
    const id = await drafted([only(provider, { amount: 400_000n })])
    expect(await submitted(id)).toMatchObject({ refusal: { code: 'mostly-outliers', outliers: 1, changes: 1 } })
    expect(await submitted(id, { outliersSeen: 1, outliersReason: 'Yes' })).toMatchObject({ ok: false })
    expect(await desk.pricesOf(provider.rateLineId)).toHaveLength(1)
  })

  it('lets a few lines outside the limit pass when they are counted and explained', async () => {
    const [first, second, odd] = [await aCareCompany(), await aCareCompany(), await aCareCompany()]
    const id = await drafted([only(first), only(second), only(odd, { change: 'price', amount: 300_000n })])
    expect((await changes(id))?.outliers).toBe(1)
    expect(await submitted(id)).toMatchObject({ refusal: { code: 'outliers-not-seen' } })
    expect(await submitted(id, { outliersSeen: 1 })).toMatchObject({ refusal: { code: 'outliers-reason-missing' } })
    expect(await submitted(id, { outliersSeen: 1, outliersReason: 'Let again' })).toMatchObject({ ok: true })
  })

  it('X50 is not approved by whoever made it or sent it, and only once', async () => {
    const provider = await aCareCompany()
    const id = await drafted([only(provider)])
    await submitted(id)
    expect(await decided(id, desk.ann)).toMatchObject({ refusal: { code: 'same-person' } })
    const outcomes = await Promise.all([decided(id), decided(id)])
    expect(outcomes.map((one) => (one.ok ? 'done' : one.refusal.code)).toSorted()).toEqual(['done', 'not-waiting'])
    expect(await desk.pricesOf(provider.rateLineId)).toHaveLength(2)
  })

  it('is refused when a price moved since it was simulated', async () => {
    const provider = await aCareCompany()
    const id = await drafted([only(provider)])
    await submitted(id)
    await asOwner(desk.stage, `update contracts.rate set price = 211111 where rate_line_id = '${provider.rateLineId}'`)
    expect(await decided(id)).toMatchObject({ refusal: { code: 'prices-moved' } })
  })

  it('is undone as one batch, and every price stands as it stood', async () => {
    const [first, second] = [await aCareCompany(), await aCareCompany()]
    const before = [await desk.pricesOf(first.rateLineId), await desk.pricesOf(second.rateLineId)]
    const id = await drafted([only(first), only(second)])
    await submitted(id)
    await decided(id)
    expect(await undone(id)).toEqual({ ok: true, value: null })
    expect([await desk.pricesOf(first.rateLineId), await desk.pricesOf(second.rateLineId)]).toEqual(before)
    expect(await undone(id)).toMatchObject({ refusal: { code: 'not-applied' } })
  })

  it('is not undone once a payment was made with one of its prices', async () => {
    const provider = await aCareCompany()
    const care = await aPackage(desk.stage.build, provider)
    const id = await drafted([only(provider)])
    await submitted(id)
    await decided(id)
    await desk.stage.build.insert('payments.payment_line', {
      ...{ council_id: provider.councilId, provider_id: provider.id, service_id: provider.serviceId },
      ...{ contract_id: provider.contractId, person_id: care.personId, package_id: care.id, package_version: 1 },
      ...{ from_on: '2025-04-07', covers_from: '2025-04-07', to_on: '2025-04-13', kind: 'care', revision: 0 },
      ...{ rule_version: 1, week_version: 1, quantity: 420_000n, unit: 'hour', average_price: false, amount_pence: 1n },
      ...{ trace: '[]', priced_at: '2025-04-20T09:00:00Z' },
    })
    expect(await undone(id)).toMatchObject({ refusal: { code: 'already-paid' } })
  })
})

describe('prices of visits beside a line', () => {
  const fixed = [{ minutes: 30, price: 160_000 }]
  const bands = [{ days: ['weekend'], from: 0, until: 1440, price: 260_050 }]
  async function lineWithVisits(valid: string): Promise<AProvider> {
    const provider = await aCareCompany()
    await desk.stage.build.insert('contracts.visit_price', {
      ...{ council_id: provider.councilId, provider_id: provider.id, contract_id: provider.contractId, valid },
      ...{ rate_line_id: provider.rateLineId, split: true },
      ...{ fixed: JSON.stringify(fixed), bands: JSON.stringify(bands) },
    })
    return provider
  }
  const tableOf = (provider: AProvider) =>
    desk.ask(sql<{
      valid: string
      fixed: unknown
      bands: unknown
    }>`select valid, fixed, bands from contracts.visit_price
      where council_id = ${desk.council.id} and rate_line_id = ${provider.rateLineId} order by valid`)

  it('go up as their line does from its day on, and come back when the uplift is undone', async () => {
    const provider = await lineWithVisits('[2024-01-01,)')
    const before = await tableOf(provider)
    const id = await drafted([only(provider)])
    await submitted(id)
    await decided(id)
    // 4% more: £16.00 to £16.64, and £26.005 to £27.0452, which the step of a penny makes £27.05.
    expect(await tableOf(provider)).toEqual([
      { valid: '[2024-01-01,2025-04-07)', fixed, bands },
      {
        valid: '[2025-04-07,)',
        fixed: [{ minutes: 30, price: 166_400 }],
        bands: [{ ...bands[0], price: 270_500 }],
      },
    ])
    expect(await undone(id)).toMatchObject({ ok: true })
    expect(await tableOf(provider)).toEqual(before)
  })

  it('begin and end with the ones that they replace, and leave later ones as they were said', async () => {
    const provider = await lineWithVisits('[2025-04-07,2025-06-01)')
    await desk.stage.build.insert('contracts.visit_price', {
      ...{ council_id: provider.councilId, provider_id: provider.id, contract_id: provider.contractId },
      ...{ rate_line_id: provider.rateLineId, valid: '[2025-06-01,)', split: true, bands: '[]' },
      fixed: JSON.stringify(fixed),
    })
    const before = await tableOf(provider)
    const id = await drafted([only(provider)])
    await submitted(id)
    await decided(id)
    expect((await tableOf(provider)).map(({ valid, fixed }) => [valid, fixed])).toEqual([
      ['[2025-04-07,2025-06-01)', [{ minutes: 30, price: 166_400 }]],
      ['[2025-06-01,)', fixed],
    ])
    await undone(id)
    expect(await tableOf(provider)).toEqual(before)
  })

  it('are raised by the database as by the rule, whatever the numbers', async () => {
    const price = fc.bigInt({ min: 1n, max: 99_999_999n })
    await fc.assert(
      fc.asyncProperty(price, price, price, fc.constantFrom(1n, 100n, 500n, 1000n), async (one, old, raised, step) => {
        const [row] = await desk.ask(sql<{ raised: bigint }>`
          select (contracts.raised_prices(jsonb_build_array(jsonb_build_object('price', ${one}::bigint)), ${old}::bigint,
            ${raised}::bigint, ${step}::bigint) -> 0 ->> 'price')::bigint as raised
          from platform.council where council_id = ${desk.council.id}`)
        expect(row?.raised).toBe(raisedInProportion(rate(one), { old: rate(old), raised: rate(raised) }, rate(step)))
      }),
      { numRuns: 60 },
    )
  })
})

import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { rate, type Rate } from '../../../core/money.ts'
import { aPackage, aProvider, type AProvider } from '../../../testing/world.ts'
import { upliftedPrice, type UpliftChange } from '../rules/uplift.ts'
import { listUpliftBlocks } from '../store/raise-blocks.ts'
import { aPriceDesk, asOwner, type PriceDesk } from '../testing/desk.ts'
import { only, upliftActs } from '../testing/uplift-acts.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk('2025-03-10T09:00:00Z')
})
afterAll(() => desk.close())

const { drafted, changes, submitted, decided, undone } = upliftActs(() => desk)
const aCareCompany = (price: Rate = pounds('21.00')) =>
  aProvider(desk.stage.build, desk.council.id, { rates: [{ from: '2024-01-01', price }] })

describe('what blocks buy in advance', () => {
  async function aBlock(valid = '[2024-01-01,)', price: Rate = pounds('20.00')) {
    const provider = await aCareCompany()
    await asOwner(desk.stage, `update contracts.contract set kind = 'block' where id = '${provider.contractId}'`)
    await desk.stage.build.insert('contracts.block_commitment', {
      ...{ council_id: provider.councilId, provider_id: provider.id, contract_id: provider.contractId },
      ...{ valid, weekly: 100n * 30_000n, unit: 'hour', price, missed_counts: true },
    })
    return provider
  }
  const blocksOf = (provider: AProvider) =>
    desk.ask(sql<{ valid: string; price: bigint }>`select valid, price from contracts.block_commitment
      where council_id = ${desk.council.id} and contract_id = ${provider.contractId} order by valid`)
  const found = (id: string) =>
    desk.stage.db.read(desk.ann.scope, (tx) => listUpliftBlocks(tx, id, { providerId: undefined }))

  it('go up by the rule of their contract, tell the provider, and come back when the uplift is undone', async () => {
    const provider = await aBlock()
    const before = await blocksOf(provider)
    const id = await drafted([only(provider)])
    // A year of 100 hours a week from 11 March 2024, none of them used: 5,200 hours, 80p more each.
    expect(await found(id)).toMatchObject([
      { oldPrice: 200_000n, newPrice: 208_000n, units: 5_200n * 30_000n, extraPence: 416_000n, isOutlier: false },
    ])
    expect(await changes(id)).toMatchObject({ lines: 2 })
    await submitted(id)
    await decided(id)
    expect(await blocksOf(provider)).toEqual([
      { valid: '[2024-01-01,2025-04-07)', price: 200_000n },
      { valid: '[2025-04-07,)', price: 208_000n },
    ])
    const letters = await desk.ask(sql`select lines, extra_pence from contracts.uplift_letter
      where council_id = ${desk.council.id} and uplift_id = ${id}`)
    expect(letters).toEqual([{ lines: 2, extra_pence: 416_000n }])
    expect(await undone(id)).toMatchObject({ ok: true })
    expect(await blocksOf(provider)).toEqual(before)
  })

  it('are told of what was not used, since used care is paid by its line', async () => {
    const provider = await aBlock()
    const care = await aPackage(desk.stage.build, provider)
    await desk.stage.build.insert('actuals.week', {
      ...{ council_id: provider.councilId, provider_id: provider.id, service_id: provider.serviceId },
      ...{ contract_id: provider.contractId, package_id: care.id, week_start: '2025-02-03', status: 'confirmed' },
      ...{ planned: 450_000n, actual: 300_000n, frustrated: 60_000n, missed: 90_000n, extra: 0n, source: 'screen' },
      ...{ recorded_at: '2025-02-10T09:00:00Z', confirmed_at: '2025-02-10T09:00:00Z' },
    })
    // 10 hours delivered, 2 missed by the person, 3 by the provider: 15 of 5,200 were used.
    expect(await found(await drafted([only(provider)]))).toMatchObject([{ units: 5_185n * 30_000n }])
  })

  it('are left where a rule is for lines alone, where they are recent, or where another change of them waits', async () => {
    const provider = await aBlock()
    expect(await found(await drafted([only(provider, { serviceLevel: 'Standard' })]))).toEqual([])
    const recent = await aBlock('[2025-03-01,)')
    expect(await found(await drafted([only(recent)], { recentSince: localDate('2025-02-01') }))).toEqual([])
    await asOwner(
      desk.stage,
      `insert into contracts.contract_proposal (council_id, contract_id, provider_id, number, title, kind, calendar, starts_on, service_ids,
        block_from, block_weekly, block_unit, block_price, block_missed_counts, reason, status, proposed_by, proposer_name, proposed_at)
       select council_id, id, provider_id, number, title, kind, calendar, starts_on, array['${provider.serviceId}'::uuid], '2025-05-01', 3000000, 'hour', 210000, true,
        'More', 'proposed', gen_random_uuid(), 'Cy Test', now() from contracts.contract where id = '${provider.contractId}'`,
    )
    expect(await found(await drafted([only(provider)]))).toEqual([])
  })

  it('keep an uplift from being applied or undone where they were said anew in between', async () => {
    const provider = await aBlock('[2025-04-07,2025-10-01)')
    const id = await drafted([only(provider)])
    await submitted(id)
    const to = (price: string) =>
      asOwner(
        desk.stage,
        `update contracts.block_commitment set price = ${price} where contract_id = '${provider.contractId}'`,
      )
    await to('210000')
    expect(await decided(id)).toMatchObject({ ok: false, refusal: { code: 'prices-moved' } })
    await to('200000')
    await decided(id)
    expect(await blocksOf(provider)).toEqual([{ valid: '[2025-04-07,2025-10-01)', price: 208_000n }])
    await to('230000')
    expect(await undone(id)).toMatchObject({ ok: false, refusal: { code: 'prices-moved' } })
    await to('208000')
    expect(await undone(id)).toMatchObject({ ok: true })
    expect(await blocksOf(provider)).toEqual([{ valid: '[2025-04-07,2025-10-01)', price: 200_000n }])
  })

  it('stop at the outlier gate as lines do', async () => {
    const provider = await aBlock()
    const id = await drafted([only(provider, { amount: 400_000n })])
    expect(await submitted(id)).toMatchObject({
      ok: false,
      refusal: { code: 'mostly-outliers', outliers: 2, changes: 2 },
    })
  })

  it('come to the same price as the rule, whatever the numbers', async () => {
    const price = fc.bigInt({ min: 0n, max: 99_999_999n })
    const change = fc.record<UpliftChange>({
      change: fc.constantFrom('percent', 'pounds', 'price', 'nothing'),
      amount: fc.bigInt({ min: 0n, max: 900_000n }),
      cap: fc.option(price.map(rate)),
    })
    await fc.assert(
      fc.asyncProperty(price, change, fc.constantFrom(1n, 100n, 500n, 1000n), async (old, rule, step) => {
        const [row] = await desk.ask(sql<{ price: bigint }>`
          select contracts.uplifted_price(${old}::bigint, ${rule.change}, ${rule.amount}::bigint, ${rule.cap}::bigint, ${step}::bigint) as price
          from platform.council where council_id = ${desk.council.id}`)
        expect(row?.price).toBe(upliftedPrice(rate(old), rule, rate(step)))
      }),
      { numRuns: 60 },
    )
  })
})

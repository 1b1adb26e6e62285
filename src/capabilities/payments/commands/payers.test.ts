import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { rate } from '../../../core/money.ts'
import { aStage, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import { aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { findUntied } from '../../ledger/index.ts'
import { explainAll, type TraceStep } from '../rules/trace.ts'
import { listPending } from '../store/pending.ts'
import { getPeriod } from '../store/runs.ts'
import { quoteClaim } from '../store/quote-claim.ts'
import { aDesk, APRIL, MARCH, MAY, type Desk, type Line } from '../testing/desk.ts'
import { aPayer } from '../testing/payers.ts'
import { insertAbsence } from '../testing/random-absences.ts'
import { asOwner } from '../testing/world.ts'
import { priceForInvoice } from './price-for-invoice.ts'

let stage: Stage
let desk: Desk

beforeAll(async () => {
  stage = await aStage('2025-06-10T09:00:00Z')
})
beforeEach(async () => {
  desk = await aDesk(stage)
})
afterAll(() => stage.strike())

const aHome = (rule: Readonly<Record<string, string>>) =>
  aProvider(stage.build, desk.council.id, {
    ...{ sector: 'nursing', unit: 'week', rates: [{ from: '2019-04-01', price: rate(8_260_000n) }] },
    rule: { paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)', ...rule },
  })
const aResident = (home: AProvider, over: { startsOn?: string; endsOn?: string } = {}) =>
  aPackage(stage.build, home, { unit: 'week', startsOn: '2024-06-03', ...over })
const pays = (home: AProvider, care: APackage, payer: Parameters<typeof aPayer>[3]) =>
  aPayer(stage.build, home, care, payer)
const told = (lines: readonly Line[]) =>
  lines.map(({ kind, revision, amount_pence: amount }) => [kind, revision, amount])
const sentences = ({ trace }: Line) => explainAll(trace as unknown as readonly TraceStep[])

async function withBothParts(home: AProvider, over: { startsOn?: string; endsOn?: string } = {}): Promise<APackage> {
  const care = await aResident(home, over)
  await pays(home, care, { payer: 'contribution', weekly: 16_015n })
  await pays(home, care, { payer: 'top-up', weekly: 7_500n })
  return care
}

describe('who pays what, in the books', () => {
  it('X46 pays £3,304.00 of four weeks gross', async () => {
    const home = await aHome({ payer_terms: 'gross' })
    await withBothParts(home)
    const runId = await desk.prepared(MARCH)
    expect(told(await desk.linesOf(runId))).toEqual([['stay', 0, 330_400n]])
    await desk.released(runId)
    expect(await desk.balances(home)).toMatchObject({ 'care-cost': 330_400n, paid: -330_400n, contributions: 0n })
  })

  it('X46 pays £2,363.40 of four weeks net, and the books still say what the care cost', async () => {
    const home = await aHome({ payer_terms: 'net' })
    await withBothParts(home)
    const runId = await desk.prepared(MARCH)
    const lines = await desk.linesOf(runId)
    expect(told(lines)).toEqual([
      ['stay', 0, 330_400n],
      ['contribution', 0, -64_060n],
      ['top-up', 0, -30_000n],
    ])
    expect(lines.flatMap(sentences).filter((text) => text.includes('pays the home'))).toEqual([
      'The person pays the home £160.15 a week: 28 nights, 3 to 30 March 2025, at a seventh of it each are £640.60, rounded once. The council pays that much less',
      'A third party pays the home £75.00 a week: 28 nights, 3 to 30 March 2025, at a seventh of it each are £300.00, rounded once. The council pays that much less',
    ])
    await desk.released(runId)
    expect(await desk.remittances(runId)).toMatchObject([
      { lines_pence: 236_340n, paid_pence: 236_340n, line_count: 3 },
    ])
    expect(await desk.balances(home)).toEqual({
      ...{ 'care-cost': 330_400n, contributions: -94_060n, paid: -236_340n, payable: 0n, recoverable: 0n },
    })
    expect(await desk.act(desk.preparer, ({ tx }) => findUntied(tx))).toEqual([])
  })

  it('X47 pays £826.00 of a fee of £1,080.06 a week, and tells what the NHS pays in a line of nothing', async () => {
    const home = await aHome({ payer_terms: 'net' })
    const care = await aResident(home, { startsOn: '2025-03-24' })
    await pays(home, care, { payer: 'nursing', weekly: 25_406n })
    const runId = await desk.prepared(MARCH)
    const lines = await desk.linesOf(runId)
    expect(told(lines)).toEqual([
      ['stay', 0, 82_600n],
      ['nursing', 0, 0n],
    ])
    expect(lines.flatMap(sentences).at(-1)).toContain('The NHS pays the home £254.06 a week for nursing care')
    await desk.released(runId)
    expect(await desk.balances(home)).toMatchObject({ 'care-cost': 82_600n, contributions: 0n, paid: -82_600n })
  })

  it('goes by the council’s setting where the contract says nothing, and by the contract where it says something', async () => {
    await asOwner(
      stage,
      `insert into platform.council_setting (council_id, key, valid, value) values ('${desk.council.id}', 'payer-terms', '[2025-03-10,)', '"net"')`,
    )
    const [silent, gross] = [await aHome({}), await aHome({ payer_terms: 'gross' })]
    for (const home of [silent, gross]) await withBothParts(home)
    const lines = await desk.linesOf(await desk.prepared(MARCH))
    const of = (home: AProvider) => lines.filter((line) => 'provider_id' in line && line.provider_id === home.id)
    expect(told(of(gross))).toEqual([['stay', 0, 330_400n]])
    // Net from the second of the four weeks on.
    expect(told(of(silent)).map(([, , amount]) => amount)).toEqual([330_400n, -48_045n, -22_500n])
  })
})

describe('what somebody pays changes', () => {
  it('in the past: one line with the difference, and what was paid stays as it was', async () => {
    const home = await aHome({ payer_terms: 'net' })
    const care = await withBothParts(home)
    const first = await desk.prepared(MARCH)
    await desk.released(first)
    const before = await desk.linesOf(first)
    await pays(home, care, { payer: 'contribution', weekly: 18_000n, from: '2025-03-17' })
    const second = await desk.prepared(APRIL)
    const lines = await desk.linesOf(second)
    // Two of the four weeks at £180.00 instead of £160.15.
    expect(told(lines)).toEqual([
      ['contribution', 1, -3_970n],
      ['stay', 0, 330_400n],
      ['contribution', 0, -72_000n],
      ['top-up', 0, -30_000n],
    ])
    expect(lines[0]?.trace.at(-1)).toEqual({ step: 'correction', due: '-68030', before: '-64060', pence: '-3970' })
    expect(await desk.linesOf(first)).toEqual(before)
    await desk.released(second)
    expect(told(await desk.linesOf(await desk.prepared(MAY))).filter(([, revision]) => revision !== 0)).toEqual([])
    expect(await desk.act(desk.preparer, ({ tx }) => findUntied(tx))).toEqual([])
  })

  it('to nothing, from the first day on: all of it is given back', async () => {
    const home = await aHome({ payer_terms: 'net' })
    const care = await aResident(home)
    await pays(home, care, { payer: 'top-up', weekly: 7_500n })
    await desk.released(await desk.prepared(MARCH))
    await pays(home, care, { payer: 'top-up', weekly: 0n })
    expect(told(await desk.linesOf(await desk.prepared(APRIL)))).toEqual([
      ['top-up', 1, 30_000n],
      ['stay', 0, 330_400n],
    ])
  })

  it('with the terms: paid gross before, net now, the difference is one line of each part', async () => {
    const home = await aHome({ payer_terms: 'gross' })
    await withBothParts(home)
    await desk.released(await desk.prepared(MARCH))
    await asOwner(
      stage,
      `update contracts.contract_rule set payer_terms = 'net' where contract_id = '${home.contractId}'`,
    )
    expect(told(await desk.linesOf(await desk.prepared(APRIL)))).toEqual([
      ['contribution', 1, -64_060n],
      ['top-up', 1, -30_000n],
      ['stay', 0, 330_400n],
      ['contribution', 0, -64_060n],
      ['top-up', 0, -30_000n],
    ])
  })

  it('with the nights: a stay that ended sooner gives back price and parts by the same days', async () => {
    const home = await aHome({ payer_terms: 'net' })
    const care = await withBothParts(home)
    await desk.released(await desk.prepared(MARCH))
    await asOwner(
      stage,
      `update care_packages.package set ends_on = '2025-03-17', status = 'ended' where id = '${care.id}'`,
    )
    const lines = await desk.linesOf(await desk.prepared(APRIL))
    expect(new Map(lines.map(({ kind, amount_pence: amount }) => [kind, amount]))).toEqual(
      new Map([
        ['adjustment', -165_200n],
        ['contribution', 32_030n],
        ['top-up', 15_000n],
      ]),
    )
  })

  it('with nights away: the part stays whole while the place is paid for, and ends with it', async () => {
    const home = await aHome({ payer_terms: 'net', absence_tiers: '[{"upTo": 7, "percent": 80}]' })
    const care = await withBothParts(home)
    const place = {
      council_id: desk.council.id,
      ...{ provider_id: home.id, service_id: home.serviceId, contract_id: home.contractId, package_id: care.id },
    }
    await insertAbsence(stage.build, place, { from: localDate('2025-03-10'), until: localDate('2025-03-24') })
    const lines = await desk.linesOf(await desk.prepared(MARCH))
    const of = (wanted: string) =>
      lines
        .filter(({ kind }) => kind === wanted)
        .map(({ covers_from: from, to_on: to, amount_pence: pence }) => [from, to, pence])
    // A week at 80% from 10 March, a week that is not paid, and two whole weeks around them.
    expect(lines.reduce((total, { kind, amount_pence: pence }) => (kind === 'stay' ? total + pence : total), 0n)).toBe(
      231_280n,
    )
    expect(of('contribution')).toEqual([
      ['2025-03-03', '2025-03-16', -32_030n],
      ['2025-03-24', '2025-03-30', -16_015n],
    ])
  })

  it('and is looked at before a release when it is more than the price', async () => {
    const home = await aHome({ payer_terms: 'net' })
    const care = await aResident(home)
    await pays(home, care, { payer: 'contribution', weekly: 90_000n })
    const runId = await desk.prepared(MARCH)
    const found = await desk.query(
      sql`select severity, package_id, details from payments.run_exception
        where council_id = ${desk.council.id} and run_id = ${runId} and code = 'payers-above-price'`,
    )
    expect(found).toEqual([{ severity: 'confirm', package_id: care.id, details: { pence: '-29600' } }])
  })
})

describe('before anything is paid', () => {
  it('shows the home the same parts in what is to come', async () => {
    const home = await aHome({ payer_terms: 'net' })
    await withBothParts(home)
    const { id: periodId } = await aPeriod(stage.build, desk.council.id, MARCH)
    const pending = await stage.work.run(providerActor(home), async ({ tx }) =>
      listPending(tx, await getPeriod(tx, periodId)),
    )
    expect(pending.amountPence).toBe(236_340n)
    expect(pending.shown.map(({ kind, amountPence }) => [kind, amountPence])).toEqual([
      ['stay', 330_400n],
      ['contribution', -64_060n],
      ['top-up', -30_000n],
    ])
  })

  it('claims by invoice what is due net, to the penny of its quote, and claims it once', async () => {
    const home = await aHome({ payer_terms: 'net', paid_by: 'invoice' })
    const care = await withBothParts(home, { startsOn: '2025-03-05' })
    const { id: periodId } = await aPeriod(stage.build, desk.council.id, MARCH)
    const claim = { contractId: home.contractId, serviceId: home.serviceId, periodId }
    const asHome = providerActor(home)
    const [quoted] = await stage.work.run(asHome, ({ tx }) => quoteClaim(tx, claim))
    const invoice = { ...claim, invoiceId: randomUUID() }
    const made = await stage.work.run(asHome, (work) => priceForInvoice(work, invoice))
    // 26 nights: £3,068.00 less £594.84 and £278.57
    expect(made).toEqual({ lines: 3, pence: 219_459n })
    expect(quoted).toMatchObject({ personId: care.personId, lines: 3, amount: 219_459n })
    expect(await stage.work.run(asHome, (work) => priceForInvoice(work, invoice))).toEqual({ lines: 0, pence: 0n })
  })

  it('lets a provider, and a person of one service, read the payers of their own packages only', async () => {
    const [home, other] = [await aHome({ payer_terms: 'net' }), await aHome({ payer_terms: 'net' })]
    const care = await withBothParts(home)
    await withBothParts(other)
    const seen = async (actor: ReturnType<typeof providerActor>, serviceIs = sql`true`) => {
      const { rows } = await stage.work.run(actor, ({ tx }) =>
        sql<{ package_id: string }>`select distinct y.package_id from published.payer y
          where y.council_id = ${tx.councilId} and y.provider_id = ${tx.providerId} and ${serviceIs}`.execute(tx),
      )
      return rows.map((row) => row.package_id)
    }
    expect(await seen(providerActor(home))).toEqual([care.id])
    expect(await seen(serviceActor(home))).toEqual([care.id])
    const elsewhere = { ...home, serviceId: randomUUID(), contractId: randomUUID() }
    expect(await seen(serviceActor(elsewhere))).toEqual([])
    const foreign = stage.work.run(providerActor(home), ({ tx }) =>
      sql`select 1 from care_packages.payer_change where council_id = ${tx.councilId}`.execute(tx),
    )
    await expect(foreign).rejects.toThrow('permission denied')
  })
})

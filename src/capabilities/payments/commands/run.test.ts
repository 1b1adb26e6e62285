import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rate } from '../../../core/money.ts'
import type { Actor, Work } from '../../../platform/work.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { findUntied, getBalances } from '../../ledger/index.ts'
import { listRunsOf } from '../store/runs.ts'
import { aConfirmedWeek, aPackageWithWeeks, asOwner, hours, twoStaff } from '../testing/world.ts'
import { discardRun } from './discard-run.ts'
import { prepareRun } from './prepare-run.ts'
import { releaseRun } from './release-run.ts'

let stage: Stage
let council: ACouncil
let preparer: Actor
let approver: Actor
const MARCH = { startsOn: '2025-03-03', endsOn: '2025-03-31' }
const APRIL = { startsOn: '2025-03-31', endsOn: '2025-04-28' }
const WEEKS = ['2025-03-03', '2025-03-10', '2025-03-17', '2025-03-24']
const scheduled = { rule: { paid_by: 'schedule' } }

beforeAll(async () => {
  stage = await aStage()
})
beforeEach(async () => {
  council = await aCouncil(stage.build)
  const staff = await twoStaff(stage, council)
  preparer = staff.preparer
  approver = staff.approver
})
afterAll(() => stage.strike())

describe('a payment run', () => {
  it('pays what was confirmed: lines, remittance, ledger and bank are one sum', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const runId = await prepared(MARCH)
    await released(runId)
    // 4 weeks of 14 hours at £21.00
    expect(await remittances(runId)).toEqual([
      {
        provider_id: provider.id,
        line_count: 4,
        lines_pence: 117_600n,
        recovered_pence: 0n,
        carried_pence: 0n,
        paid_pence: 117_600n,
      },
    ])
    expect(await balances(provider)).toMatchObject({
      'care-cost': 117_600n,
      payable: 0n,
      paid: -117_600n,
      recoverable: 0n,
    })
    expect(await linesOf(runId)).toHaveLength(4)
  })

  it('refuses a second preparation and names the first', async () => {
    const { id: periodId } = await aPeriod(stage.build, council.id, MARCH)
    const first = await act(preparer, (work) => prepareRun(work, { periodId }))
    expect(first.ok).toBe(true)
    expect(await act(approver, (work) => prepareRun(work, { periodId }))).toEqual({
      ok: false,
      refusal: { code: 'already-prepared', runId: first.ok ? first.value : '' },
    })
  })

  it('is prepared once when two people prepare at once', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const { id: periodId } = await aPeriod(stage.build, council.id, MARCH)
    const prepare = (actor: Actor) => act(actor, (work) => prepareRun(work, { periodId }))
    const outcomes = await Promise.all([prepare(preparer), prepare(approver)])
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
      'already-prepared',
      'done',
    ])
    const { rows } = await query<{ count: number }>(
      sql`select count(*)::int as count from payments.payment_line where council_id = ${council.id}`,
    )
    expect(rows).toEqual([{ count: 4 }])
  })

  it('is never released by its preparer, in the rule and in the table', async () => {
    const runId = await prepared(MARCH)
    const [run] = await runsOf(runId)
    const outcome = await act(preparer, (work) =>
      releaseRun(work, { runId, shownHash: run?.linesHash ?? '', confirmed: true }),
    )
    expect(outcome).toEqual({ ok: false, refusal: { code: 'own-run' } })
    const forced = act(preparer, ({ tx, accountId }) =>
      sql`update payments.run set status = 'released', released_by = ${accountId}, released_at = now() where council_id = ${council.id} and id = ${runId}`.execute(
        tx,
      ),
    )
    await expect(forced).rejects.toThrow('approver_did_not_prepare')
  })

  it('is released once when two people release at once', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const third = (await twoStaff(stage, council)).approver
    const runId = await prepared(MARCH)
    const outcomes = await Promise.all([release(approver, runId), release(third, runId)])
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
      'done',
      'not-prepared',
    ])
    expect(await remittances(runId)).toHaveLength(1)
  })

  it('is not released when its lines are no longer those that were shown', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const runId = await prepared(MARCH)
    const [run] = await runsOf(runId)
    const shownHash = run?.linesHash ?? ''
    expect(await release(approver, runId, { shownHash: 'ff'.repeat(32) })).toEqual({
      ok: false,
      refusal: { code: 'lines-changed' },
    })
    await act(preparer, ({ tx }) =>
      sql`delete from payments.payment_line where council_id = ${council.id} and run_id = ${runId} and from_on = '2025-03-03'`.execute(
        tx,
      ),
    )
    expect(await release(approver, runId, { shownHash })).toEqual({ ok: false, refusal: { code: 'lines-changed' } })
  })

  it('asks for a look at its exceptions first', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    const { id: packageId } = await aPackage(stage.build, provider)
    await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-03' })
    const runId = await prepared(MARCH)
    expect(await release(approver, runId, { confirmed: false })).toEqual({
      ok: false,
      refusal: { code: 'exceptions-not-confirmed', exceptions: 2 },
    })
    expect(await release(approver, runId, { confirmed: true })).toMatchObject({ ok: true })
  })

  it('discarded, gives its lines back and leaves the period to be prepared anew', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const runId = await prepared(MARCH)
    const periodId = (await runsOf(runId))[0]?.periodId ?? ''
    expect(await act(preparer, (work) => discardRun(work, { runId }))).toMatchObject({ ok: true })
    expect(await linesOf(runId)).toEqual([])
    expect(await act(preparer, (work) => discardRun(work, { runId }))).toEqual({
      ok: false,
      refusal: { code: 'not-prepared', status: 'discarded' },
    })
    const again = await act(preparer, (work) => prepareRun(work, { periodId }))
    expect(await linesOf(again.ok ? again.value : '')).toHaveLength(4)
    const { rows } = await query(
      sql`select details from platform.audit_entry where council_id = ${council.id} and action = 'run.discarded'`,
    )
    expect(rows).toEqual([
      { details: { reference: 'main-2025-03-03-1', lines: 4, totalPence: '117600', paidPence: '117600' } },
    ])
  })

  it('is not prepared again once released', async () => {
    const runId = await prepared(MARCH)
    await released(runId)
    const periodId = (await runsOf(runId))[0]?.periodId ?? ''
    expect(await act(preparer, (work) => prepareRun(work, { periodId }))).toEqual({
      ok: false,
      refusal: { code: 'already-released', runId },
    })
    expect(await act(preparer, (work) => discardRun(work, { runId }))).toMatchObject({
      refusal: { code: 'not-prepared' },
    })
  })

  it('X42 keeps a week in hospital as a line of £0.00', async () => {
    const provider = await aProvider(stage.build, council.id, { rule: { paid_by: 'schedule', frustrated_percent: 0 } })
    await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-03'], frustrated: hours(14n) })
    const runId = await prepared(MARCH)
    expect(await amounts(runId)).toEqual([0n])
    await released(runId)
    expect(await remittances(runId)).toMatchObject([{ line_count: 1, paid_pence: 0n }])
  })

  it('leaves out what is held, not confirmed or not agreed, and says so', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    const held = await aPackage(stage.build, provider, { startsOn: '2025-03-24' })
    await aConfirmedWeek(stage.build, provider, { packageId: held.id, weekStart: '2025-03-24', status: 'held' })
    const draft = await aPackage(stage.build, provider, { startsOn: '2025-03-24' })
    await aConfirmedWeek(stage.build, provider, { packageId: draft.id, weekStart: '2025-03-24', status: 'draft' })
    const unsigned = await aPackage(stage.build, provider, { startsOn: '2025-03-24', recordableFrom: null })
    await aConfirmedWeek(stage.build, provider, { packageId: unsigned.id, weekStart: '2025-03-24' })
    const runId = await prepared(MARCH)
    expect(await linesOf(runId)).toEqual([])
    const { rows } = await query(
      sql`select code, severity, package_id from payments.run_exception where council_id = ${council.id} and run_id = ${runId} order by code`,
    )
    expect(rows).toEqual([
      { code: 'agreement-not-agreed', severity: 'confirm', package_id: unsigned.id },
      { code: 'held-week', severity: 'confirm', package_id: held.id },
      { code: 'unconfirmed-week', severity: 'confirm', package_id: draft.id },
    ])
  })

  it('names care that no price covers instead of paying nought for it', async () => {
    const provider = await aProvider(stage.build, council.id, {
      ...scheduled,
      rates: [{ from: '2025-04-01', price: rate(210_000n) }],
    })
    await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-24'] })
    const home = await aStayProvider([{ from: '2025-04-01', price: rate(8_260_000n) }])
    await aPackage(stage.build, home, { startsOn: '2025-03-05', unit: 'week' })
    const runId = await prepared(MARCH)
    expect(await linesOf(runId)).toEqual([])
    const { rows } = await query(
      sql`select provider_id from payments.run_exception where council_id = ${council.id} and run_id = ${runId} and code = 'no-price'`,
    )
    expect(rows).toHaveLength(2)
  })

  it('takes a week that was confirmed late with the next run', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS.slice(0, 3) })
    await released(await prepared(MARCH))
    await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-24' })
    await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-31' })
    const runId = await prepared(APRIL)
    expect((await linesOf(runId)).map((line) => [line.from_on, line.kind])).toEqual([
      ['2025-03-24', 'care'],
      ['2025-03-31', 'care'],
    ])
  })
})

describe('a correction', () => {
  it('is a line with the difference, and the line that was paid stays as it was', async () => {
    const provider = await aProvider(stage.build, council.id, scheduled)
    const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-03'] })
    const first = await prepared(MARCH)
    await released(first)
    await amend(packageId, '2025-03-03', { version: 2, extra: hours(2n) })
    const second = await prepared(APRIL)
    expect(await linesOf(first)).toMatchObject([{ kind: 'care', revision: 0, amount_pence: 29_400n }])
    expect(await linesOf(second)).toMatchObject([
      { kind: 'adjustment', revision: 1, amount_pence: 4_200n, quantity: 60_000n },
    ])
    const [line] = await linesOf(second)
    expect(line?.trace.at(-1)).toEqual({ step: 'correction', due: '33600', before: '29400', pence: '4200' })
    await released(second)
    await amend(packageId, '2025-03-03', { version: 3, extra: hours(0n) })
    const third = await prepared({ startsOn: '2025-04-28', endsOn: '2025-05-26' })
    expect(await linesOf(third)).toMatchObject([{ kind: 'adjustment', revision: 2, amount_pence: -4_200n }])
  })

  it('X43 takes back nights paid in advance, pays nought and carries what is left', async () => {
    const home = await aStayProvider([{ from: '2019-04-01', price: rate(8_260_000n) }])
    const { id: packageId } = await aPackage(stage.build, home, { startsOn: '2020-02-08', unit: 'week' })
    const first = await prepared({ startsOn: '2020-02-08', endsOn: '2020-03-07' })
    expect(await amounts(first)).toEqual([330_400n])
    await released(first)

    await owner(`update care_packages.package set ends_on = '2020-02-20', status = 'ended' where id = '${packageId}'`)
    // The next run is £1,500.00 gross: a resident at £375.00 a week.
    const { id: other } = await aPackage(stage.build, home, { startsOn: '2020-03-07', unit: 'week' })
    await owner(`insert into contracts.rate_line select council_id, '${other}', contract_id, provider_id, 'R-${other}', service_level, unit
      from contracts.rate_line where id = '${home.rateLineId}'`)
    await owner(
      `insert into contracts.rate select council_id, '${other}', contract_id, provider_id, valid, 3750000 from contracts.rate where rate_line_id = '${home.rateLineId}'`,
    )
    await owner(`update care_packages.package_version set rate_line_id = '${other}' where package_id = '${other}'`)
    const second = await prepared({ startsOn: '2020-03-07', endsOn: '2020-04-04' })
    const [, taken] = await linesOf(second)
    expect(await amounts(second)).toEqual(expect.arrayContaining([150_000n, -188_800n]))
    const back = (await linesOf(second)).find((line) => line.package_id === packageId)
    expect(back).toMatchObject({
      covers_from: '2020-02-20',
      to_on: '2020-03-06',
      quantity: -480_000n,
      amount_pence: -188_800n,
    })
    expect(taken).toBeDefined()
    await released(second)
    expect(await remittances(second)).toMatchObject([{ lines_pence: -38_800n, carried_pence: 38_800n, paid_pence: 0n }])
    expect(await balances(home)).toMatchObject({ recoverable: 38_800n, payable: 0n })

    const third = await prepared({ startsOn: '2020-04-04', endsOn: '2020-05-02' })
    await released(third)
    expect(await remittances(third)).toMatchObject([
      { lines_pence: 150_000n, recovered_pence: 38_800n, paid_pence: 111_200n },
    ])
    expect(await balances(home)).toMatchObject({ recoverable: 0n, payable: 0n, paid: -441_600n, 'care-cost': 441_600n })
    expect(await stage.db.read(preparer.scope, (tx) => findUntied(tx))).toEqual([])
  })

  it('is not made again when the stay stands as it was corrected', async () => {
    const home = await aStayProvider([{ from: '2019-04-01', price: rate(8_260_000n) }])
    const { id: packageId } = await aPackage(stage.build, home, { startsOn: '2025-03-05', unit: 'week' })
    await released(await prepared(MARCH))
    await owner(`update care_packages.package set ends_on = '2025-03-19' where id = '${packageId}'`)
    const second = await prepared(APRIL)
    expect(await linesOf(second)).toMatchObject([
      { covers_from: '2025-03-19', to_on: '2025-03-30', amount_pence: -141_600n },
    ])
    await released(second)
    expect(await linesOf(await prepared({ startsOn: '2025-04-28', endsOn: '2025-05-26' }))).toEqual([])
  })
})

type Line = {
  package_id: string
  from_on: string
  covers_from: string
  to_on: string
  kind: string
  revision: number
  quantity: bigint
  amount_pence: bigint
  trace: readonly Record<string, string>[]
}

function act<T>(actor: Actor, use: (work: Work) => Promise<T>): Promise<T> {
  return stage.work.run(actor, use)
}
function query<T>(statement: ReturnType<typeof sql<T>>) {
  return stage.db.read(preparer.scope, (tx) => statement.execute(tx))
}
async function prepared(period: typeof MARCH): Promise<string> {
  const { id: periodId } = await aPeriod(stage.build, council.id, period)
  const outcome = await act(preparer, (work) => prepareRun(work, { periodId }))
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}
async function runsOf(runId: string) {
  const { rows } = await query<{ period_id: string }>(
    sql`select period_id from payments.run where council_id = ${council.id} and id = ${runId}`,
  )
  return stage.db.read(preparer.scope, (tx) => listRunsOf(tx, rows[0]?.period_id ?? ''))
}
async function release(actor: Actor, runId: string, over: { shownHash?: string; confirmed?: boolean } = {}) {
  const shownHash = over.shownHash ?? (await runsOf(runId))[0]?.linesHash ?? ''
  return act(actor, (work) => releaseRun(work, { runId, shownHash, confirmed: over.confirmed ?? true }))
}
async function released(runId: string): Promise<void> {
  expect(await release(approver, runId)).toEqual({ ok: true, value: runId })
}
async function linesOf(runId: string): Promise<Line[]> {
  const { rows } = await query<Line>(
    sql`select * from payments.payment_line where council_id = ${council.id} and run_id = ${runId} order by from_on, id`,
  )
  return rows
}
async function amounts(runId: string): Promise<bigint[]> {
  return (await linesOf(runId)).map((line) => line.amount_pence)
}
async function remittances(runId: string) {
  const { rows } =
    await query(sql`select provider_id, line_count, lines_pence, recovered_pence, carried_pence, paid_pence
    from payments.remittance where council_id = ${council.id} and run_id = ${runId} order by provider_id`)
  return rows
}
function balances(provider: AProvider) {
  return stage.db.read(preparer.scope, (tx) => getBalances(tx, provider.id))
}
function aStayProvider(rates: readonly { from: string; price: ReturnType<typeof rate> }[]) {
  return aProvider(stage.build, council.id, {
    sector: 'residential',
    unit: 'week',
    rates,
    rule: { paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)' },
  })
}
async function amend(packageId: string, weekStart: string, over: { version: number; extra: bigint }): Promise<void> {
  await owner(`update actuals.week set version = ${String(over.version)}, extra = ${String(over.extra)},
    actual = planned - frustrated - missed + ${String(over.extra)} where package_id = '${packageId}' and week_start = '${weekStart}'`)
}
/** As another capability would change its own rows. */
async function owner(statement: string): Promise<void> {
  await asOwner(stage, statement)
}

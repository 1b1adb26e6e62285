import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rate } from '../../../core/money.ts'
import type { Actor } from '../../../platform/work.ts'
import { newsOf } from '../../../testing/news.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aPackage, aPeriod, aProvider } from '../../../testing/world.ts'
import { aDesk, APRIL, MARCH, WEEKS, type Desk } from '../testing/desk.ts'
import { aConfirmedWeek, aPackageWithWeeks, hours, twoStaff } from '../testing/world.ts'
import { discardRun } from './discard-run.ts'
import { prepareRun } from './prepare-run.ts'
import { releaseRun } from './release-run.ts'

let stage: Stage
let desk: Desk

beforeAll(async () => {
  stage = await aStage()
})
beforeEach(async () => {
  desk = await aDesk(stage)
})
afterAll(() => stage.strike())
const scheduled = { rule: { paid_by: 'schedule' } }

describe('a payment run', () => {
  it('pays what was confirmed: lines, remittance, ledger and bank are one sum', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const runId = await desk.prepared(MARCH)
    await desk.released(runId)
    // 4 weeks of 14 hours at £21.00
    expect(await desk.remittances(runId)).toEqual([
      {
        provider_id: provider.id,
        line_count: 4,
        lines_pence: 117_600n,
        recovered_pence: 0n,
        carried_pence: 0n,
        paid_pence: 117_600n,
      },
    ])
    expect(await desk.balances(provider)).toMatchObject({
      'care-cost': 117_600n,
      payable: 0n,
      paid: -117_600n,
      recoverable: 0n,
    })
    expect(await desk.linesOf(runId)).toHaveLength(4)
  })

  it('tells of the remittance whom the organisation names for it, and whoever looks after its money', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    await stage.build.insert('providers.contact', {
      ...{ council_id: desk.council.id, provider_id: provider.id, purpose: 'remittance' },
      ...{ name: 'Rita Books', email: 'rita@care.example' },
    })
    const runId = await desk.prepared(MARCH)
    const told = async () => [
      await desk.query<{ body: string }>(
        sql`select body from platform.mail where council_id = ${desk.council.id} and recipient = 'rita@care.example'`,
      ),
      await newsOf(stage, desk.council.id, 'remittance.ready'),
    ]
    expect(await told()).toEqual([[], []])
    await desk.released(runId)
    const [mails, news] = await told()
    expect([mails?.length, JSON.stringify(mails).includes('£')]).toEqual([1, false])
    expect(news).toMatchObject([{ to: { kind: 'people', providerId: provider.id, accountIds: [provider.accountId] } }])
  })

  it('refuses a second preparation and names the first', async () => {
    const { id: periodId } = await aPeriod(stage.build, desk.council.id, MARCH)
    const first = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId }))
    expect(first.ok).toBe(true)
    expect(await desk.act(desk.approver, (work) => prepareRun(work, { periodId }))).toEqual({
      ok: false,
      refusal: { code: 'already-prepared', runId: first.ok ? first.value : '' },
    })
  })

  it('is prepared once when two people prepare at once', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const { id: periodId } = await aPeriod(stage.build, desk.council.id, MARCH)
    const prepare = (actor: Actor) => desk.act(actor, (work) => prepareRun(work, { periodId }))
    const outcomes = await Promise.all([prepare(desk.preparer), prepare(desk.approver)])
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
      'already-prepared',
      'done',
    ])
    const rows = await desk.query(
      sql`select count(*)::int as count from payments.payment_line where council_id = ${desk.council.id}`,
    )
    expect(rows).toEqual([{ count: 4 }])
  })

  it('is never released by its desk.preparer, in the rule and in the table', async () => {
    const runId = await desk.prepared(MARCH)
    const { linesHash } = await desk.runOf(runId)
    const outcome = await desk.act(desk.preparer, (work) =>
      releaseRun(work, { runId, shownHash: linesHash, confirmed: true, confirmedEarly: true }),
    )
    expect(outcome).toEqual({ ok: false, refusal: { code: 'own-run' } })
    const forced = desk.act(desk.preparer, ({ tx, accountId }) =>
      sql`update payments.run set status = 'released', released_by = ${accountId}, released_at = now() where council_id = ${desk.council.id} and id = ${runId}`.execute(
        tx,
      ),
    )
    await expect(forced).rejects.toThrow('approver_did_not_prepare')
  })

  it('is released once when two people release at once', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const third = (await twoStaff(stage, desk.council)).approver
    const runId = await desk.prepared(MARCH)
    const outcomes = await Promise.all([desk.release(desk.approver, runId), desk.release(third, runId)])
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
      'done',
      'not-prepared',
    ])
    expect(await desk.remittances(runId)).toHaveLength(1)
  })

  it('is not released when its lines are no longer those that were shown', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const runId = await desk.prepared(MARCH)
    const { linesHash } = await desk.runOf(runId)
    const shownHash = linesHash
    expect(await desk.release(desk.approver, runId, { shownHash: 'ff'.repeat(32) })).toEqual({
      ok: false,
      refusal: { code: 'lines-changed' },
    })
    await desk.act(desk.preparer, ({ tx }) =>
      sql`delete from payments.payment_line where council_id = ${desk.council.id} and run_id = ${runId} and from_on = '2025-03-03'`.execute(
        tx,
      ),
    )
    expect(await desk.release(desk.approver, runId, { shownHash })).toEqual({
      ok: false,
      refusal: { code: 'lines-changed' },
    })
  })

  it('asks for a look at its exceptions first', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    const { id: packageId } = await aPackage(stage.build, provider)
    await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-03' })
    const runId = await desk.prepared(MARCH)
    expect(await desk.release(desk.approver, runId, { confirmed: false })).toEqual({
      ok: false,
      refusal: { code: 'exceptions-not-confirmed', exceptions: 2 },
    })
    expect(await desk.release(desk.approver, runId, { confirmed: true })).toMatchObject({ ok: true })
  })

  it('is released before the last moment to amend only by who says so', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const runId = await desk.prepared({ ...MARCH, submitBy: '2025-05-01T16:00:00Z' })
    expect(await desk.release(desk.approver, runId)).toEqual({ ok: false, refusal: { code: 'early-not-confirmed' } })
    expect(await desk.remittances(runId)).toEqual([])
    expect(await desk.release(desk.approver, runId, { confirmedEarly: true })).toMatchObject({ ok: true })
  })

  it('discarded, gives its lines back and leaves the period to be prepared anew', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    const runId = await desk.prepared(MARCH)
    const periodId = (await desk.runOf(runId)).periodId
    expect(await desk.act(desk.preparer, (work) => discardRun(work, { runId }))).toMatchObject({ ok: true })
    expect(await desk.linesOf(runId)).toEqual([])
    expect(await desk.act(desk.preparer, (work) => discardRun(work, { runId }))).toEqual({
      ok: false,
      refusal: { code: 'not-prepared', status: 'discarded' },
    })
    const again = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId }))
    expect(await desk.linesOf(again.ok ? again.value : '')).toHaveLength(4)
    const rows = await desk.query(
      sql`select details from platform.audit_entry where council_id = ${desk.council.id} and action = 'run.discarded'`,
    )
    expect(rows).toEqual([
      { details: { reference: 'main-2025-03-03-1', lines: 4, totalPence: '117600', paidPence: '117600' } },
    ])
  })

  it('is not prepared again once released', async () => {
    const runId = await desk.prepared(MARCH)
    await desk.released(runId)
    const periodId = (await desk.runOf(runId)).periodId
    expect(await desk.act(desk.preparer, (work) => prepareRun(work, { periodId }))).toEqual({
      ok: false,
      refusal: { code: 'already-released', runId },
    })
    expect(await desk.act(desk.preparer, (work) => discardRun(work, { runId }))).toMatchObject({
      refusal: { code: 'not-prepared' },
    })
  })

  it('X42 keeps a week in hospital as a line of £0.00', async () => {
    const provider = await aProvider(stage.build, desk.council.id, {
      rule: { paid_by: 'schedule', frustrated_percent: 0 },
    })
    await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-03'], frustrated: hours(14n) })
    const runId = await desk.prepared(MARCH)
    expect(await desk.amounts(runId)).toEqual([0n])
    await desk.released(runId)
    expect(await desk.remittances(runId)).toMatchObject([{ line_count: 1, paid_pence: 0n }])
  })

  it('leaves out what is held, not confirmed or not agreed, and says so', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    const held = await aPackage(stage.build, provider, { startsOn: '2025-03-24' })
    await aConfirmedWeek(stage.build, provider, { packageId: held.id, weekStart: '2025-03-24', status: 'held' })
    const draft = await aPackage(stage.build, provider, { startsOn: '2025-03-24' })
    await aConfirmedWeek(stage.build, provider, { packageId: draft.id, weekStart: '2025-03-24', status: 'draft' })
    const unsigned = await aPackage(stage.build, provider, { startsOn: '2025-03-24', recordableFrom: null })
    await aConfirmedWeek(stage.build, provider, { packageId: unsigned.id, weekStart: '2025-03-24' })
    const runId = await desk.prepared(MARCH)
    expect(await desk.linesOf(runId)).toEqual([])
    const rows = await desk.query(
      sql`select code, severity, package_id from payments.run_exception where council_id = ${desk.council.id} and run_id = ${runId} order by code`,
    )
    expect(rows).toEqual([
      { code: 'agreement-not-agreed', severity: 'confirm', package_id: unsigned.id },
      { code: 'held-week', severity: 'confirm', package_id: held.id },
      { code: 'unconfirmed-week', severity: 'confirm', package_id: draft.id },
    ])
  })

  it('names care that no price covers instead of paying nought for it', async () => {
    const provider = await aProvider(stage.build, desk.council.id, {
      ...scheduled,
      rates: [{ from: '2025-04-01', price: rate(210_000n) }],
    })
    await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-24'] })
    const home = await aProvider(stage.build, desk.council.id, {
      unit: 'week',
      rates: [{ from: '2025-04-01', price: rate(8_260_000n) }],
      rule: { paid_by: 'schedule', recording: 'none' },
    })
    await aPackage(stage.build, home, { startsOn: '2025-03-05', unit: 'week' })
    const runId = await desk.prepared(MARCH)
    expect(await desk.linesOf(runId)).toEqual([])
    const rows = await desk.query(
      sql`select provider_id from payments.run_exception where council_id = ${desk.council.id} and run_id = ${runId} and code = 'no-price'`,
    )
    expect(rows).toHaveLength(2)
  })

  it('takes a week that was confirmed late with the next run', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS.slice(0, 3) })
    await desk.released(await desk.prepared(MARCH))
    await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-24' })
    await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-31' })
    const runId = await desk.prepared(APRIL)
    expect((await desk.linesOf(runId)).map((line) => [line.from_on, line.kind])).toEqual([
      ['2025-03-24', 'care'],
      ['2025-03-31', 'care'],
    ])
  })
})

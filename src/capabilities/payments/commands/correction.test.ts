import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aPackage, aProvider } from '../../../testing/world.ts'
import { findUntied } from '../../ledger/index.ts'
import { localDate } from '../../../core/dates.ts'
import { changePackage, type ChangePackage } from '../../care-packages/commands/change-package.ts'
import { aDesk, APRIL, MARCH, MAY, WEEKS, type Desk } from '../testing/desk.ts'
import { aPackageWithWeeks, asOwner, hours } from '../testing/world.ts'

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

describe('a correction', () => {
  it('is a line with the difference, and the line that was paid stays as it was', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-03'] })
    const first = await desk.prepared(MARCH)
    await desk.released(first)
    await amend(packageId, '2025-03-03', { version: 2, extra: hours(2n) })
    const second = await desk.prepared(APRIL)
    expect(await desk.linesOf(first)).toMatchObject([{ kind: 'care', revision: 0, amount_pence: 29_400n }])
    expect(await desk.linesOf(second)).toMatchObject([
      { kind: 'adjustment', revision: 1, amount_pence: 4_200n, quantity: 60_000n },
    ])
    const [line] = await desk.linesOf(second)
    expect(line?.trace.at(-1)).toEqual({ step: 'correction', due: '33600', before: '29400', pence: '4200' })
    await desk.released(second)
    await amend(packageId, '2025-03-03', { version: 3, extra: hours(0n) })
    const third = await desk.prepared(MAY)
    expect(await desk.linesOf(third)).toMatchObject([{ kind: 'adjustment', revision: 2, amount_pence: -4_200n }])
  })

  it('X43 takes back nights paid in advance, pays nought and carries what is left', async () => {
    const home = await desk.aHome(8_260_000n)
    const { id: packageId } = await aPackage(stage.build, home, { startsOn: '2020-02-08', unit: 'week' })
    const first = await desk.prepared({ startsOn: '2020-02-08', endsOn: '2020-03-07' })
    expect(await desk.amounts(first)).toEqual([330_400n])
    await desk.released(first)

    await asOwner(
      stage,
      `update care_packages.package set ends_on = '2020-02-20', status = 'ended' where id = '${packageId}'`,
    )
    // The next run is £1,500.00 gross: a resident at £375.00 a week.
    const { id: other } = await aPackage(stage.build, home, { startsOn: '2020-03-07', unit: 'week' })
    await asOwner(
      stage,
      `insert into contracts.rate_line select council_id, '${other}', contract_id, provider_id, 'R-${other}', service_level, unit
      from contracts.rate_line where id = '${home.rateLineId}'`,
    )
    await asOwner(
      stage,
      `insert into contracts.rate select council_id, '${other}', contract_id, provider_id, valid, 3750000 from contracts.rate where rate_line_id = '${home.rateLineId}'`,
    )
    await asOwner(
      stage,
      `update care_packages.package_version set rate_line_id = '${other}' where package_id = '${other}'`,
    )
    const second = await desk.prepared({ startsOn: '2020-03-07', endsOn: '2020-04-04' })
    expect(await desk.amounts(second)).toEqual(expect.arrayContaining([150_000n, -188_800n]))
    const back = (await desk.linesOf(second)).find((line) => line.package_id === packageId)
    expect(back).toMatchObject({
      covers_from: '2020-02-20',
      to_on: '2020-03-06',
      quantity: -480_000n,
      amount_pence: -188_800n,
    })
    await desk.released(second)
    expect(await desk.remittances(second)).toMatchObject([
      { lines_pence: -38_800n, carried_pence: 38_800n, paid_pence: 0n },
    ])
    expect(await desk.balances(home)).toMatchObject({ recoverable: 38_800n, payable: 0n })

    const third = await desk.prepared({ startsOn: '2020-04-04', endsOn: '2020-05-02' })
    await desk.released(third)
    expect(await desk.remittances(third)).toMatchObject([
      { lines_pence: 150_000n, recovered_pence: 38_800n, paid_pence: 111_200n },
    ])
    expect(await desk.balances(home)).toMatchObject({
      recoverable: 0n,
      payable: 0n,
      paid: -441_600n,
      'care-cost': 441_600n,
    })
    expect(await stage.db.read(desk.preparer.scope, (tx) => findUntied(tx))).toEqual([])
  })

  it('is made where care moves to another line of the price book from a day that was paid, and for nobody else', async () => {
    const provider = await aProvider(stage.build, desk.council.id, scheduled)
    const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    await asOwner(
      stage,
      `insert into contracts.rate_line select council_id, '${packageId}', contract_id, provider_id, 'D-${packageId}', 'Dearer', unit
       from contracts.rate_line where id = '${provider.rateLineId}';
       insert into contracts.rate select council_id, '${packageId}', contract_id, provider_id, valid, 250000
       from contracts.rate where rate_line_id = '${provider.rateLineId}'`,
    )
    const beside = await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
    await asOwner(
      stage,
      `update care_packages.package_version set rate_line_id = '${packageId}' where package_id = '${beside.id}'`,
    )
    await desk.released(await desk.prepared(MARCH))
    const plan = { planned: hours(14n), plannedByDay: null, visits: [] }
    const wanted: ChangePackage['wanted'] = {
      ...{ fromOn: localDate('2025-03-17'), plan, rateLineId: packageId, ownPrice: null },
      cause: 'correction',
    }
    const changed = await desk.act(desk.preparer, (work) =>
      changePackage(work, { packageId, shownVersion: 1, wanted }, () => Promise.reject(new Error('nothing to draft'))),
    )
    expect(changed).toMatchObject({ ok: true })
    // Two weeks of 14 hours at £4.00 more.
    const lines = await desk.linesOf(await desk.prepared(APRIL))
    expect(lines.map((line) => [line.package_id, line.kind, line.covers_from, line.amount_pence])).toEqual([
      [packageId, 'adjustment', '2025-03-17', 5_600n],
      [packageId, 'adjustment', '2025-03-24', 5_600n],
    ])
  })

  it('is not made again when the stay stands as it was corrected', async () => {
    const home = await desk.aHome(8_260_000n)
    const { id: packageId } = await aPackage(stage.build, home, { startsOn: '2025-03-05', unit: 'week' })
    await desk.released(await desk.prepared(MARCH))
    await asOwner(stage, `update care_packages.package set ends_on = '2025-03-19' where id = '${packageId}'`)
    const second = await desk.prepared(APRIL)
    expect(await desk.linesOf(second)).toMatchObject([
      { covers_from: '2025-03-19', to_on: '2025-03-30', amount_pence: -141_600n },
    ])
    await desk.released(second)
    expect(await desk.linesOf(await desk.prepared(MAY))).toEqual([])
  })
})

async function amend(packageId: string, weekStart: string, over: { version: number; extra: bigint }): Promise<void> {
  const extra = String(over.extra)
  await asOwner(
    stage,
    `update actuals.week set version = ${String(over.version)}, extra = ${extra}, actual = planned - frustrated - missed + ${extra}
     where package_id = '${packageId}' and week_start = '${weekStart}'`,
  )
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rate } from '../../../core/money.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { settleLifeEvent } from '../../care-packages/index.ts'
import { aDesk, APRIL, MARCH, MAY, type Desk, type Line } from '../testing/desk.ts'
import { insertEnd } from '../testing/random-absences.ts'
import { asOwner } from '../testing/world.ts'

let stage: Stage
let desk: Desk

beforeAll(async () => {
  stage = await aStage('2025-06-10T09:00:00Z')
})
beforeEach(async () => {
  desk = await aDesk(stage)
})
afterAll(() => stage.strike())

/** A home at £826.00 a week, £118.00 a night, whose contract says what is paid after a stay. */
const aHome = (rule: Readonly<Record<string, number>> = { death_days: 2, notice_days: 5 }) =>
  aProvider(stage.build, desk.council.id, {
    ...{ sector: 'nursing', unit: 'week', rates: [{ from: '2019-04-01', price: rate(8_260_000n) }] },
    rule: { paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)', ...rule },
  })
const aResident = (home: AProvider, over: { endsOn?: string } = {}) =>
  aPackage(stage.build, home, { unit: 'week', startsOn: '2025-03-05', ...over })
const told = (lines: readonly Line[]) =>
  lines.map(({ kind, covers_from: from, to_on: to, amount_pence: amount }) => [kind, from, to, amount])

/** What the provider tells, settled by the council as the end of care. */
async function ended(home: AProvider, care: APackage, kind: 'death' | 'moved', on: string): Promise<void> {
  const id = await insertEnd(stage.build, { home, packageId: care.id, kind, on })
  const settled = await desk.act(desk.preparer, (work) =>
    settleLifeEvent(
      work,
      { id, rowVersion: 1, outcome: 'ended' },
      { lock: () => Promise.resolve(), withdraw: () => Promise.resolve(0) },
    ),
  )
  expect(settled).toMatchObject({ ok: true, value: { ended: [care.reference] } })
}

describe('nights after the end of a stay', () => {
  it('X29 pays 14 nights and two more after a death on 19 March: £1,888.00', async () => {
    const home = await aHome()
    const care = await aResident(home)
    await ended(home, care, 'death', '2025-03-19')
    const lines = await desk.linesOf(await desk.prepared(MARCH))
    expect(told(lines)).toEqual([['stay', '2025-03-05', '2025-03-20', 188_800n]])
    expect(lines[0]).toMatchObject({ quantity: 480_000n })
    expect(lines[0]?.trace.at(0)).toMatchObject({ step: 'nights', nights: '16' })
  })

  it('pays the nights of notice where the person left, and none where the council ended it for another reason', async () => {
    const home = await aHome()
    await ended(home, await aResident(home), 'moved', '2025-03-19')
    const silent = await aHome({ death_days: 0, notice_days: 0 })
    await ended(silent, await aResident(silent), 'death', '2025-03-19')
    await aResident(home, { endsOn: '2025-03-19' })
    const amounts = await desk.amounts(await desk.prepared(MARCH))
    expect(amounts.toSorted()).toEqual([165_200n, 165_200n, 224_200n])
  })

  it('takes back what was paid in advance, less the nights after the death', async () => {
    const home = await aHome()
    const care = await aResident(home)
    await desk.released(await desk.prepared(MARCH))
    await ended(home, care, 'death', '2025-03-19')
    const second = await desk.prepared(APRIL)
    expect(told(await desk.linesOf(second))).toEqual([['adjustment', '2025-03-21', '2025-03-30', -118_000n]])
    await desk.released(second)
    expect(await desk.linesOf(await desk.prepared(MAY))).toEqual([])
  })

  it('pays in the next period the nights that fall into it', async () => {
    const home = await aHome()
    await ended(home, await aResident(home), 'moved', '2025-03-29')
    const first = await desk.prepared(MARCH)
    expect(told(await desk.linesOf(first))).toEqual([['stay', '2025-03-05', '2025-03-30', 306_800n]])
    await desk.released(first)
    expect(told(await desk.linesOf(await desk.prepared(APRIL)))).toEqual([
      ['stay', '2025-03-31', '2025-04-02', 35_400n],
    ])
  })

  it('counts by the rule that holds on the last day', async () => {
    const home = await aHome()
    await asOwner(
      stage,
      `update contracts.contract_rule set valid = '[2019-01-01,2025-03-17)' where contract_id = '${home.contractId}';
       insert into contracts.contract_rule select (jsonb_populate_record(r, '{"valid": "[2025-03-17,)", "version": 2, "death_days": 7}')).*
       from contracts.contract_rule r where r.contract_id = '${home.contractId}'`,
    )
    await ended(home, await aResident(home), 'death', '2025-03-19')
    expect(await desk.amounts(await desk.prepared(MARCH))).toEqual([247_800n])
  })

  it('pays them also where care was to end on the day of the death', async () => {
    const home = await aHome()
    const care = await aResident(home, { endsOn: '2025-03-19' })
    await ended(home, care, 'death', '2025-03-19')
    expect(await desk.amounts(await desk.prepared(MARCH))).toEqual([188_800n])
  })
})

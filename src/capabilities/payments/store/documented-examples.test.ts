import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pounds, units } from '../../../core/decimal.ts'
import { quantity, type Rate } from '../../../core/money.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aPackage, aProvider } from '../../../testing/world.ts'
import { aDesk, MARCH, type Desk } from '../testing/desk.ts'
import { aConfirmedWeek, asOwner } from '../testing/world.ts'

let stage: Stage
let desk: Desk

beforeAll(async () => {
  stage = await aStage()
})
beforeEach(async () => {
  desk = await aDesk(stage)
})
afterAll(() => stage.strike())

type Rates = readonly { readonly from: string; readonly to?: string; readonly price: Rate }[]
const april: Rates = [
  { from: '2024-04-01', to: '2025-04-01', price: pounds('22.40') },
  { from: '2025-04-01', price: pounds('23.60') },
]
const [SPRING, SUMMER] = [
  { startsOn: '2025-03-31', endsOn: '2025-04-28' },
  { startsOn: '2025-04-28', endsOn: '2025-05-26' },
]

type WeekOver = Parameters<typeof aConfirmedWeek>[2]
/** What the run pays for one week of one package. */
async function paysFor(
  { rates, terms = 'actual', byDay }: { rates: Rates; terms?: string; byDay?: readonly bigint[] },
  weeks: readonly Omit<WeekOver, 'packageId'>[],
): Promise<readonly bigint[]> {
  const rule = { paid_by: 'schedule', payment_terms: terms }
  const provider = await aProvider(stage.build, desk.council.id, { rates, rule })
  const { id: packageId } = await aPackage(stage.build, provider, { plannedByDay: byDay ?? null })
  for (const week of weeks) await aConfirmedWeek(stage.build, provider, { packageId, ...week })
  return desk.amounts(await desk.prepared(SPRING))
}

describe('a run pays the documented examples', () => {
  const x09 = { planned: units('14'), frustrated: units('1'), missed: units('0.5'), extra: units('2') }
  const flat: Rates = [{ from: '2024-04-01', price: pounds('23.20') }]

  it('X09 on actual terms', async () => {
    expect(await paysFor({ rates: flat }, [{ weekStart: '2025-03-31', ...x09 }])).toEqual([35_960n])
  })
  it('X10 on planned terms', async () => {
    expect(await paysFor({ rates: flat, terms: 'planned' }, [{ weekStart: '2025-03-31', ...x09 }])).toEqual([32_480n])
  })
  it('X14 at the exact average of a price that changes in the week', async () => {
    expect(await paysFor({ rates: april }, [{ weekStart: '2025-03-31', planned: units('14') }])).toEqual([32_800n])
  })
  it('X15 weighed by the units planned on each day', async () => {
    const byDay = Array.from({ length: 7 }, () => 30_000n)
    expect(await paysFor({ rates: april, byDay }, [{ weekStart: '2025-03-31', planned: units('7') }])).toEqual([
      16_400n,
    ])
  })
  it('X16 rounded once for each line and never on a total', async () => {
    const weeks = ['2025-03-31', '2025-04-07', '2025-04-14', '2025-04-21'].map((weekStart) => ({
      weekStart,
      planned: units('9.3125'),
    }))
    const amounts = await paysFor({ rates: [{ from: '2024-04-01', price: pounds('22.17') }] }, weeks)
    expect([amounts, amounts.reduce((total, amount) => total + amount, 0n)]).toEqual([
      [20_646n, 20_646n, 20_646n, 20_646n],
      82_584n,
    ])
  })

  it.each([
    {
      name: 'X28 in on 5 March and out on 19 March 2025',
      stay: ['2025-03-05', '2025-03-19'],
      weekly: '826.00',
      pays: 165_200n,
    },
    { name: 'X30 five nights', stay: ['2025-03-05', '2025-03-10'], weekly: '825.50', pays: 58_964n },
    { name: 'X30 seven nights', stay: ['2025-03-05', '2025-03-12'], weekly: '825.50', pays: 82_550n },
    { name: 'X30 twenty-eight nights', stay: ['2025-03-03', null], weekly: '825.50', pays: 330_200n },
  ])('$name', async ({ stay: [startsOn, endsOn], weekly, pays }) => {
    const home = await desk.aHome(pounds(weekly))
    await aPackage(stage.build, home, { startsOn: startsOn ?? '', endsOn: endsOn ?? null, unit: 'week' })
    expect(await desk.amounts(await desk.prepared(MARCH))).toEqual([pays])
  })

  it('X31 an uplift within the period, as two lines', async () => {
    const home = await desk.aHome(pounds('825.50'))
    await asOwner(
      stage,
      `update contracts.rate set valid = '[2019-04-01,2025-04-07)' where rate_line_id = '${home.rateLineId}'`,
    )
    await asOwner(
      stage,
      `insert into contracts.rate select council_id, rate_line_id, contract_id, provider_id, '[2025-04-07,)', 8585200
       from contracts.rate where rate_line_id = '${home.rateLineId}'`,
    )
    await aPackage(stage.build, home, { startsOn: '2025-01-06', unit: 'week' })
    const runId = await desk.prepared({ startsOn: '2025-03-29', endsOn: '2025-04-26' })
    expect((await desk.linesOf(runId)).map((line) => [line.covers_from, line.to_on, line.amount_pence])).toEqual([
      ['2025-03-29', '2025-04-06', 106_136n],
      ['2025-04-07', '2025-04-25', 233_027n],
    ])
  })

  it('X41 a stay in advance; what is keyed after the run appears in the next one', async () => {
    const home = await desk.aHome(pounds('826.00'))
    await aPackage(stage.build, home, { startsOn: '2020-01-11', unit: 'week' })
    const first = await desk.prepared({ startsOn: '2020-02-08', endsOn: '2020-03-07' })
    await desk.released(first)
    // Keyed on 12 February, for somebody who came on 10 February: 26 nights of February's period and all of March's.
    await aPackage(stage.build, home, { startsOn: '2020-02-10', unit: 'week' })
    const second = await desk.prepared({ startsOn: '2020-03-07', endsOn: '2020-04-04' })
    expect(await desk.amounts(first)).toEqual([330_400n])
    expect(await desk.amounts(second)).toEqual([306_800n, 330_400n, 330_400n])
  })

  it('X45 on a schedule without an invoice', async () => {
    await paysFor({ rates: flat }, [{ weekStart: '2025-03-31' }])
    expect(
      await desk.query(sql`select invoice_id from payments.payment_line where council_id = ${desk.council.id}`),
    ).toEqual([{ invoice_id: null }])
  })

  it('nothing twice, however often it is asked', async () => {
    expect(await paysFor({ rates: flat }, [{ weekStart: '2025-03-31', planned: quantity(30_000n) }])).toEqual([2_320n])
    expect(await desk.amounts(await desk.prepared(SUMMER))).toEqual([])
  })
})

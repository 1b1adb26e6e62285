import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { pence, quantity, rate } from '../../../../../core/money.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { askForVariation, proposePayer, settleLifeEvent } from '../../../../care-packages/index.ts'
import type { AskForVariation } from '../../../../care-packages/commands/vary-package.ts'
import { recordVisitProposal } from '../../../../contracts/store/visit-prices.ts'
import { navigation, routes } from '../../../routes.ts'
import { aDesk, APRIL, MARCH, WEEKS, type Desk } from '../../../testing/desk.ts'
import { aPayer } from '../../../testing/payers.ts'
import { insertEnd } from '../../../testing/random-absences.ts'
import { aPackageWithWeeks } from '../../../testing/world.ts'

let stage: Stage
let site: Site
let desk: Desk
let home: AProvider
let company: AProvider
let visitor: Visitor
let resident: Awaited<ReturnType<typeof aPackage>>
let cared: Awaited<ReturnType<typeof aPackage>>

beforeAll(async () => {
  stage = await aStage('2025-04-03T09:00:00Z')
  site = await aSite(stage, [routes], navigation)
  desk = await aDesk(stage)
  const { accountId } = await aMember(stage.build, desk.council.id, null, ['procurement', 'brokerage'])
  visitor = aCouncilVisitor(desk.council, accountId)
  home = await aProvider(stage.build, desk.council.id, {
    ...{ name: 'Elm House', sector: 'nursing', unit: 'week', rates: [{ from: '2019-04-01', price: rate(8_260_000n) }] },
    rule: { paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)', payer_terms: 'net', death_days: 2 },
  })
  resident = await aPackage(stage.build, home, { unit: 'week', startsOn: '2025-03-05' })
  await aPayer(stage.build, home, resident, { payer: 'contribution', weekly: 16_015n })
  company = await aProvider(stage.build, desk.council.id, { name: 'Fen Care', rule: { paid_by: 'schedule' } })
  cared = await aPackageWithWeeks(stage.build, company, { weeks: WEEKS })
  await desk.released(await desk.prepared(MARCH))
  await aPeriod(stage.build, desk.council.id, APRIL)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aStranger(): Promise<Visitor> {
  const other = await aCouncil(stage.build)
  return aCouncilVisitor(other, (await aMember(stage.build, other.id, null, ['procurement', 'brokerage'])).accountId)
}

describe('before somebody decides', () => {
  it('a death is shown with what it takes back, line by line, until it is settled', async () => {
    const id = await insertEnd(stage.build, { home, packageId: resident.id, kind: 'death', on: '2025-03-19' })
    const page = `/council/life-events/${id}/effect`
    const shown = await site.visit(visitor, page)
    // Ten nights of £118.00 back, less ten sevenths of the £160.15 that the home collects.
    expect(shown.text).toContain('All of the person’s care would end on 19 March 2025')
    expect(shown.text).toContain('−£1,180.00')
    expect(shown.text).toContain('each of the 2 below')
    const csv = (await site.visit(visitor, `${page}.csv`)).html
    expect(csv.split('\r\n').filter((line) => line.includes('Elm House'))).toHaveLength(2)
    expect((await site.visit(visitor, `${page}.xlsx`)).status).toBe(200)
    expect((await site.visit(await aStranger(), page)).status).toBe(404)
    await desk.act(desk.preparer, (work) =>
      settleLifeEvent(
        work,
        { id, rowVersion: 1, outcome: 'noted' },
        { lock: () => Promise.resolve(), withdraw: () => Promise.resolve(0) },
      ),
    )
    expect((await site.visit(visitor, page)).status).toBe(404)
  })

  it('a share of who pays is shown with what it changes', async () => {
    const said = await desk.act(desk.preparer, (work) =>
      proposePayer(work, {
        ...{ packageId: resident.id, payer: 'contribution', fromOn: localDate('2025-03-17') },
        ...{ weekly: pence(23_015n), reason: 'Assessed anew' },
      }),
    )
    const page = `/council/payer-changes/${said.ok ? said.value : ''}/effect`
    const shown = await site.visit(visitor, page)
    expect(shown.text).toContain('the person would pay £230.15 a week instead of £160.15')
    // Fourteen nights at £10.00 more.
    expect(shown.text).toContain('together −£140.00')
    expect((await site.visit(visitor, `${page}.csv`)).html).toContain('-140.00')
    expect((await site.visit(await aStranger(), page)).status).toBe(404)
  })

  it('prices of visits are shown where nothing was paid by visits, too', async () => {
    const by = { reason: 'Late', by: visitor.accountId, name: 'Ann Test', at: stage.clock.now() }
    const prices = { split: false, fixed: [{ minutes: 30, price: 130_000 }], bands: [] }
    const actor = councilActor(desk.council.id, by.by, 'Ann Test')
    const id = await stage.work.run(actor, ({ tx }) =>
      recordVisitProposal(tx, { rateLineId: company.rateLineId, fromOn: localDate('2025-03-10'), prices, ...by }),
    )
    const page = `/council/visit-price-changes/${id}/effect`
    const shown = await site.visit(visitor, page)
    expect(shown.text).toContain('From 10 March 2025 visits would be paid by the prices that wait')
    expect(shown.text).toContain('each of the 3 below, together £0.00')
    expect((await site.visit(visitor, `${page}.csv`)).status).toBe(200)
    expect((await site.visit(await aStranger(), page)).status).toBe(404)
  })

  it('an end that staff mean to set is asked for by its day and reason, and names weeks recorded after it', async () => {
    const page = `/council/packages/${cared.id}/end-effect`
    expect((await site.visit(visitor, page)).text).toContain('Nothing changes by looking')
    const wrong = await site.visit(visitor, `${page}?show=effect&lastday-day=40`)
    expect([wrong.status, wrong.text.includes('Select what ends it')]).toEqual([422, true])
    const query = 'show=effect&lastday-day=12&lastday-month=3&lastday-year=2025&why=other'
    const shown = await site.visit(visitor, `${page}?${query}`)
    expect(shown.text).toContain('The weeks below were recorded after that day')
    expect(shown.text).toContain('24 March 2025')
    const stay = await site.visit(visitor, `/council/packages/${resident.id}/end-effect?${query}`)
    // Nights from 12 March on: nineteen.
    expect(stay.text).toContain('−£2,242.00')
    expect((await site.visit(visitor, `/council/packages/${resident.id}/end-effect.csv?${query}`)).html).toContain(
      '-2242.00',
    )
    expect((await site.visit(await aStranger(), page)).status).toBe(404)
  })

  it('a change of care is shown week by week with what happens to each', async () => {
    const planned = await aProvider(stage.build, desk.council.id, { rule: { payment_terms: 'planned' } })
    const id = await asked(company, cared.id)
    const shown = await site.visit(visitor, `/council/variations/${id}/effect`)
    expect(shown.text).toContain('Paid for what was delivered: stays as it is')
    expect(shown.text).toContain('16 hours')
    expect(shown.text).toContain('£0.00 more')
    const onPlan = await aPackageWithWeeks(stage.build, planned, { weeks: ['2025-03-24'] })
    const page = `/council/variations/${await asked(planned, onPlan.id)}/effect`
    expect((await site.visit(visitor, page)).text).toContain(
      'the difference is paid once the provider records the week',
    )
    // 16 hours at £21.00; nothing is paid yet.
    expect((await site.visit(visitor, `${page}.csv`)).html).toContain('336.00')
    expect((await site.visit(await aStranger(), page)).status).toBe(404)
  })
})

async function asked(provider: AProvider, packageId: string): Promise<string> {
  const change: AskForVariation['asked'] = {
    ...{ fromOn: localDate('2025-03-24'), lastOn: null, planned: quantity(480_000n), plannedByDay: null },
    kind: 'permanent',
  }
  const outcome = await stage.work.run(providerActor(provider), (work) =>
    askForVariation(work, { packageId, asked: change, reason: 'More help is needed' }),
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  const { rows } = await stage.db.read(desk.preparer.scope, (tx) =>
    sql<{
      id: string
    }>`select id from care_packages.variation where council_id = ${desk.council.id} and package_id = ${packageId}`.execute(
      tx,
    ),
  )
  return rows[0]?.id ?? ''
}

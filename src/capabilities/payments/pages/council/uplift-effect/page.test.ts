import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPeriod, aProvider } from '../../../../../testing/world.ts'
import {
  addUpliftRule,
  decideUplift,
  draftUplift,
  getUplift,
  simulateUplift,
  submitUplift,
} from '../../../../contracts/index.ts'
import { prepareRun } from '../../../commands/prepare-run.ts'
import { navigation, routes } from '../../../routes.ts'
import { aDesk, APRIL, MARCH, WEEKS, type Desk } from '../../../testing/desk.ts'
import { aPackageWithWeeks } from '../../../testing/world.ts'

let stage: Stage
let site: Site
let desk: Desk
let ann: ReturnType<typeof councilActor>
let visitor: ReturnType<typeof aCouncilVisitor>
let aprilId: string
const elm = { name: 'Elm House', rule: { paid_by: 'schedule' } }
const oak = { name: 'Oak Care', rule: { paid_by: 'schedule' } }

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [routes], navigation)
  desk = await aDesk(stage)
  const { accountId } = await aMember(stage.build, desk.council.id, null, ['procurement'])
  ann = councilActor(desk.council.id, accountId, 'Ann Test')
  visitor = aCouncilVisitor(desk.council, accountId)
  for (const one of [elm, oak])
    await aPackageWithWeeks(stage.build, await aProvider(stage.build, desk.council.id, one), { weeks: WEEKS })
  await desk.released(await desk.prepared(MARCH))
  aprilId = (await aPeriod(stage.build, desk.council.id, APRIL)).id
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function simulated(effectiveOn: string): Promise<string> {
  return stage.work.run(ann, async (work) => {
    const drafted = await draftUplift(work, {
      ...{ name: `From ${effectiveOn}`, starts: 'on-day', effectiveOn: localDate(effectiveOn), roundTo: rate(100n) },
      ...{ recentSince: null, overPence: null, outlierPercent: '10', renewsAgreements: false },
    })
    const id = drafted.ok ? drafted.value : ''
    const all = { sector: null, contractNumber: null, contractKind: null, serviceLevel: null, band: null, unit: null }
    await addUpliftRule(work, id, { ...all, change: 'pounds', amount: 10_000n, cap: null })
    await simulateUplift(work, id)
    return id
  })
}
const page = (id: string, rest = '') => `/council/uplifts/${id}/effect${rest}`

it('says of every provider at once what prices that look back would change, and leads to the lines of one', async () => {
  const id = await simulated('2025-03-17')
  const shown = await site.visit(visitor, page(id))
  // Two providers, two weeks of 14 hours from 17 March, £1.00 more each.
  expect(shown.text).toContain('each of the 4 weeks and stays')
  expect(shown.text).toContain('£56.00 more')
  expect(shown.text).toMatch(/Elm House 2 £588\.00 £616\.00 £28\.00/)
  expect(shown.html).toContain('<svg')
  const [, providerId = ''] = /effect\?provider=([0-9a-f-]+)#lines/.exec(shown.html) ?? []
  const one = await site.visit(visitor, page(id, `?provider=${providerId}`))
  expect(one.text.match(/the difference is £14\.00/g)).toHaveLength(2)
  const csv = await site.visit(visitor, page(id, '.csv'))
  expect(csv.html.split('\r\n').filter((line) => line.includes('294.00,308.00,14.00'))).toHaveLength(4)
  expect((await site.visit(visitor, page(id, '.xlsx'))).status).toBe(200)
})

it('has nothing to say of prices that are to come', async () => {
  const shown = await site.visit(visitor, page(await simulated('2025-05-01')))
  expect(shown.text).toContain('Nothing that was paid changes')
})

it('posts, once approved, exactly what it said', async () => {
  const id = await simulated('2025-03-24')
  expect((await site.visit(visitor, page(id))).text).toContain('£28.00 more')
  const { accountId } = await aMember(stage.build, desk.council.id, null, ['procurement'])
  const version = async () => (await stage.work.run(ann, ({ tx }) => getUplift(tx, id))).version
  const sent = { upliftId: id, shownVersion: await version(), outliersSeen: undefined, outliersReason: '' }
  await stage.work.run(ann, (work) => submitUplift(work, sent))
  const decided = { upliftId: id, shownVersion: await version(), decision: { kind: 'approve' as const, note: '' } }
  const followers = { renew: () => Promise.resolve(), withdraw: () => Promise.resolve() }
  await stage.work.run(councilActor(desk.council.id, accountId, 'Ben Test'), (work) =>
    decideUplift(work, decided, followers),
  )
  const run = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId: aprilId }))
  const lines = await desk.linesOf(run.ok ? run.value : '')
  expect(lines.map((line) => [line.kind, line.from_on, line.amount_pence])).toEqual([
    ['adjustment', '2025-03-24', 1_400n],
    ['adjustment', '2025-03-24', 1_400n],
  ])
  expect((await site.visit(visitor, page(id))).status).toBe(404)
})

it('is not there for another council', async () => {
  const other = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, other.id, null, ['procurement'])
  expect((await site.visit(aCouncilVisitor(other, accountId), page(await simulated('2025-03-17')))).status).toBe(404)
})

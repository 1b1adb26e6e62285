import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { pounds } from '../../../../../core/decimal.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPeriod, aProvider } from '../../../../../testing/world.ts'
import { decidePrice } from '../../../../contracts/commands/decide-price.ts'
import { proposePrice } from '../../../../contracts/commands/propose-price.ts'
import { noFollowers } from '../../../../contracts/testing/desk.ts'
import { navigation, routes } from '../../../routes.ts'
import { aDesk, APRIL, MARCH, WEEKS, type Desk } from '../../../testing/desk.ts'
import { aPackageWithWeeks } from '../../../testing/world.ts'

let stage: Stage
let site: Site
let desk: Desk
let ann: ReturnType<typeof councilActor>
let visitor: ReturnType<typeof aCouncilVisitor>
let changeId: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [routes], navigation)
  desk = await aDesk(stage)
  const { accountId } = await aMember(stage.build, desk.council.id, null, ['procurement'])
  ann = councilActor(desk.council.id, accountId, 'Ann Test')
  visitor = aCouncilVisitor(desk.council, accountId)
  const provider = await aProvider(stage.build, desk.council.id, { name: 'Elm House', rule: { paid_by: 'schedule' } })
  await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
  await desk.released(await desk.prepared(MARCH))
  await aPeriod(stage.build, desk.council.id, APRIL)
  const said = {
    rateLineId: provider.rateLineId,
    fromOn: localDate('2025-03-17'),
    price: pounds('22.00'),
    reason: 'Late',
  }
  const outcome = await stage.work.run(ann, (work) => proposePrice(work, said))
  changeId = outcome.ok ? outcome.value : ''
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})
const page = () => `/council/price-changes/${changeId}/effect`

it('says week by week what a price that looks back would change, and what it comes to for the provider', async () => {
  const shown = await site.visit(visitor, page())
  expect(shown.text).toContain('each of the 2 below')
  expect(shown.text).toContain('£28.00')
  expect(shown.text).toContain('Elm House')
  expect(shown.text).toContain('the difference is £14.00')
})

it('gives every line as CSV and as a spreadsheet', async () => {
  const csv = await site.visit(visitor, `${page()}.csv`)
  expect(csv.html.split('\r\n').filter((line) => line.includes('Elm House'))).toHaveLength(2)
  expect(csv.html).toContain('294.00,308.00,14.00')
  expect((await site.visit(visitor, `${page()}.xlsx`)).status).toBe(200)
})

it('is not there for another council, nor once the price is decided', async () => {
  const other = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, other.id, null, ['procurement'])
  expect((await site.visit(aCouncilVisitor(other, accountId), page())).status).toBe(404)
  const { accountId: second } = await aMember(stage.build, desk.council.id, null, ['procurement'])
  const decision = { changeId, shownVersion: 1, decision: { kind: 'approve', note: '' } } as const
  await stage.work.run(councilActor(desk.council.id, second, 'Ben Test'), (work) =>
    decidePrice(work, decision, noFollowers),
  )
  expect((await site.visit(visitor, page())).status).toBe(404)
})

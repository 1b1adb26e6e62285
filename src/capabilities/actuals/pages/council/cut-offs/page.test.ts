import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'

const LIST = '/council/actuals/cut-offs'
const weekStart = localDate('2025-03-03')
let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

/** A confirmed week whose period closed eight days ago. */
async function aClosedWeek() {
  const council = await aCouncil(stage.build)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const period = { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' }
  await aPeriod(stage.build, council.id, period)
  const provider = await aProvider(stage.build, council.id)
  const { id } = await aPackage(stage.build, provider)
  await aRecordedWeek(stage, provider, { packageId: id, weekStart })
  const days = { 'first-day': '5', 'first-month': '3', 'first-year': '2025' }
  const until = { 'until-day': '11', 'until-month': '4', 'until-year': '2025', time: '17.00' }
  const said = { provider: '', contract: '', ...days, ...until, reason: 'The portal was down' }
  const set = (over: Record<string, string> = {}) => site.send(staff, LIST, { ...said, ...over })
  const sheet = () => site.visit(aProviderVisitor(provider), `/provider/actuals/${provider.serviceId}/${weekStart}`)
  return { council, staff, provider, id, set, sheet, list: () => site.visit(staff, LIST) }
}

it('opens the weeks of one contract again until another moment, and says who did and why', async () => {
  const { provider, set, sheet, list } = await aClosedWeek()
  expect((await list()).text).toContain('Every week follows its period')
  expect((await sheet()).text).toContain('The time to change this week ended')
  expect((await set({ provider: provider.id, contract: `k${provider.id.slice(0, 8)}` })).status).toBe(303)
  expect((await sheet()).text).toContain('Confirm this week by 5pm on Friday 11 April 2025')
  const { text } = await list()
  expect(text).toContain(`contract K${provider.id.slice(0, 8)} 3 to 9 March 2025 5pm on Friday 11 April 2025`)
  expect(text).toContain('The portal was down Cara Test')
})

it('holds for every provider where none is named, the newer before the older, and ends', async () => {
  const { staff, set, sheet, list } = await aClosedWeek()
  await set()
  await set({ 'until-day': '12' })
  expect((await sheet()).text).toContain('12 April 2025')
  const [, newest = ''] = /cut-offs\/([0-9a-f-]{36})\/ending/.exec((await list()).html) ?? []
  expect((await site.send(staff, `${LIST}/${newest}/ending`, { shownVersion: '1' })).status).toBe(303)
  expect((await sheet()).text).toContain('11 April 2025')
  expect((await site.send(staff, `${LIST}/${newest}/ending`, { shownVersion: '1' })).text).toContain('ended already')
  expect((await list()).text).toContain('Ended Cara Test')
  expect((await site.send(staff, `${LIST}/${randomUUID()}/ending`, { shownVersion: '1' })).status).toBe(404)
})

it('lets a provider change the week meanwhile, and no other provider see the override', async () => {
  const { id, provider, set } = await aClosedWeek()
  const visitor = aProviderVisitor(provider)
  const address = `/provider/actuals/${provider.serviceId}/${weekStart}`
  const row = { act: 'confirm', [`missed-${id}`]: '1', [`comment-${id}`]: 'Snow', [`version-${id}`]: '1' }
  expect((await site.send(visitor, address, row)).status).toBe(422)
  await set({ provider: provider.id })
  expect((await site.send(visitor, address, row)).status).toBe(303)
  const other = aProviderVisitor(await aProvider(stage.build, provider.councilId))
  const seen = await stage.db.read(other.scope, (tx) =>
    tx
      .selectFrom('actuals.cut_off_week')
      .select('week_start')
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', provider.id)
      .execute(),
  )
  expect(seen).toEqual([])
})

it.each([
  [{ reason: ' ' }, 'Enter why another cut-off holds'],
  [{ reason: 'x'.repeat(501) }, '500 characters or fewer'],
  [{ contract: 'K-none' }, 'has no contract of this number'],
  [{ provider: 'moon' }, 'Select a provider from the list'],
  [{ 'first-day': '31', 'first-month': '2' }, 'as a real date'],
  [{ 'last-day': '1', 'last-month': '1', 'last-year': '2025' }, 'must not be before the first'],
  [{ 'last-day': '1', 'last-month': '12', 'last-year': '2025' }, '13 weeks at most'],
  [{ 'until-year': '2024' }, 'must not be before the last week begins'],
  [{ time: '25:00' }, 'Enter a time of day'],
])('refuses %j', async (over, text) => {
  const { set, list } = await aClosedWeek()
  const sent = await set(over)
  expect([sent.status, sent.text.includes(text)]).toEqual([422, true])
  expect((await list()).text).toContain('Every week follows its period')
})

it('is only set by whoever may decide', async () => {
  const { council } = await aClosedWeek()
  const auditor = aCouncilVisitor(council, randomUUID(), { permissions: ['actuals.view'] })
  expect((await site.visit(auditor, LIST)).html).not.toContain('Set the cut-off')
  expect((await site.send(auditor, LIST, {})).status).toBe(403)
})

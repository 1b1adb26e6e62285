import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'

const LIST = '/council/actuals/samples'
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

/** Six confirmed weeks of two packages. */
async function aDesk() {
  const council = await aCouncil(stage.build)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const provider = await aProvider(stage.build, council.id)
  for (const care of [await aPackage(stage.build, provider), await aPackage(stage.build, provider)])
    for (const day of ['2025-03-03', '2025-03-10', '2025-03-17'])
      await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate(day) })
  const days = { 'first-day': '3', 'first-month': '3', 'first-year': '2025' }
  const last = { 'last-day': '20', 'last-month': '3', 'last-year': '2025' }
  const said = { provider: '', ...days, ...last, way: 'count', wanted: '4', seed: 'Audit 10 April' }
  const draw = (over: Record<string, string> = {}) => site.send(staff, LIST, { ...said, ...over })
  const read = async (location: string) => (await site.visit(staff, location)).html
  return { council, staff, provider, draw, read }
}

const drawnIn = (html: string) =>
  [...html.matchAll(/P-[0-9a-f]{8}<\/th>|P-[0-9a-f]{8}|\d+ to \d+ March 2025/g)].map(([text]) => text.slice(0, 20))

it('draws the same weeks for the same seed, and others for another', async () => {
  const { draw, read } = await aDesk()
  const [one, again, other] = [await draw(), await draw(), await draw({ seed: 'Another' })]
  const [first, second, third] = [await read(one.location), await read(again.location), await read(other.location)]
  expect(drawnIn(first)).toEqual(drawnIn(second))
  expect(drawnIn(first)).not.toEqual(drawnIn(third))
  expect(first).toContain('4 of 6 confirmed weeks, 4 asked for')
})

it('rounds a percentage up, and draws of one provider alone', async () => {
  const { draw, read, provider } = await aDesk()
  expect(await read((await draw({ way: 'percent', wanted: '20' })).location)).toContain('2 of 6 confirmed weeks')
  expect(await read((await draw({ provider: provider.id, wanted: '500' })).location)).toContain(
    '6 of 6 confirmed weeks',
  )
  const nothing = await draw({ provider: randomUUID() })
  expect([nothing.status, nothing.text.includes('No week is confirmed')]).toEqual([422, true])
})

it('records what came of each week, says it anew, and reports it', async () => {
  const { staff, draw, read } = await aDesk()
  const { location } = await draw()
  const page = await site.visit(staff, `${location}/1`)
  expect(page.text).toContain('What did the provider show?')
  const save = (fields: Record<string, string>) => site.send(staff, `${location}/1`, { shownVersion: '1', ...fields })
  expect((await save({})).text).toContain('Select what the provider showed')
  expect((await save({ result: 'wrong' })).text).toContain('Enter what you saw')
  expect((await save({ result: 'wrong', note: 'x'.repeat(2_001) })).text).toContain('2,000 characters or fewer')
  expect((await save({ result: 'wrong', note: 'Roster says 10 hours' })).status).toBe(303)
  expect((await save({ result: 'right' })).text).toContain('since you opened the page')
  expect(await read(location)).toContain('1, 100% of those checked')
  const report = await site.visit(staff, `${location}/report.csv`)
  expect(report.html.split('\r\n')[0]).toContain('place,package,provider')
  expect(report.html).toContain('Not as recorded,Roster says 10 hours')
  expect((await save({ result: 'right', shownVersion: '2' })).status).toBe(303)
})

it.each([
  [{ seed: ' ' }, 'Enter a seed'],
  [{ seed: 'x'.repeat(61) }, '60 characters or fewer'],
  [{ wanted: '0' }, 'as a whole number of 1 or more'],
  [{ wanted: '-3' }, 'as a whole number of 1 or more'],
  [{ wanted: '501' }, 'at most 500 weeks'],
  [{ way: 'percent', wanted: '101' }, 'at most 100 per cent'],
  [{ way: '' }, 'Select whether it is a percentage'],
  [{ 'last-year': '2024' }, 'must not be before the first'],
  [{ 'first-day': '30', 'first-month': '2' }, 'as a real date'],
])('refuses %j', async (over, text) => {
  const sent = await (await aDesk()).draw(over)
  expect([sent.status, sent.text.includes(text)]).toEqual([422, true])
})

it('is another council’s to nobody, and drawn only by whoever may decide', async () => {
  const desk = await aDesk()
  const { location } = await desk.draw()
  const other = await aDesk()
  expect((await site.visit(other.staff, location)).status).toBe(404)
  expect((await site.visit(other.staff, `${location}/1`)).status).toBe(404)
  expect((await site.send(other.staff, `${location}/1`, { shownVersion: '1', result: 'right' })).status).toBe(404)
  const auditor = aCouncilVisitor(desk.council, randomUUID(), { permissions: ['actuals.view'] })
  expect((await site.visit(auditor, LIST)).html).not.toContain('Draw a sample</h2>')
  expect((await site.send(auditor, LIST, {})).status).toBe(403)
})

import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'

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

function row(id: string, typed: Record<string, string> = {}) {
  const all = { frustrated: '0', missed: '0', extra: '0', visits: '', comment: '', version: '0', ...typed }
  return Object.fromEntries(Object.entries(all).map(([field, value]) => [`${field}-${id}`, value]))
}

async function twoRows(rule = {}) {
  const provider = await aProvider(stage.build, (await aCouncil(stage.build)).id, { rule })
  const [first, second] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const visitor = aProviderVisitor(provider)
  const week = `/provider/actuals/${provider.serviceId}/2025-04-07`
  const send = (act: string, rows: Record<string, string>) => site.send(visitor, week, { act, ...rows })
  return { provider, first: first.id, second: second.id, send, sheet: () => site.visit(visitor, week) }
}

it('fills a row as last week, as a draft, and keeps what was typed in the others', async () => {
  const { provider, first, second, send, sheet } = await twoRows()
  const entry = anEntry({ frustrated: '1.5', missed: '1', comment: 'At her daughter’s' })
  await aRecordedWeek(stage, provider, { packageId: first, weekStart: localDate('2025-03-31') }, { entry })
  const sent = await send(`week-before-${first}`, { ...row(first), ...row(second, { extra: '1', comment: 'Fell' }) })
  expect(sent.status).toBe(303)
  const { html, text } = await sheet()
  expect(html).toMatch(new RegExp(`name="frustrated-${first}"[^>]*value="1.5"`))
  expect(html).toContain('At her daughter’s</textarea>')
  expect(html).toContain('Fell</textarea>')
  expect(text).not.toContain('Confirmed')
})

it('takes the reason of the nearest row above that has one', async () => {
  const { first, second, send, sheet } = await twoRows()
  const rows = { ...row(first, { missed: '1', comment: 'Snow' }), ...row(second, { missed: '2' }) }
  expect((await send(`row-above-${second}`, rows)).status).toBe(303)
  expect((await sheet()).html.split('Snow</textarea>')).toHaveLength(3)
})

it('answers a sheet without rows of somebody else as if it were not there', async () => {
  const [mine, theirs] = [await twoRows(), await twoRows()]
  const address = `/provider/actuals/${theirs.provider.serviceId}/2025-04-07`
  const sent = await site.send(aProviderVisitor(mine.provider), address, { act: 'draft' })
  expect(sent.status).toBe(404)
})

it('says so when there is nothing to repeat, and keeps what was typed', async () => {
  const { first, second, send } = await twoRows()
  const rows = { ...row(first), ...row(second, { missed: '2' }) }
  for (const act of [`week-before-${first}`, `row-above-${second}`, `row-above-${first}`]) {
    const sent = await send(act, rows)
    expect([sent.status, sent.text.includes('There is nothing to repeat')]).toEqual([422, true])
    expect(sent.html).toContain('value="2"')
  }
})

it('shows last week’s figures with what is wrong with them, where they do not fit this week', async () => {
  const { provider, first, send } = await twoRows({ extras_allowed: true })
  const entry = anEntry({ missed: '14', comment: 'Away' })
  await aRecordedWeek(stage, provider, { packageId: first, weekStart: localDate('2025-03-31') }, { entry })
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  await owner.query(`update care_packages.package set ends_on = '2025-04-08' where id = '${first}'`)
  await owner.end()
  const sent = await send(`week-before-${first}`, row(first))
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('Frustrated and Missed come to 14 hours')
  expect(sent.html).toContain('value="14"')
})

it('saves a draft, and does not confirm or fill, where Enter presses the first button', async () => {
  const { first, sheet } = await twoRows()
  const { html } = await sheet()
  const [button = ''] = /<button[^>]*name="act"[^>]*>/.exec(html) ?? []
  expect(button).toContain('value="draft"')
  expect(html.indexOf(button)).toBeLessThan(html.indexOf(`week-before-${first}`))
})

it('leads a row that is over its level to a variation that begins with its figures, and holds no other', async () => {
  const { first, second, send, sheet } = await twoRows({ tolerance_percent: 10 })
  await send('confirm', { ...row(first, { extra: '2', comment: 'Fell' }), ...row(second) })
  const { html, text } = await sheet()
  expect(html).toContain(`/provider/packages/${first}/variation?week=2025-04-07&amp;planned=16"`)
  expect(text).toContain('max 15.4, 0.6 over (4%)')
  expect(text).toContain('max 15.4, 1.4 left (9%)')
  expect(text.match(/Held/g)).toHaveLength(1)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'

const weekStart = localDate('2025-03-31')
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

async function aHeldWeek() {
  const council = await aCouncil(stage.build)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const rates = [{ from: '2024-01-01', price: rate(232_000n) }]
  const provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 }, rates })
  const { id } = await aPackage(stage.build, provider)
  const entry = anEntry({ extra: '2', comment: 'Asked for by the family' })
  await aRecordedWeek(stage, provider, { packageId: id, weekStart }, { entry })
  const address = `/council/actuals/${id}/2025-03-31/return`
  const week = `/provider/actuals/${provider.serviceId}/2025-03-31`
  const give = (reason: string, shownVersion = '1') => site.send(staff, address, { shownVersion, reason })
  return { id, council, staff, provider, address, give, sheet: () => site.visit(aProviderVisitor(provider), week) }
}

it('gives a held week back as a draft, with the council’s words beside the provider’s own figures', async () => {
  const { staff, address, give, sheet } = await aHeldWeek()
  expect((await site.visit(staff, address)).text).toContain('Asked for by the family')
  const sent = await give('On which days were the two hours?')
  expect([sent.status, sent.location]).toEqual([303, '/council/actuals/held'])
  const { text, html } = await sheet()
  expect(text).toContain('Returned by the council: On which days were the two hours?')
  expect(text).toContain('Draft')
  expect(html).toContain('Asked for by the family</textarea>')
  expect((await site.visit(staff, address)).status).toBe(404)
})

it('forgets the reason when the provider records the week again, and keeps it in the history', async () => {
  const { id, provider, give, sheet } = await aHeldWeek()
  await give('Which days?')
  const entry = anEntry({ extra: '1', comment: 'Tuesday only' })
  await aRecordedWeek(stage, provider, { packageId: id, weekStart }, { entry, basedOn: 2 })
  expect((await sheet()).text).not.toContain('Returned by the council')
  const history = `/provider/actuals/${provider.serviceId}/2025-03-31/${id}`
  expect((await site.visit(aProviderVisitor(provider), history)).text).toContain('Returned: Which days?')
})

it.each([
  ['', 'Enter what the provider must correct or explain'],
  ['x'.repeat(2_001), 'The reason must be 2,000 characters or fewer'],
])('wants a reason that can be acted on, and not more', async (reason, text) => {
  const { give, sheet } = await aHeldWeek()
  const sent = await give(reason)
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(text)
  expect((await sheet()).text).toContain('Held')
})

it('returns nothing that was changed since, twice, or by somebody without the right', async () => {
  const { id, council, address, give, provider } = await aHeldWeek()
  const entry = anEntry({ extra: '3', comment: 'More' })
  await aRecordedWeek(stage, provider, { packageId: id, weekStart }, { entry, basedOn: 1 })
  expect((await give('Why?')).text).toContain('The provider changed this week')
  const both = await Promise.all([give('Why?', '2'), give('Why?', '2')])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  const auditor = aCouncilVisitor(council, randomUUID(), { permissions: ['actuals.view'] })
  expect((await site.visit(auditor, address)).status).toBe(403)
})

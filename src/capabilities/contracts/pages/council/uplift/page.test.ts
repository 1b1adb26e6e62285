import { afterAll, beforeAll, expect, it } from 'vitest'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aPackage, aProvider } from '../../../../../testing/world.ts'
import { aPriceDesk, type PriceDesk } from '../../../testing/desk.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk('2025-03-10T09:00:00Z')
  await aPackage(desk.stage.build, desk.provider)
})
afterAll(() => desk.close())

const uplift = {
  ...{ name: 'April 2025', starts: 'on-day', roundTo: '100', over: '', outliers: '10' },
  ...{ 'effective-day': '7', 'effective-month': '4', 'effective-year': '2025' },
}
const made = async () => (await desk.site.send(desk.annVisits, '/council/uplifts', uplift)).location

it('goes from rules over a simulation and a second person to the provider’s letter, and back', async () => {
  const page = await made()
  const rule = await desk.site.send(desk.annVisits, `${page}/rules`, { change: 'percent', amount: '4' })
  expect(rule.status).toBe(303)
  expect((await desk.site.send(desk.annVisits, `${page}/simulation`, {})).status).toBe(303)
  const shown = await desk.site.visit(desk.annVisits, page)
  expect(shown.text).toContain('£21.84 an hour')
  expect(shown.html).toContain('<svg')
  const version = /name="version" value="(\d+)"/u.exec(shown.html)?.[1] ?? ''
  expect((await desk.site.send(desk.annVisits, `${page}/submission`, { version })).status).toBe(303)
  const waiting = await desk.site.visit(desk.benVisits, page)
  const shownVersion = /name="version" value="(\d+)"/u.exec(waiting.html)?.[1] ?? ''
  const approval = { version: shownVersion, kind: 'approve', note: '' }
  const own = await desk.site.send(desk.annVisits, `${page}/decision`, approval)
  expect(own.text).toContain('somebody else has to approve it')
  expect((await desk.site.send(desk.benVisits, `${page}/decision`, approval)).status).toBe(303)

  const provides = aProviderVisitor(desk.provider)
  const letters = await desk.site.visit(provides, '/provider/price-changes')
  expect(letters.text).toContain('April 2025')
  const letter = page.replace('/council/uplifts', '/provider/price-changes')
  const read = (await desk.site.visit(provides, letter)).text
  expect(read).toContain('£21.84 an hour')
  // 14 hours a week at £21.00 and at £21.84.
  expect(read).toContain('£294.00')
  expect(read).toContain('One package together: £11.76 more a week')
  expect(read).toContain('Nothing that was paid before changes')
  const { id: upliftId = '' } = /(?<id>[0-9a-f-]{36})$/u.exec(page)?.groups ?? {}
  await desk.stage.build.insert('conversations.conversation', {
    ...{ council_id: desk.council.id, provider_id: desk.provider.id, key: 'asked', type: 'provider-note' },
    ...{ type_name: 'Provider note', team: 'procurement', target_days: 5, title: 'Pay is £13.20 an hour now' },
    ...{ about_type: 'uplift', about_id: upliftId, about_text: 'Letter', state: 'awaiting-council' },
    ...{ due_on: '2025-03-17', opened_at: '2025-03-10T10:00:00Z', last_at: '2025-03-10T10:00:00Z' },
  })
  const asked = await desk.site.visit(desk.benVisits, page)
  expect(asked.text).toContain('Providers that ask for more')
  expect(asked.text).toContain('Pay is £13.20 an hour now')
  expect(asked.html).toContain('href="/council/messages/')

  const stranger = aProviderVisitor(await aProvider(desk.stage.build, desk.council.id))
  expect((await desk.site.visit(stranger, letter)).status).toBe(404)

  const applied = await desk.site.visit(desk.benVisits, page)
  const undoing = { version: /name="version" value="(\d+)"/u.exec(applied.html)?.[1] ?? '', undoReason: '' }
  expect((await desk.site.send(desk.benVisits, `${page}/undoing`, undoing)).html).toContain('href="#undoReason"')
  expect((await desk.site.send(desk.benVisits, `${page}/undoing`, { ...undoing, undoReason: 'A slip' })).status).toBe(
    303,
  )
  expect((await desk.site.visit(provides, letter)).text).toContain('Withdrawn on')
})

it.each([
  ['name', { name: '' }],
  ['effective-day', { 'effective-day': '31' }],
  ['over', { over: 'much' }],
  ['outliers', { outliers: '0' }],
  ['recent-day', { 'recent-day': '1', 'recent-month': '', 'recent-year': '' }],
])('says at %s what is wrong with a new uplift', async (field, over) => {
  const answer = await desk.site.send(desk.annVisits, '/council/uplifts', { ...uplift, ...over })
  expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
})

it.each([
  ['change', { amount: '4' }],
  ['amount', { change: 'percent', amount: 'four' }],
  ['amount', { change: 'percent', amount: '1001' }],
  ['amount', { change: 'pounds', amount: '' }],
  ['cap', { change: 'percent', amount: '4', cap: '0' }],
  ['contractNumber', { change: 'percent', amount: '4', contractNumber: 'none' }],
])('says at %s what is wrong with the rule %j', async (field, body) => {
  const answer = await desk.site.send(desk.annVisits, `${await made()}/rules`, body)
  expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
})

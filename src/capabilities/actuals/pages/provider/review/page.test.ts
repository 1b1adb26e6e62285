import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'

let stage: Stage
let site: Site
let council: ACouncil
const WEEK = localDate('2025-03-31')

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  const period = { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' }
  await aPeriod(stage.build, council.id, period)
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aWeek(rule = {}) {
  const rates = [{ from: '2024-01-01', price: rate(232_000n) }]
  const provider = await aProvider(stage.build, council.id, { rule, rates })
  const [stuck, open] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const visitor = aProviderVisitor(provider)
  const address = `/provider/actuals/${provider.serviceId}/${WEEK}`
  const draft = (packageId: string, entry = anEntry()) =>
    aRecordedWeek(stage, provider, { packageId, weekStart: WEEK }, { intent: 'draft', entry })
  return { provider, stuck, open, visitor, address, draft, page: () => site.visit(visitor, `${address}/review`) }
}

it('says what must be fixed, what is asked, and what happens if nobody does anything', async () => {
  const { stuck, draft, page } = await aWeek()
  await draft(stuck.id, anEntry({ frustrated: '1' }))
  const { text } = await page()
  expect(text).toContain('Must fix: 1 line stops you')
  expect(text).toContain('Enter a comment saying why delivery differed from the plan')
  expect(text).toContain('they are not confirmed and not paid with this period')
  expect(text).toContain('Nothing recorded: taken as planned The plan is confirmed and paid')
  expect(text).toContain('Confirm 1 record')
  expect(text).toContain('27 hours delivered, where 28 are planned')
})

it('asks once about care in hospital, and tells of a price that changes', async () => {
  const rates = [
    { from: '2024-01-01', to: '2025-04-02', price: rate(210_000n) },
    { from: '2025-04-02', price: rate(220_000n) },
  ]
  const provider = await aProvider(stage.build, council.id, { rates })
  const care = await aPackage(stage.build, provider)
  await stage.build.insert('care_packages.life_event', {
    ...{ council_id: council.id, provider_id: provider.id, service_id: provider.serviceId, package_id: care.id },
    ...{ contract_id: provider.contractId, kind: 'hospital', happened_on: '2025-03-20', effect: '{}' },
    ...{ told_by: provider.accountId, teller_name: 'Somebody', told_at: '2025-03-30T09:00:00Z' },
  })
  const week = { packageId: care.id, weekStart: WEEK }
  await aRecordedWeek(stage, provider, week, { intent: 'draft', entry: anEntry({ missed: '1', comment: 'Late' }) })
  const visitor = aProviderVisitor(provider)
  const address = `/provider/actuals/${provider.serviceId}/${WEEK}`
  const page = () => site.visit(visitor, `${address}/review`)
  const { text } = await page()
  expect(text).toContain('13 hours The person was reported to be in hospital in this week It is paid as it stands')
  expect(text).toMatch(/For information .*The rate changed within this week, so an average price applies 1 /)
  const sent = await site.send(visitor, `${address}/review`, { [`version-${care.id}`]: '1' })
  await site.send(visitor, `${address}/confirmed/undoing`, { ...undoing(sent.location), count: '1' })
  expect((await page()).text).toContain('Confirm 1 record')
  expect((await page()).text).not.toContain('The person was reported to be in hospital')
  expect((await page()).text).not.toContain('average price')
})

function undoing(location: string | undefined) {
  return { at: new URL(location ?? '', 'https://portal.example').searchParams.get('at') ?? '' }
}

it('confirms everything that does not stop, and leaves the line that does', async () => {
  const { stuck, open, draft, page, visitor, address } = await aWeek()
  await draft(stuck.id, anEntry({ frustrated: '1' }))
  const sent = await site.send(visitor, `${address}/review`, { [`version-${open.id}`]: '0' })
  expect(sent.status).toBe(303)
  expect(sent.location).toContain(`${address}/confirmed?at=`)
  const { text } = await page()
  expect(text).toContain('Must fix: 1 line stops you')
  expect(text).toContain('Confirmed already 1')
  expect(text).toContain('Nothing is left to confirm in this week')
})

it.each([
  ['planned', 'Confirmed already 2'],
  ['nil', 'Confirmed already 2'],
])('ends a line that stops as %s', async (as, told) => {
  const { stuck, open, draft, page, visitor, address } = await aWeek()
  await draft(stuck.id, anEntry({ frustrated: '1' }))
  await site.send(visitor, `${address}/review`, { [`version-${open.id}`]: '0' })
  const sent = await site.send(visitor, `${address}/${stuck.id}/settlement`, { as, version: '1' })
  expect([sent.status, sent.location]).toEqual([303, `${address}/review`])
  const { text } = await page()
  expect(text).not.toContain('Must fix')
  expect(text).toContain(told)
  expect(text).toContain(as === 'nil' ? '14 hours delivered' : '28 hours delivered')
})

it('ends nothing that somebody has changed since', async () => {
  const { stuck, draft, visitor, address } = await aWeek()
  await draft(stuck.id, anEntry({ frustrated: '1' }))
  const sent = await site.send(visitor, `${address}/${stuck.id}/settlement`, { as: 'nil', version: '0' })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('changed while you had it open')
})

it('offers a variation, already written, where more was delivered than is allowed', async () => {
  const { stuck, draft, page } = await aWeek({ tolerance_percent: 10 })
  await draft(stuck.id, anEntry({ extra: '2', comment: 'Came home from hospital' }))
  const { html, text } = await page()
  expect(text).toContain('this line alone waits for the council')
  expect(html).toMatch(new RegExp(`href="/provider/packages/${stuck.id}/variation\\?week=[0-9-]+&amp;planned=16"`))
})

it('is another provider’s to nobody', async () => {
  const [mine, theirs] = [await aWeek(), await aWeek()]
  expect((await site.visit(mine.visitor, `${theirs.address}/review`)).status).toBe(404)
  const settle = `${mine.address}/${theirs.stuck.id}/settlement`
  expect((await site.send(mine.visitor, settle, { as: 'nil', version: '0' })).status).toBe(404)
})

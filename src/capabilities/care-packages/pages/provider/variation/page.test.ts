import { afterAll, beforeAll, expect, it } from 'vitest'
import { draftAgreement } from '../../../../agreements/index.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { localDate } from '../../../../../core/dates.ts'
import { quantity, rate } from '../../../../../core/money.ts'
import { askForVariation, decideVariation } from '../../../commands/vary-package.ts'
import { getPackage } from '../../../store/package.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let asha: Visitor
let broker: Visitor
let brokerId: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  asha = aProviderVisitor(provider)
  brokerId = (await aMember(stage.build, council.id, null, ['brokerage'])).accountId
  broker = aCouncilVisitor(council, brokerId)
  site = await aSite(stage, [packageRoutes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const sixteen = {
  kind: 'temporary',
  ...{
    'from-day': '7',
    'from-month': '4',
    'from-year': '2025',
    'last-day': '13',
    'last-month': '4',
    'last-year': '2025',
  },
  planned: '16',
}
const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString()

async function asked(over: Readonly<Record<string, string>> = {}) {
  const care = await aPackage(stage.build, provider)
  const sent = await site.send(asha, `/provider/packages/${care.id}/variation`, {
    ...sixteen,
    reason: 'Home from hospital',
    _key: care.id,
    ...over,
  })
  return { care, sent, id: sent.location.split('/').at(-1) ?? '' }
}
const versionsOf = async (id: string) =>
  (await stage.work.run(councilActor(council.id, brokerId), ({ tx }) => getPackage(tx, { providerId: undefined }, id)))
    .versions
const decide = (id: string, fields: Readonly<Record<string, string>>) =>
  site.send(broker, `/council/variations/${id}/decision`, { version: '1', answer: '', ...fields })

it('says on both faces that visits with prices of their own are paid by those', async () => {
  const company = await aProvider(stage.build, council.id, { rule: { recording: 'visits' } })
  const own = { council_id: council.id, provider_id: company.id, contract_id: company.contractId }
  await stage.build.insert('contracts.visit_price', {
    ...{ ...own, rate_line_id: company.rateLineId, valid: '[2024-01-01,)', split: true, bands: '[]' },
    fixed: '[{"minutes": 30, "price": 160000}]',
  })
  const care = await aPackage(stage.build, company)
  const words = 'Visits that have prices of their own are paid by those'
  const who = aProviderVisitor(company)
  const form = `/provider/packages/${care.id}/variation`
  expect((await site.visit(who, `${form}?${query({ show: 'effect', ...sixteen })}`)).text).toContain(words)
  const sent = await site.send(who, form, { ...sixteen, reason: 'Home from hospital' })
  expect((await site.visit(who, sent.location)).text).toContain(words)
  const id = sent.location.split('/').at(-1) ?? ''
  expect((await site.visit(broker, `/council/variations/${id}`)).text).toContain(words)
  const other = await asked()
  expect((await site.visit(broker, `/council/variations/${other.id}`)).text).not.toContain(words)
})

it('shows what a change does to hours and pounds before it is sent', async () => {
  const care = await aPackage(stage.build, provider)
  const { status, text } = await site.visit(
    asha,
    `/provider/packages/${care.id}/variation?${query({ show: 'effect', ...sixteen })}`,
  )
  expect(status).toBe(200)
  expect(text).toContain('Planned 14 hours 16 hours +2')
  expect(text).toContain('Costs £294.00 £336.00 +£42.00')
  expect(text).toContain('Over the 7 days of the change: +£42.00')
  expect(text).toContain('In time')
})

it('says on both faces that the price changes within the days of a change, and counts each day at its own', async () => {
  const rates = [
    { from: '2024-01-01', to: '2025-04-10', price: rate(210_000n) },
    { from: '2025-04-10', price: rate(280_000n) },
  ]
  const company = await aProvider(stage.build, council.id, { rates })
  const care = await aPackage(stage.build, company)
  const who = aProviderVisitor(company)
  const form = `/provider/packages/${care.id}/variation`
  const words =
    'Over the 7 days of the change: +£50.00. The price changes within them: £21.00 an hour, from 10 April 2025 £28.00 an hour'
  expect((await site.visit(who, `${form}?${query({ show: 'effect', ...sixteen })}`)).text).toContain(words)
  const sent = await site.send(who, form, { ...sixteen, reason: 'Home from hospital' })
  expect((await site.visit(who, sent.location)).text).toContain(words)
  const id = sent.location.split('/').at(-1) ?? ''
  expect((await site.visit(broker, `/council/variations/${id}`)).text).toContain(words)
})

it('begins with the week and the hours of the link that led here', async () => {
  const care = await aPackage(stage.build, provider)
  const { html } = await site.visit(asha, `/provider/packages/${care.id}/variation?week=2025-03-31&planned=16.25`)
  expect(html).toMatch(/name="planned"[^>]*value="16.25"|value="16.25"[^>]*name="planned"/)
  expect(html).toMatch(/name="from-day"[^>]*value="31"|value="31"[^>]*name="from-day"/)
})

it('is sent once, waits with a promised day, and is told apart from a second request', async () => {
  const { care, sent } = await asked()
  expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/^\/provider\/variations\//)])
  const again = await site.send(asha, `/provider/packages/${care.id}/variation`, {
    ...sixteen,
    reason: 'Home from hospital',
    _key: care.id,
  })
  expect(again.location).toBe(sent.location)
  const { text } = await site.visit(asha, sent.location)
  expect(text).toContain('The council answers by 17 April 2025, in 5 working days')
  expect(text).toMatch(/Asked for by Asha Test/)
  const second = await site.send(asha, `/provider/packages/${care.id}/variation`, {
    ...sixteen,
    planned: '20',
    reason: 'x',
  })
  expect([second.status, second.text.includes('has not answered your last request')]).toEqual([422, true])
})

it.each([
  [{ kind: '' }, 'Select whether the change is for good or for a time'],
  [{ 'from-day': '31', 'from-month': '2' }, 'Enter the first day of the change'],
  [{ 'last-day': '', 'last-month': '', 'last-year': '' }, 'Enter the last day of a change for a time'],
  [{ 'last-day': '6' }, 'The last day must not be before the first day'],
  [{ 'from-year': '2125' }, 'The first day must be within a year from today'],
  [{ 'last-year': '2125' }, 'The last day must be within a year from today'],
  [{ 'from-year': '2024' }, 'The first day must not be before the care begins'],
  [{ planned: 'lots' }, 'Enter how much is needed in a week'],
  [{ planned: '14' }, 'This is what is planned already'],
  [{ planned: '0' }, 'Enter more than nothing'],
  [{ planned: '169' }, 'A week has 168 hours'],
  [{ reason: ' ' }, 'Enter why it is needed'],
  [{ reason: 'x'.repeat(2_001) }, 'This must be 2,000 characters or fewer'],
])('says what is wrong with %j, keeps the rest and asks nothing', async (over, words) => {
  const { sent } = await asked(over)
  expect([sent.status, sent.text.includes(words)]).toEqual([422, true])
  expect(sent.html).toContain('planned' in over ? over.planned : 'value="16"')
})

const march = (day: string, over: Readonly<Record<string, string>> = {}) => ({
  ...{ kind: 'permanent', 'from-day': day, 'from-month': '3', 'from-year': '2025', planned: '16' },
  ...{ 'last-day': '', 'last-month': '', 'last-year': '', ...over },
})

it('X18 pays more care that was asked for too late from the day of asking, and says so to both sides', async () => {
  const late = await asked(march('3'))
  const preview = `/provider/packages/${late.care.id}/variation?${query({ show: 'effect', ...march('3') })}`
  expect((await site.visit(asha, preview)).text).toContain('it counts from 10 April 2025 only')
  for (const [visitor, page] of [
    [asha, `/provider/variations/${late.id}`],
    [broker, `/council/variations/${late.id}`],
  ] as const)
    expect((await site.visit(visitor, page)).text).toContain('Would count from 10 April 2025, the day of asking')
  await decide(late.id, { decision: 'accept' })
  expect((await versionsOf(late.care.id)).map(({ from, until }) => [from, until])).toEqual([
    ['2025-01-06', '2025-04-10'],
    ['2025-04-10', null],
  ])
  const less = await asked(march('3', { planned: '10' }))
  await decide(less.id, { decision: 'accept' })
  expect((await versionsOf(less.care.id)).at(-1)?.from).toBe('2025-03-03')
  const inTime = await asked(march('27'))
  await decide(inTime.id, { decision: 'accept' })
  expect((await versionsOf(inTime.care.id)).at(-1)?.from).toBe('2025-03-27')
})

it('cannot be asked for when all of it was over too long ago', async () => {
  const over = { kind: 'temporary', 'last-day': '9', 'last-month': '3', 'last-year': '2025' }
  const { sent } = await asked(march('3', over))
  expect([sent.status, sent.html.includes('href="#last-day"')]).toEqual([422, true])
})

it('becomes new versions and a draft agreement when the council accepts, and the old plan comes back after it', async () => {
  const { care, id } = await asked()
  const decided = await decide(id, { decision: 'accept' })
  expect([decided.status, decided.location]).toEqual([303, expect.stringMatching(/^\/council\/agreements\//)])
  expect(
    (await versionsOf(care.id)).map(({ version, from, until, planned }) => [version, from, until, planned]),
  ).toEqual([
    [1, '2025-01-06', '2025-04-07', 420_000n],
    [2, '2025-04-14', null, 420_000n],
    [3, '2025-04-07', '2025-04-14', 480_000n],
  ])
  expect((await site.visit(asha, `/provider/packages?q=${care.reference}`)).text).toContain('16 hours')
  expect((await site.visit(asha, `/provider/variations/${id}`)).text).toContain('Accepted by Cara Test')
})

it('changes nothing when the council refuses, and says why', async () => {
  const { care, id } = await asked()
  expect((await decide(id, { decision: 'refuse' })).text).toContain('Enter why you refuse it')
  expect((await decide(id, {})).text).toContain('Select whether you accept or refuse it')
  expect((await decide(id, { decision: 'refuse', answer: 'Assess the person first' })).status).toBe(303)
  expect(await versionsOf(care.id)).toHaveLength(1)
  expect((await site.visit(asha, `/provider/variations/${id}`)).text).toContain('Assess the person first')
  expect((await decide(id, { decision: 'accept' })).location).toBe(`/council/variations/${id}`)
  expect(await versionsOf(care.id)).toHaveLength(1)
})

it('leads to the drafted agreement only those who may open it', async () => {
  const { id } = await asked()
  await decide(id, { decision: 'accept' })
  const address = `/council/variations/${id}`
  expect((await site.visit(broker, address)).text).toContain('The agreement that was drafted')
  const clerk = aCouncilVisitor(council, brokerId, { permissions: ['packages.view'] })
  const { status, text } = await site.visit(clerk, address)
  expect(status).toBe(200)
  expect(text).not.toContain('The agreement that was drafted')
})

it('is decided once when two decide at the same moment', async () => {
  const { care, id } = await asked()
  const accept = () =>
    stage.work.run(councilActor(council.id, brokerId), async (work) => {
      const outcome = await decideVariation(work, { id, rowVersion: 1, answer: '', decision: 'accept', draftAgreement })
      if (!outcome.ok) throw new Error(outcome.refusal.code)
    })
  const ends = await Promise.allSettled([accept(), accept()])
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await versionsOf(care.id)).toHaveLength(3)
})

it('is withdrawn by the provider until it is answered', async () => {
  const { care, id } = await asked()
  expect((await site.send(asha, `/provider/variations/${id}/withdrawal`, { version: '1' })).status).toBe(303)
  expect((await site.visit(asha, `/provider/variations/${id}`)).text).toContain('Withdrawn')
  await decide(id, { decision: 'accept' })
  expect(await versionsOf(care.id)).toHaveLength(1)
})

it('cannot be asked about care that is suspended or another provider’s, nor read by strangers', async () => {
  const { id } = await asked()
  const stranger = await aProvider(stage.build, council.id)
  expect((await site.visit(aProviderVisitor(stranger), `/provider/variations/${id}`)).status).toBe(404)
  const theirs = await aPackage(stage.build, stranger)
  expect((await site.visit(asha, `/provider/packages/${theirs.id}/variation`)).status).toBe(404)
  const still = await aPackage(stage.build, provider, { package: { status: 'suspended' } })
  const wanted = { kind: 'permanent', fromOn: localDate('2025-04-07'), lastOn: null, plannedByDay: null } as const
  const refused = await stage.work.run(providerActor(provider), (work) =>
    askForVariation(work, { packageId: still.id, asked: { ...wanted, planned: quantity(480_000n) }, reason: 'x' }),
  )
  expect(refused).toEqual({ ok: false, refusal: { code: 'not-active' } })
})

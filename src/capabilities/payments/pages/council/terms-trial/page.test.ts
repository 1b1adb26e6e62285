import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { navigation, routes } from '../../../routes.ts'
import { MARCH } from '../../../testing/desk.ts'
import { aPackageWithWeeks, hours } from '../../../testing/world.ts'

let stage: Stage
let site: Site
let provider: AProvider
let visitor: ReturnType<typeof aCouncilVisitor>

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [routes], navigation)
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, ['procurement'])
  visitor = aCouncilVisitor(council, accountId)
  provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  const other = await aProvider(stage.build, council.id, { name: 'Oak Care', rule: { paid_by: 'schedule' } })
  const frustrated = { weeks: ['2025-03-03'], frustrated: hours(2n) }
  await aPackageWithWeeks(stage.build, provider, frustrated)
  await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-10'], extra: hours(3n) })
  await aPackageWithWeeks(stage.build, other, frustrated)
  await aPeriod(stage.build, council.id, MARCH)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})
const page = (query = '') => `/council/contracts/${provider.contractId}/trial${query}`

it('starts from the terms as they are, with nothing tried yet', async () => {
  const shown = await site.visit(visitor, page())
  expect(shown.html).toContain('value="100"')
  expect(shown.text).not.toContain('As it would be')
})

it('says what the last period would have come to on other terms', async () => {
  const tried = await site.visit(visitor, page('?paymentTerms=actual&frustratedPercent=50&tolerancePercent='))
  // Half of two frustrated hours at £21.00 less.
  expect(tried.text).toContain('£21.00 less')
  expect(tried.text).not.toContain('Oak Care')
  expect(tried.html).toContain('<svg')
  expect(tried.html).toContain('frustratedPercent=50')
})

it('says it for every contract of the calendar', async () => {
  const tried = await site.visit(visitor, page('?paymentTerms=actual&frustratedPercent=50&reach=calendar'))
  expect(tried.text).toContain('£42.00 less')
  expect(tried.text).toContain('Oak Care')
})

it('counts what a tolerance would hold', async () => {
  const tried = await site.visit(visitor, page('?paymentTerms=actual&frustratedPercent=100&tolerancePercent=10'))
  expect(tried.text).toContain('would have come to the same')
  expect(tried.text).toContain('would be £357.00')
})

it.each([
  ['frustratedPercent', 'frustratedPercent=101'],
  ['tolerancePercent', 'frustratedPercent=100&tolerancePercent=ten'],
])('says at %s what is wrong', async (field, query) => {
  const answer = await site.visit(visitor, page(`?paymentTerms=actual&${query}`))
  expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
})

it('says what nights away would have come to by other tiers', async () => {
  const council = { id: provider.councilId }
  const rule = { recording: 'none', paid_by: 'schedule' }
  const home = await aProvider(stage.build, council.id, { name: 'The Home', unit: 'week', rule })
  const care = await aPackage(stage.build, home, { startsOn: '2025-01-06', unit: 'week' })
  await stage.build.insert('care_packages.life_event', {
    ...{ council_id: council.id, provider_id: home.id, service_id: home.serviceId, contract_id: home.contractId },
    ...{ package_id: care.id, kind: 'hospital', happened_on: '2025-03-10', back_on: '2025-03-24', effect: '{}' },
    ...{ told_by: care.id, teller_name: 'A', told_at: '2025-03-11T09:00:00Z', status: 'done', outcome: 'noted' },
    ...{ done_by: care.id, doer_name: 'B', done_at: '2025-03-12T09:00:00Z' },
  })
  const asked = 'paymentTerms=actual&frustratedPercent=100&awayUpTo1=7&awayPercent1=100&awayPercent2=50'
  const tried = await site.visit(visitor, `/council/contracts/${home.contractId}/trial?${asked}`)
  // £21.00 a week: 28 nights are £84.00, and the second seven of fourteen away are half of £21.00.
  expect(tried.text).toMatch(/The Home 1 £84\.00 £73\.50 −£10\.50/)
  expect(tried.html).toContain('awayPercent2=50')
  const wrong = await site.visit(visitor, `/council/contracts/${home.contractId}/trial?${asked}&awayUpTo3=9`)
  expect([wrong.status, wrong.html.includes('href="#awayUpTo2"')]).toEqual([422, true])
})

it('is not there for another council', async () => {
  const other = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, other.id, null, ['procurement'])
  expect((await site.visit(aCouncilVisitor(other, accountId), page())).status).toBe(404)
})

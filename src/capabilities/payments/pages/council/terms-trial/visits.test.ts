import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { quantity } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { navigation, routes } from '../../../routes.ts'
import { MARCH } from '../../../testing/desk.ts'

let stage: Stage
let site: Site
let provider: AProvider
let visitor: ReturnType<typeof aCouncilVisitor>

const PARTS_PER_MINUTE = 500n
const minutes = (count: bigint) => quantity(count * PARTS_PER_MINUTE)

/**
 * An hour at eight on Monday and Tuesday, at £21.00 an hour. Of the Monday 52 minutes were logged from ten past eight and 45
 * of them paid; the visit of the Tuesday began at half past ten, too far away to be of any package.
 */
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [routes], navigation)
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, ['procurement'])
  visitor = aCouncilVisitor(council, accountId)
  const rule = { recording: 'visits', visit_rounding: 'nearest', visit_minutes: 15, visit_window_minutes: 60 }
  provider = await aProvider(stage.build, council.id, { name: 'Elm House', rule })
  const place = {
    ...{ council_id: council.id, provider_id: provider.id, service_id: provider.serviceId },
    contract_id: provider.contractId,
  }
  const care = await aPackage(stage.build, provider, {
    ...{
      planned: minutes(120n),
      plannedByDay: [60n, 60n, 0n, 0n, 0n, 0n, 0n].map((count) => count * PARTS_PER_MINUTE),
    },
  })
  for (const weekday of [1, 2])
    await stage.build.insert('care_packages.timetable_entry', {
      ...{ ...place, package_id: care.id, version: 1, weekday, starts_at: '08:00', minutes: 60, carers: 1 },
    })
  const logged = (over: Readonly<Record<string, unknown>>) =>
    stage.build.insert('actuals.visit', {
      ...{ council_id: council.id, provider_id: provider.id, reference: randomUUID(), capture: 'app' },
      ...{ client_ref: `W-${care.personId.slice(0, 8)}`, outcome: 'delivered', received_name: 'Rosters' },
      ...{ received_at: '2025-03-12T09:00:00Z', ...over },
    })
  const monday = { visited_on: '2025-03-10', claimed_at: '08:10', claimed_minutes: 52, logged_minutes: 52 }
  const placed = { service_id: provider.serviceId, contract_id: provider.contractId, package_id: care.id }
  await logged({ ...monday, ...placed, state: 'allocated', placed_by: 'match', paid_minutes: 45 })
  const tuesday = { visited_on: '2025-03-11', claimed_at: '10:30', claimed_minutes: 60, logged_minutes: 60 }
  await logged({ ...tuesday, state: 'unallocated', why: 'no-time' })
  const byDay = (...counts: readonly bigint[]) => counts.map((count) => String(count * PARTS_PER_MINUTE))
  await stage.build.insert('actuals.week', {
    ...{
      ...place,
      week_start: '2025-03-10',
      package_id: care.id,
      version: 1,
      status: 'confirmed',
      source: 'monitoring',
    },
    ...{ planned: minutes(120n), actual: minutes(45n), missed: minutes(75n) },
    ...{ recorded_at: '2025-03-20T09:00:00Z', confirmed_at: '2025-03-20T09:00:00Z' },
    ...{ actual_by_day: byDay(45n, 0n, 0n, 0n, 0n, 0n, 0n), frustrated_by_day: byDay(0n, 0n, 0n, 0n, 0n, 0n, 0n) },
  })
  await aPeriod(stage.build, council.id, MARCH)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const AS_THEY_ARE = { visitRounding: 'nearest', visitMinutes: '15', visitCapped: 'yes', visitWindowMinutes: '60' }
const tried = (over: Readonly<Record<string, string>>) => {
  const asked = { paymentTerms: 'actual', frustratedPercent: '100', ...AS_THEY_ARE, ...over }
  return site.visit(visitor, `/council/contracts/${provider.contractId}/trial?${new URLSearchParams(asked).toString()}`)
}

it('begins with the terms of visits as they are, and comes to the same on them', async () => {
  const { html } = await site.visit(visitor, `/council/contracts/${provider.contractId}/trial`)
  expect(html).toMatch(/name="visitMinutes"[^>]*value="15"|value="15"[^>]*name="visitMinutes"/)
  const { text } = await tried({})
  expect(text).toContain('would have come to the same')
  expect(text).toMatch(/Elm House 1 £15\.75 £15\.75/)
})

it.each([
  ['to the minute', { visitRounding: 'none' }, /£15\.75 £18\.20/],
  ['down to half hours', { visitRounding: 'down', visitMinutes: '30' }, /£15\.75 £10\.50/],
  ['up, and not above the plan', { visitRounding: 'up', visitMinutes: '50' }, /£15\.75 £21\.00/],
  ['up, and above the plan', { visitRounding: 'up', visitMinutes: '50', visitCapped: 'no' }, /£15\.75 £35\.00/],
  ['within five minutes, which no visit is', { visitWindowMinutes: '5' }, /£15\.75 £0\.00/],
  ['within three hours, which takes in the other', { visitWindowMinutes: '180' }, /£15\.75 £36\.75/],
])('counts the logged visits anew: %s', async (_, terms, sums) => {
  expect((await tried(terms)).text).toMatch(sums)
})

it('says beside a term of visits what is wrong with it', async () => {
  const { status, html } = await tried({ visitMinutes: '61' })
  expect([status, html.includes('href="#visitMinutes"')]).toEqual([422, true])
})

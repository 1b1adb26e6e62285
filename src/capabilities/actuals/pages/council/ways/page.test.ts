import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
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

it('shows how each contract is recorded today and next, and how many drafts that changes', async () => {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id, { rule: { valid: '[2024-01-01,2025-04-14)' } })
  await stage.build.insert('contracts.contract_rule', {
    ...{ council_id: council.id, provider_id: provider.id, contract_id: provider.contractId, version: 2 },
    ...{ valid: '[2025-04-14,)', payment_terms: 'actual', paid_by: 'invoice', recording: 'timetabled' },
  })
  const { id } = await aPackage(stage.build, provider)
  const week = { packageId: id, weekStart: localDate('2025-04-07') }
  await aRecordedWeek(stage, provider, week, { intent: 'draft', entry: anEntry({ missed: '1' }) })
  const staff = aCouncilVisitor(council, randomUUID(), { permissions: ['actuals.view', 'prices.view'] })
  const { text, html } = await site.visit(staff, '/council/actuals/ways')
  expect(text).toContain('One amount a week Visits of a timetable, ticked, from 14 April 2025 1 0')
  expect(html).toContain(`href="/council/contracts/${provider.contractId}"`)
  const other = aCouncilVisitor(await aCouncil(stage.build), randomUUID(), { permissions: ['actuals.view'] })
  expect((await site.visit(other, '/council/actuals/ways')).text).toContain('No contract is in force')
})

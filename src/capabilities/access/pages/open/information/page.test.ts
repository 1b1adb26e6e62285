import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import results from './looked-at.json' with { type: 'json' }

let stage: Stage
let site: Site

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it('states what the last walk over all pages saw, and what no machine sees', async () => {
  const provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  const { text } = await site.visit(aProviderVisitor(provider), '/accessibility')
  expect(results.failures).toBe(0)
  expect(text).toContain(`at least ${String(results.lookedAt)} of the ${String(results.kinds)} kinds of page`)
  expect(text).toContain(`at least ${String(results.forms)} forms sent without an answer`)
  expect(text).toContain('It found no failures')
  expect(text).toContain('partially compliant')
  expect(text).toContain('No audit by people who use assistive technology has been made yet')
})

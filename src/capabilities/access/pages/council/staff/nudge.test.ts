import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'

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

it('nudges for a second administrator while one alone stays, whoever else works for the council', async () => {
  const council = await aCouncil(stage.build)
  const first = await aMember(stage.build, council.id, null, ['portal-administration'])
  await aMember(stage.build, council.id, null, ['payments'])
  const nudged = async () => {
    const { text } = await site.visit(aCouncilVisitor(council, first.accountId), '/council/staff')
    return text.includes('Only one person stays who looks after people here')
  }
  expect(await nudged()).toBe(true)
  const second = await aMember(stage.build, council.id, null, ['portal-administration', 'auditor'])
  expect(await nudged()).toBe(false)
  await site.send(aCouncilVisitor(council, first.accountId), `/council/people/${second.membershipId}/end`, {})
  expect(await nudged()).toBe(true)
})

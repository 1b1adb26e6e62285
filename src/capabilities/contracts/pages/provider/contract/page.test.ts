import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { noFollowers } from '../../../testing/desk.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [(faces, web) => routes(faces, web, noFollowers)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it('shows a provider its contract: what is paid on, and each price', async () => {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  await aPackage(stage.build, provider)
  const page = await site.visit(aProviderVisitor(provider), `/provider/contracts/${provider.contractId}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('What is delivered')
  expect(page.text).toMatch(/£\d+\.\d\d/)
})

it('has nothing of somebody else’s contract', async () => {
  const council = await aCouncil(stage.build)
  const [mine, theirs] = [await aProvider(stage.build, council.id), await aProvider(stage.build, council.id)]
  const visitor = aProviderVisitor(mine)
  expect((await site.visit(visitor, `/provider/contracts/${theirs.contractId}`)).status).toBe(404)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'

let stage: Stage
let site: Site
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  site = await aSite(stage, [(faces, web) => routes(faces, web, stage.db)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it('counts who was invited and has not set the account up, for those who look after people', async () => {
  const words = 'People who have not set up their account'
  const account_id = crypto.randomUUID()
  const person = { name: 'Nia New', email: 'nia@elm.example' }
  expect((await site.visit(aProviderVisitor(provider), '/provider')).text).not.toContain(words)
  await stage.build.insert('access.account', { ...person, id: account_id, status: 'invited' })
  const place = { council_id: provider.councilId, provider_id: provider.id }
  await stage.build.insert('access.membership', { ...person, ...place, account_id })
  const home = (await site.visit(aProviderVisitor(provider), '/provider')).text
  expect(home).toContain(words)
  expect(home).toContain('1 invited')
  const carer = aProviderVisitor(provider, { permissions: ['home.view'] })
  expect((await site.visit(carer, '/provider')).text).not.toContain(words)
})

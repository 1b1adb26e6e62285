import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { aBrowser, aDoor, anAccess, aPerson, signIn, testClock } from '../../../testing/an-access.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let people: readonly { readonly email: string }[]

beforeAll(async () => {
  stage = await aStage()
  const access = anAccess(stage, { clock: testClock() })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  site = await aSite(stage, [accessRoutes(access)])
  people = await Promise.all(
    Array.from({ length: 5 }, () => aPerson(stage, access, { councilId: council.id, providerId: provider.id })),
  )
  const door = await aDoor(stage, access)
  for (const { email } of people)
    for (const password of ['one', 'two', 'three'])
      await signIn(aBrowser(door, 'Guesser', '203.0.113.77'), { email, password })
  await door.close()
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const clerk = (at = council) => aCouncilVisitor(at, provider.accountId)

it('lists whose accounts are locked, why and from where, and warns of the guessing', async () => {
  const page = await site.visit(clerk(), '/council/people/locks')
  expect(page.text).toContain('5 accounts were locked within ten minutes')
  expect(page.html.match(/203\.0\.113\.77/g)).toHaveLength(5)
  expect(page.text).toContain('When somebody unlocks it')
})

it('notes once that somebody has looked, and shows another council nothing', async () => {
  const page = await site.visit(clerk(), '/council/people/locks')
  const seen = /\/council\/people\/locks\/[0-9a-f-]{36}\/seen/.exec(page.html)?.[0] ?? ''
  const foreign = await aCouncil(stage.build)
  expect((await site.visit(clerk(foreign), '/council/people/locks')).text).toContain('No account is locked')
  expect((await site.send(clerk(foreign), seen, {})).status).toBe(404)
  expect((await site.send(clerk(), seen, {})).status).toBe(303)
  expect((await site.send(clerk(), seen, {})).text).toContain('Somebody has looked at this already')
  expect((await site.visit(clerk(), '/council/people/locks')).text).toContain('Earlier alarms')
})

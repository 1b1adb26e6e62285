import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  RIGHT_PASSWORD,
  signIn,
  testClock,
  type APerson,
} from '../../../testing/an-access.ts'

let stage: Stage
let access: Access
let app: FastifyInstance
let carer: APerson
/** What guessers were found to know since the passwords were chosen. */
const listed = new Set<string>()

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: testClock(), denyList: listed })
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})
beforeEach(async () => {
  listed.clear()
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  carer = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
})

it('lets nobody further in with a password that came onto the list, before another is chosen', async () => {
  listed.add(RIGHT_PASSWORD)
  const browser = aBrowser(app)
  expect((await signIn(browser, carer)).location).toBe('/sign-in/new-password')
  expect((await browser.get('/account')).location).toContain('/sign-in')
  const { html } = await browser.get('/sign-in/new-password')
  expect(html).toContain('easy to guess by today’s lists')
  const again = { current: RIGHT_PASSWORD, next: RIGHT_PASSWORD }
  expect((await browser.post('/sign-in/new-password', again)).status).toBe(422)
  const chosen = { current: RIGHT_PASSWORD, next: 'gravel kettle moon 8' }
  expect((await browser.post('/sign-in/new-password', chosen)).location).toBe('/provider')
  expect((await signIn(aBrowser(app), { ...carer, password: chosen.next })).location).toBe('/provider')
})

it('goes on asking in another browser, though the list were gone', async () => {
  listed.add(RIGHT_PASSWORD)
  await signIn(aBrowser(app), carer)
  listed.clear()
  expect((await signIn(aBrowser(app), carer)).location).toBe('/sign-in/new-password')
})

it('says nothing of the list to whoever gives a wrong password or wrong digits', async () => {
  listed.add('some other password').add(RIGHT_PASSWORD)
  const wrong = await signIn(aBrowser(app), { ...carer, password: 'some other password' })
  expect(wrong.location).not.toBe('/sign-in/new-password')
  const wrongCode = await signIn(aBrowser(app), { ...carer, code: '111222' })
  expect(wrongCode.location).not.toBe('/sign-in/new-password')
  listed.clear()
  expect((await signIn(aBrowser(app), carer)).location).toBe('/provider')
})

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  signIn,
  testClock,
  type TestClock,
} from '../../../testing/an-access.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

/** Their council lets people do nothing for so long that a proof grows old before the session ends. */
async function somebodyIn() {
  const council = await aCouncil(stage.build, { idle_minutes: 20 })
  const provider = await aProvider(stage.build, council.id)
  const person = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  return { council, person, browser }
}

it('is changed by its owner, who is told once, and taken away again', async () => {
  const { council, person, browser } = await somebodyIn()
  await browser.get('/account/telephone')
  for (let n = 0; n < 2; n += 1)
    expect((await browser.post('/account/telephone', { phone: ' 01603 000001 ' })).location).toBe('/account')
  expect((await browser.get('/account')).html).toContain('01603 000001')
  const mails = await mailsTo(stage, { councilId: council.id, email: person.email })
  expect(mails.filter(({ subject }) => subject.includes('telephone number'))).toHaveLength(1)
  await browser.post('/account/telephone', { phone: '' })
  expect((await browser.get('/account')).html).not.toContain('01603 000001')
})

it('takes no text that is no number, and keeps it typed', async () => {
  const { browser } = await somebodyIn()
  await browser.get('/account/telephone')
  const wrong = await browser.post('/account/telephone', { phone: 'ring <me>' })
  expect([wrong.status, wrong.html.includes('Enter a telephone number'), wrong.html.includes('ring &lt;me>')]).toEqual([
    422,
    true,
    true,
  ])
})

it('asks who is there when the sign-in is some time ago', async () => {
  const { browser } = await somebodyIn()
  await browser.get('/account/telephone')
  clock.pass(11 * 60)
  const asked = await browser.post('/account/telephone', { phone: '01603 000001' })
  expect(asked.html).toContain('change your telephone number')
  expect((await browser.get('/account')).html).not.toContain('01603 000001')
})

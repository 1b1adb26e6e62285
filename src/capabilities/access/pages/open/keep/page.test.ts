import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { watchAccounts } from '../../../commands/watch-accounts.ts'
import { recordSignIn } from '../../../store/accounts.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  signIn,
  testClock,
  type APerson,
  type TestClock,
} from '../../../testing/an-access.ts'

const DAY = 86_400
let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let provider: AProvider
let person: APerson

beforeAll(async () => {
  stage = await aStage()
  clock = testClock('2025-03-01T09:00:00Z')
  access = anAccess(stage, { clock })
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  app = await aDoor(stage, access)
})
beforeEach(async () => {
  person = await aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })
  await access.db.write(gate, (tx) => recordSignIn(tx, person.accountId, { next: undefined, now: clock.now() }))
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function nights(days: number): Promise<void> {
  for (let night = 0; night < days; night += 1) {
    clock.pass(DAY)
    await watchAccounts(access)
  }
}
async function warnedLink(): Promise<string> {
  const [newest] = await mailsTo(stage, { councilId: provider.councilId, email: person.email })
  return /http:\/\/localhost(\/keep\/[\w-]{43})/.exec(newest?.body ?? '')?.[1] ?? 'no link'
}
const subjects = async () =>
  (await mailsTo(stage, { councilId: provider.councilId, email: person.email })).map(({ subject }) => subject)

it('keeps the account open for another thirty days by one press, and signs nobody in', async () => {
  await nights(21)
  const browser = aBrowser(app)
  const link = await warnedLink()
  expect((await browser.get(link)).html).toContain('Keep it open')
  expect((await browser.post(link)).location).toBe('/kept')
  expect((await browser.get('/kept')).status).toBe(200)
  expect((await browser.get('/account')).location).toContain('/sign-in')
  await nights(20)
  expect(await subjects()).toHaveLength(1)
  await nights(10)
  expect((await subjects())[0]).toBe('Your Provider Portal account is suspended')
})

it('is kept by no program that opens links, however often', async () => {
  await nights(21)
  const link = await warnedLink()
  for (let times = 0; times < 3; times += 1) expect((await aBrowser(app).get(link)).status).toBe(200)
  await nights(9)
  expect((await subjects())[0]).toBe('Your Provider Portal account is suspended')
})

it('works once, and not when a newer one was sent', async () => {
  await nights(21)
  const first = await warnedLink()
  await nights(7)
  const second = await warnedLink()
  expect((await aBrowser(app).get(first)).status).toBe(410)
  const browsers = [aBrowser(app), aBrowser(app)]
  for (const browser of browsers) await browser.get(second)
  const answers = await Promise.all(browsers.map((browser) => browser.post(second)))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
  expect((await aBrowser(app).get(second)).status).toBe(410)
})

it('opens no account that is suspended already', async () => {
  await nights(28)
  const link = await warnedLink()
  await nights(2)
  const browser = aBrowser(app)
  expect((await browser.get(link)).status).toBe(410)
  await browser.get('/sign-in')
  expect((await browser.post(link)).status).toBe(410)
  expect((await signIn(browser, { email: person.email })).status).toBe(403)
})

it('is no link of another kind', async () => {
  await nights(21)
  const link = await warnedLink()
  for (const kind of ['/set-up/', '/reset/'])
    expect((await aBrowser(app).get(link.replace('/keep/', kind))).status).toBe(410)
  expect((await aBrowser(app).get('/keep/not-a-token')).status).toBe(404)
})

it('tells of the sleep whoever passes both steps, and says to others what it says of any closed account', async () => {
  await nights(30)
  const wrong = await signIn(aBrowser(app), { email: person.email, code: '000000' })
  const unknown = await signIn(aBrowser(app), { email: 'nobody@example.org' })
  expect([wrong.status, wrong.html.includes('suspended')]).toEqual([422, false])
  expect(unknown.status).toBe(422)
  const owner = await signIn(aBrowser(app), { email: person.email })
  expect([owner.status, owner.html.includes('Your account is suspended')]).toEqual([403, true])
})

it('stops telling after three wrong tries, so that trying on teaches nothing', async () => {
  await nights(30)
  for (const password of ['a wrong one 1', 'a wrong one 2', 'a wrong one 3'])
    await signIn(aBrowser(app), { email: person.email, password })
  const owner = await signIn(aBrowser(app), { email: person.email })
  expect([owner.status, owner.html.includes('suspended')]).toEqual([422, false])
})

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { gate, type Access } from '../../../commands/access.ts'
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

const NEW_PASSWORD = 'four quite random words'
let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let modern: AProvider
let classic: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  modern = await aProvider(stage.build, (await aCouncil(stage.build, { sign_in_policy: 'ncsc' })).id)
  classic = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

function somebody(at: AProvider = modern): Promise<APerson> {
  return aPerson(stage, access, { councilId: at.councilId, providerId: at.id })
}
let askers = 0
/** Each from an address of its own: one address may ask ten times a minute. */
async function forget(email: string) {
  askers += 1
  const browser = aBrowser(app, undefined, `192.0.2.${String(askers)}`)
  await browser.get('/forgotten')
  const asked = await browser.post('/forgotten', { email })
  return { asked, page: await browser.get(asked.location) }
}
async function linkFor(email: string, at: AProvider = modern): Promise<string> {
  const mails = await mailsTo(stage, { councilId: at.councilId, email })
  const [mail] = mails.filter(({ subject }) => subject.startsWith('Choose a new password'))
  return /\/reset\/[\w-]{43}/.exec(mail?.body ?? '')?.[0] ?? ''
}
async function reset(link: string, password = NEW_PASSWORD) {
  const browser = aBrowser(app)
  await browser.get('/forgotten')
  await browser.get(link)
  return browser.post(link, { password })
}
const isWaiting = (accountId: string) =>
  access.db
    .read(gate, (tx) =>
      tx.selectFrom('access.help_request').select('account_id').where('account_id', '=', accountId).execute(),
    )
    .then(({ length }) => length > 0)

it('sends a link where the council allows it, which changes the password and nothing else', async () => {
  const { email, accountId } = await somebody()
  const open = aBrowser(app)
  await signIn(open, { email })
  await forget(email)
  const link = await linkFor(email)
  expect((await aBrowser(app).get(link)).html).toContain('Choose a new password')
  expect((await reset(link)).location).toBe('/sign-in')
  expect((await open.get('/account')).location).toContain('/sign-in')
  expect((await signIn(aBrowser(app), { email })).status).toBe(422)
  expect((await signIn(aBrowser(app), { email, password: NEW_PASSWORD, code: '000000' })).status).toBe(422)
  expect((await signIn(aBrowser(app), { email, password: NEW_PASSWORD })).location).toBe('/provider')
  expect(await isWaiting(accountId)).toBe(false)
})

it('works once, for sixty minutes, and only until a newer one was sent', async () => {
  const { email } = await somebody()
  await forget(email)
  const first = await linkFor(email)
  clock.pass(301)
  await forget(email)
  const second = await linkFor(email)
  expect(second).not.toBe(first)
  expect((await aBrowser(app).get(first)).status).toBe(410)
  expect((await reset(second)).location).toBe('/sign-in')
  expect((await reset(second, 'another four random words')).status).toBe(410)
  clock.pass(301)
  await forget(email)
  const third = await linkFor(email)
  clock.pass(3_600)
  expect((await aBrowser(app).get(third)).status).toBe(410)
})

it('lets one of two use a link at once', async () => {
  const { email } = await somebody()
  await forget(email)
  const link = await linkFor(email)
  const answers = await Promise.all([reset(link), reset(link, 'another four random words')])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
})

it('fills nobody’s letter box: one link in five minutes', async () => {
  const { email } = await somebody()
  await forget(email)
  await forget(email)
  expect(await mailsTo(stage, { councilId: modern.councilId, email })).toHaveLength(1)
})

it('asks the council instead where one of a person’s councils keeps the classic way', async () => {
  const { email, accountId } = await somebody()
  await stage.build.insert('access.membership', {
    council_id: classic.councilId,
    account_id: accountId,
    provider_id: classic.id,
    name: 'The same person',
    email,
  })
  await forget(email)
  expect([await linkFor(email), await isWaiting(accountId)]).toEqual(['', true])
})

it('asks for help instead when somebody must unlock the account, and a link does not unlock it', async () => {
  const { email, accountId } = await somebody()
  await forget(email)
  const link = await linkFor(email)
  await access.db.write(gate, (tx) =>
    tx
      .updateTable('access.account')
      .set({ locked_at: clock.now(), lock_reason: 'staff' })
      .where('id', '=', accountId)
      .execute(),
  )
  clock.pass(301)
  await forget(email)
  expect(await isWaiting(accountId)).toBe(true)
  await reset(link)
  expect((await signIn(aBrowser(app), { email, password: NEW_PASSWORD })).status).toBe(422)
})

it('answers the same for an address nobody has', async () => {
  const { email } = await somebody()
  const known = await forget(email)
  const unknown = await forget('nobody@nowhere.example')
  const words = (html: string) => /<main.*<\/main>/s.exec(html)?.[0]
  expect(words(unknown.page.html)).toBe(words(known.page.html))
  expect([unknown.asked.status, unknown.asked.location]).toEqual([known.asked.status, known.asked.location])
})

it('asks for fifteen characters while the password stands alone, and refuses an old and an empty one', async () => {
  const { email } = await somebody()
  await forget(email)
  const link = await linkFor(email)
  expect((await aBrowser(app).get(link)).html).toContain('be at least 15 characters long')
  expect((await reset(link, 'fourteen chars')).html).toContain('New password must be 15 characters or more')
  expect((await reset(link, '')).html).toContain('Enter a new password')
  expect((await reset(link, 'three random words 7')).html).toContain('must not be one of your last 12 passwords')
})

it('is no link to set up an account, nor the other way round, and no other address is one', async () => {
  const { email } = await somebody()
  await forget(email)
  const link = await linkFor(email)
  expect((await aBrowser(app).get(link.replace('/reset/', '/set-up/'))).status).toBe(410)
  expect((await aBrowser(app).get('/reset/short')).status).toBe(404)
})

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newsOf } from '../../../testing/news.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../testing/world.ts'
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
} from '../testing/an-access.ts'
import type { Access } from './access.ts'
import { watchAccounts } from './watch-accounts.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let modern: AProvider
let classic: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock('2025-04-10T09:00:30Z')
  access = anAccess(stage, { clock })
  modern = await aProvider(stage.build, (await aCouncil(stage.build, { sign_in_policy: 'ncsc' })).id)
  classic = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

const somebody = (at = modern) => aPerson(stage, access, { councilId: at.councilId, providerId: at.id })
const guess = ({ email }: APerson, password = 'wrong') => signIn(aBrowser(app), { email, password })
/** Waits as long as it takes, so that each guess counts. */
async function guessPatiently(person: APerson, times: number): Promise<void> {
  for (let tries = 0; tries < times; tries += 1) {
    await guess(person)
    clock.pass(321)
  }
}

it('locks for fifteen minutes at the tenth failure, says the clock time by mail and opens by itself', async () => {
  const person = await somebody()
  await guessPatiently(person, 9)
  clock.pass(-321)
  clock.pass(400)
  await guess(person)
  const opens = new Date(clock.now().getTime() + 15 * 60_000)
  const [mail] = await mailsTo(stage, { councilId: modern.councilId, email: person.email })
  expect(mail?.subject).toBe('Your Provider Portal account is locked')
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })
  expect(mail?.body).toContain(`It opens by itself at ${time.format(opens)}`)
  expect((await guess(person, 'three random words 7')).status).toBe(422)
  clock.pass(899)
  expect((await guess(person, 'three random words 7')).status).toBe(422)
  clock.pass(1)
  expect((await guess(person, 'three random words 7')).location).toBe('/provider')
  expect(await mailsTo(stage, { councilId: modern.councilId, email: person.email })).toHaveLength(1)
})

it('keeps the owner who types the right password out during a wait, and says the same words as for a wrong one', async () => {
  const person = await somebody()
  for (const password of ['one', 'two', 'three']) await guess(person, password)
  const words = (html: string) => /<main.*<\/main>/s.exec(html)?.[0]?.replaceAll(/value="[^"]*"/g, '')
  const [right, wrong] = [await guess(person, 'three random words 7'), await guess(person, 'four')]
  expect([right.status, words(right.html)]).toEqual([wrong.status, words(wrong.html)])
  clock.pass(5)
  expect((await guess(person, 'three random words 7')).location).toBe('/provider')
})

it('keeps the classic lock where one of a person’s councils asks for it: three tries, until the council unlocks', async () => {
  const person = await somebody()
  await stage.build.insert('access.membership', {
    council_id: classic.councilId,
    account_id: person.accountId,
    provider_id: classic.id,
    name: 'The same person',
    email: person.email,
  })
  for (const password of ['one', 'two', 'three']) await guess(person, password)
  clock.pass(86_400)
  expect((await guess(person, 'three random words 7')).status).toBe(422)
  const councilId = [modern.councilId, classic.councilId].sort()[0] ?? ''
  const [mail] = await mailsTo(stage, { councilId, email: person.email })
  expect(mail?.body).toContain('ask the council to unlock it')
})

it('forgets a lock that opened by itself, so that the account can fall asleep like any other', async () => {
  const person = await somebody()
  await guessPatiently(person, 10)
  clock.pass(86_400)
  await watchAccounts(access)
  const row = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    tx
      .selectFrom('access.account')
      .select(['locked_at', 'failures'])
      .where('id', '=', person.accountId)
      .executeTakeFirstOrThrow(),
  )
  expect(row).toEqual({ locked_at: null, failures: 10 })
})

it('tells the portal administrators of a council once when five accounts lock within ten minutes', async () => {
  const provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  const { councilId } = provider
  const administrator = await aPerson(stage, access, { councilId, staffRoles: ['portal-administration'] })
  const other = await aPerson(stage, access, { councilId, staffRoles: ['brokerage'] })
  const people = await Promise.all(Array.from({ length: 7 }, () => somebody(provider)))
  const told = async ({ email }: APerson) =>
    (await mailsTo(stage, { councilId, email })).filter(({ subject }) => subject.startsWith('Many accounts'))
  for (const [index, person] of people.entries()) {
    if (index === 4) expect(await told(administrator)).toEqual([])
    await Promise.all(['one', 'two', 'three'].map((password) => guess(person, password)))
  }
  expect(await told(administrator)).toHaveLength(1)
  expect((await told(administrator))[0]?.body).toContain('5 accounts')
  expect(await told(other)).toEqual([])
})

it('raises no alarm for five locks that took longer than ten minutes', async () => {
  const provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  const { councilId } = provider
  const administrator = await aPerson(stage, access, { councilId, staffRoles: ['portal-administration'] })
  for (let locks = 0; locks < 5; locks += 1) {
    const person = await somebody(provider)
    for (const password of ['one', 'two', 'three']) await guess(person, password)
    clock.pass(151)
  }
  expect(await mailsTo(stage, { councilId, email: administrator.email })).toEqual([])
})

it('tells those who can open the lock sooner: administrators there, or the council where only it can', async () => {
  const person = await somebody()
  await guessPatiently(person, 10)
  const at = `/provider/people/${person.membershipId}`
  const told = (await newsOf(stage, modern.councilId, 'colleague.locked')).filter(({ href }) => href === at)
  expect(told).toMatchObject([{ to: { kind: 'administrators', providerId: modern.id } }])
  const kept = await somebody(classic)
  for (const password of ['one', 'two', 'three']) await guess(kept, password)
  const council = await newsOf(stage, classic.councilId, 'account.locked')
  expect(council.map(({ href }) => href)).toContain(`/council/people/${kept.membershipId}`)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../testing/world.ts'
import { anAccess, aPerson, mailsTo, testClock, type TestClock } from '../testing/an-access.ts'
import { recordSignIn } from '../store/accounts.ts'
import { gate, type Access } from './access.ts'
import { watchAccounts } from './watch-accounts.ts'

const DAY = 86_400
let stage: Stage
let clock: TestClock
let access: Access
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock('2025-03-01T09:00:00Z')
  access = anAccess(stage, { clock })
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
})
afterAll(() => stage.strike())

async function somebody(at: { councilId: string; id: string } = provider) {
  const person = await aPerson(stage, access, { councilId: at.councilId, providerId: at.id })
  await signIn(person.accountId)
  const subjects = async () =>
    (await mailsTo(stage, { councilId: at.councilId, email: person.email })).map((mail) => mail.subject)
  return { ...person, subjects }
}
const signIn = (id: string) =>
  access.db.write(gate, (tx) => recordSignIn(tx, id, { next: undefined, now: clock.now() }))
const lockOf = (id: string) =>
  access.db.read(gate, (tx) =>
    tx.selectFrom('access.account').select('lock_reason').where('id', '=', id).executeTakeFirstOrThrow(),
  )
async function nights(days: number): Promise<void> {
  for (let night = 0; night < days; night += 1) {
    clock.pass(DAY)
    await watchAccounts(access)
  }
}

it('X07 warns on days 21 and 28 once each and locks on day 30', async () => {
  const { accountId, email, subjects } = await somebody()
  await nights(20)
  expect(await subjects()).toEqual([])
  await nights(1)
  expect(await subjects()).toEqual(['Your Provider Portal account will be suspended in 9 days'])
  await nights(6)
  expect(await subjects()).toHaveLength(1)
  await nights(2)
  expect(await lockOf(accountId)).toEqual({ lock_reason: null })
  await nights(1)
  expect(await lockOf(accountId)).toEqual({ lock_reason: 'dormant' })
  await nights(3)
  expect(await subjects()).toEqual([
    'Your Provider Portal account is suspended',
    'Your Provider Portal account will be suspended in 2 days',
    'Your Provider Portal account will be suspended in 9 days',
  ])
  const mails = await mailsTo(stage, { councilId: provider.councilId, email })
  expect(mails.some(({ body }) => body.includes('Person') || body.includes(email))).toBe(false)
})

it('starts again when its owner signs in', async () => {
  const { accountId, subjects } = await somebody()
  await nights(22)
  await signIn(accountId)
  await nights(20)
  expect(await subjects()).toHaveLength(1)
  await nights(1)
  expect(await subjects()).toHaveLength(2)
})

it('sends each warning once when two workers run it at the same time', async () => {
  const { subjects } = await somebody()
  clock.pass(21 * DAY)
  await Promise.all([watchAccounts(access), watchAccounts(access)])
  expect(await subjects()).toHaveLength(1)
})

it('sends the later warning alone when nights were missed', async () => {
  const { subjects } = await somebody()
  clock.pass(28 * DAY)
  await watchAccounts(access)
  expect(await subjects()).toEqual(['Your Provider Portal account will be suspended in 2 days'])
})

it('counts the days from an unlocking, not from the sign-in long before', async () => {
  const { accountId } = await somebody()
  await nights(30)
  await access.db.write(gate, async (tx) => {
    await tx
      .updateTable('access.account')
      .set({ locked_at: null, lock_reason: null })
      .where('id', '=', accountId)
      .execute()
    await tx
      .insertInto('access.account_event')
      .values({ account_id: accountId, at: clock.now(), kind: 'unlocked', details: '{}' })
      .execute()
  })
  await nights(29)
  expect(await lockOf(accountId)).toEqual({ lock_reason: null })
  await nights(1)
  expect(await lockOf(accountId)).toEqual({ lock_reason: 'dormant' })
})

it('never locks the people of a demonstration', async () => {
  const council = await aCouncil(stage.build, { is_demonstration: true })
  const { accountId } = await somebody(await aProvider(stage.build, council.id))
  await nights(31)
  expect(await lockOf(accountId)).toEqual({ lock_reason: null })
})

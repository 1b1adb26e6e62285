import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import type { Actor } from '../../../platform/work.ts'
import { newsOf } from '../../../testing/news.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { settleLifeEvent } from '../../care-packages/index.ts'
import { anAgreement } from '../testing/agreement.ts'
import type { TellThread } from './thread.ts'
import { withdrawForEnded } from './withdraw-for-ended-care.ts'

const told: { key: string; text: string }[] = []
const thread: TellThread = (_work, { key, text }) => Promise.resolve(told.push({ key, text }))
let stage: Stage
let council: ACouncil
let provider: AProvider
let broker: Actor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  broker = councilActor(council.id, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
})
afterAll(() => stage.strike())

const rowsOf = <T>(query: ReturnType<typeof sql<T>>) =>
  stage.db.read(broker.scope, async (tx) => (await query.execute(tx)).rows)
const agreementsOf = (personId: string) =>
  rowsOf(sql<{ status: string; reason: string | null; ends: string | null }>`
    select a.status, a.withdrawal_reason as reason, r.content -> 'lines' -> 0 ->> 'endsOn' as ends
    from agreements.agreement a
    join agreements.revision r on r.council_id = a.council_id and r.agreement_id = a.id and r.revision = a.revision
    where a.council_id = ${council.id} and a.person_id = ${personId}
    order by a.status desc, a.id`)
async function died(care: { readonly id: string; readonly personId: string }, day: string): Promise<void> {
  await stage.build.insert('care_packages.life_event', {
    ...{ council_id: council.id, provider_id: provider.id, service_id: provider.serviceId },
    ...{ contract_id: provider.contractId, package_id: care.id, kind: 'death', happened_on: localDate(day) },
    ...{
      details: '',
      effect: ['x'],
      told_by: provider.accountId,
      teller_name: 'Asha',
      told_at: '2025-04-09T09:00:00Z',
    },
  })
  const [event] = await rowsOf(sql<{ id: string }>`
    select id from care_packages.life_event where council_id = ${council.id} and package_id = ${care.id}`)
  const outcome = await stage.work.run(broker, (work) =>
    settleLifeEvent(work, { id: event?.id ?? '', rowVersion: 1, outcome: 'ended' }, withdrawForEnded(thread)),
  )
  expect(outcome.ok).toBe(true)
}

it('withdraws what waits about care that ended, and drafts the days that were given and not agreed', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  await anAgreement(stage.build, provider, care)
  const elsewhere = await aProvider(stage.build, council.id)
  const theirs = await aPackage(stage.build, elsewhere, { package: { person_id: care.personId } })
  await died(care, '2025-04-07')
  // The provider that told nothing hears of it too, and whose care it is does not stand in the news.
  const news = await newsOf(stage, council.id, 'package.ended')
  expect(news.map(({ to }) => ('providerId' in to ? to.providerId : '')).toSorted()).toEqual(
    [provider.id, elsewhere.id].toSorted(),
  )
  expect(news.map(({ href }) => href)).toContain(`/provider/packages/${theirs.id}`)
  expect(await agreementsOf(care.personId)).toEqual([
    { status: 'withdrawn', reason: 'The person’s care ended on 7 April 2025.', ends: null },
    { status: 'draft', reason: null, ends: '2025-04-07' },
  ])
})

it('withdraws what waits about care that never began, and drafts nothing', async () => {
  const care = await aPackage(stage.build, provider, { startsOn: '2025-05-05', recordableFrom: null })
  await anAgreement(stage.build, provider, care, { startsOn: '2025-05-05' })
  await died(care, '2025-04-07')
  expect((await agreementsOf(care.personId)).map(({ status }) => status)).toEqual(['withdrawn'])
})

it('leaves what is agreed as it is', async () => {
  const care = await aPackage(stage.build, provider)
  await anAgreement(stage.build, provider, care, { status: 'agreed' })
  await died(care, '2025-04-07')
  expect((await agreementsOf(care.personId)).map(({ status }) => status)).toEqual(['agreed'])
})

it('tells the thread of a rejection that the agreement is withdrawn with the care', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const rejected = await anAgreement(stage.build, provider, care, { status: 'rejected' })
  const heard = told.length
  await died(care, '2025-04-07')
  const text = 'The council has withdrawn the agreement: The person’s care ended on 7 April 2025.'
  expect(told.slice(heard)).toEqual([{ key: `agreement-rejected:${rejected.id}:1`, text }])
})

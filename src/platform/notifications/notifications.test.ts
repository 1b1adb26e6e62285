import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fixedClock } from '../clock.ts'
import { systemScope } from '../db/scope.ts'
import { systemActor, workRunner } from '../work.ts'
import { aStage, type Stage } from '../../testing/stage.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../testing/world.ts'
import { digestJob, notifyJob } from './jobs.ts'
import type { News } from './notify.ts'
import { listNotifications, markRead, saveChoices } from './store.ts'

let stage: Stage
let council: ACouncil
let provider: AProvider
let admin: { accountId: string; email: string }

beforeAll(async () => {
  stage = await aStage('2025-07-10T09:00:00Z')
})
afterAll(() => stage.strike())
beforeEach(async () => {
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  admin = await aMember(stage.build, council.id, null, ['portal-administration'])
  await aMember(stage.build, council.id, null, ['payments'])
})

/** At the provider, with one grant. */
async function aColleague(grant: Readonly<Record<string, string>>): Promise<string> {
  const [accountId, membershipId] = [randomUUID(), randomUUID()]
  const own = { council_id: council.id, provider_id: provider.id }
  const named = { name: 'Cal', email: `${accountId.slice(0, 8)}@example.org` }
  await stage.build.insert('access.account', { id: accountId, ...named })
  await stage.build.insert('access.membership', { ...own, id: membershipId, account_id: accountId, ...named })
  await stage.build.insert('access.access_grant', { ...own, membership_id: membershipId, mode: 'edit', ...grant })
  return accountId
}

const waiting = (over: Partial<News> = {}): News => ({
  event: 'organisation-change.waiting',
  to: { kind: 'staff', roles: ['portal-administration'] },
  text: 'A provider asks for a change of its details.',
  href: '/council/organisation-changes',
  key: 'change:1',
  ...over,
})
const tell = (news: News) => notifyJob.handle(stage.work, { councilId: council.id, news: JSON.stringify(news) })
const listed = (accountId: string, providerId: string | null = null) =>
  stage.db.read(systemScope(council.id), (tx) =>
    listNotifications(tx, { accountId, providerId }, { after: undefined, rows: 10 }),
  )
const mails = () =>
  stage.db.read(systemScope(council.id), (tx) =>
    tx
      .selectFrom('platform.mail')
      .select(['recipient', 'subject', 'body'])
      .where('council_id', '=', tx.councilId)
      .orderBy('queued_at')
      .execute(),
  )
const digestAt = (now: string) => {
  const clock = fixedClock(now)
  return digestJob({ db: stage.db, clock }).handle(workRunner(stage.db, clock), {})
}
const choose = (way: 'portal' | 'email' | 'digest') =>
  stage.work.run(systemActor(council.id), ({ tx }) =>
    saveChoices(tx, admin.accountId, new Map([['organisation-change.waiting', way]])),
  )

describe('telling', () => {
  it('reaches those whose work it is, once, and nobody else', async () => {
    await tell(waiting())
    await tell(waiting())
    expect((await listed(admin.accountId)).map(({ text }) => text)).toEqual([waiting().text])
    expect(await listed(provider.accountId, provider.id)).toEqual([])
  })
  it('reaches the administrators of one provider at that place', async () => {
    await tell(waiting({ event: 'acting.started', to: { kind: 'administrators', providerId: provider.id } }))
    expect(await listed(provider.accountId, provider.id)).toHaveLength(1)
    expect(await listed(provider.accountId)).toEqual([])
  })
  it('reaches whoever looks after the care of a place, each once, and nobody of another place or work', async () => {
    const grant = { scope: 'service', service_id: provider.serviceId, role: 'care-management' }
    const otherService = randomUUID()
    await stage.build.insert('providers.service', {
      ...{ council_id: council.id, provider_id: provider.id, id: otherService },
      ...{ reference: 'S-other', name: 'Elsewhere', sector: 'home-support' },
    })
    const [carer, gone, elsewhere, finance] = [
      await aColleague(grant),
      await aColleague({ ...grant, ends_on: '2025-07-10' }),
      await aColleague({ ...grant, service_id: otherService }),
      await aColleague({ scope: 'organisation', role: 'finance' }),
    ]
    const { id: providerId, serviceId, contractId } = provider
    const places = [
      { serviceId, contractId },
      { serviceId: randomUUID(), contractId },
    ]
    await tell(waiting({ event: 'variation.answered', to: { kind: 'care', providerId, places } }))
    const told = await Promise.all(
      [provider.accountId, carer, gone, elsewhere, finance].map((one) => listed(one, providerId)),
    )
    expect(told.map(({ length }) => length)).toEqual([1, 1, 0, 0, 0])
  })
  it('mails at once only those who chose so', async () => {
    await tell(waiting())
    expect(await mails()).toEqual([])
    await choose('email')
    await tell(waiting({ key: 'change:2' }))
    expect((await mails()).map(({ recipient }) => recipient)).toEqual([admin.email])
    await choose('portal')
    await tell(waiting({ key: 'change:3' }))
    expect(await mails()).toHaveLength(1)
    expect(await listed(admin.accountId)).toHaveLength(3)
  })
})

describe('the daily e-mail', () => {
  it('leaves at six in London, whatever cron’s hour is called, and once', async () => {
    await tell(waiting())
    await tell(waiting({ key: 'change:2' }))
    await digestAt('2025-07-11T04:59:00Z')
    expect(await mails()).toEqual([])
    await digestAt('2025-07-11T05:00:00Z')
    await digestAt('2025-07-11T06:00:00Z')
    const sent = await mails()
    expect(sent.map(({ recipient }) => recipient)).toEqual([admin.email])
    expect(sent[0]?.subject).toBe('Provider Portal: 2 new since yesterday')
  })
  it('leaves what came after six for the next morning', async () => {
    await tell(waiting())
    await digestAt('2025-07-10T06:00:00Z')
    expect(await mails()).toEqual([])
  })
  it('says nothing of what was read meanwhile', async () => {
    await tell(waiting())
    await stage.work.run(systemActor(council.id), ({ tx, now }) =>
      markRead(tx, { accountId: admin.accountId, providerId: null }, { now }),
    )
    await digestAt('2025-07-11T05:30:00Z')
    expect(await mails()).toEqual([])
  })
})

import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import type { Work } from '../../../../../platform/work.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider } from '../../../../../testing/world.ts'
import { openConversation } from '../../../../conversations/index.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'

const weekStart = localDate('2025-03-31')
const LIST = '/council/actuals/exceptions'
let stage: Stage
let site: Site
const asked: { readonly title: string; readonly text: string; readonly about: { readonly id: string } }[] = []
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const ways = {
    ...later(),
    openConversation: (work: Work, wanted: Parameters<typeof openConversation>[1]) => {
      asked.push(wanted)
      return openConversation(work, wanted)
    },
  }
  site = await aSite(stage, [(faces, web) => routes(faces, web, ways)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function owner(statement: string): Promise<void> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function aDesk() {
  const council = await aCouncil(stage.build)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 } })
  return { council, staff, provider, queue: (query = '') => site.visit(staff, `${LIST}${query}`) }
}

async function aWeekOf(desk: Awaited<ReturnType<typeof aDesk>>, said: Parameters<typeof anEntry>[0], more = {}) {
  const care = await aPackage(stage.build, desk.provider, more)
  await aRecordedWeek(stage, desk.provider, { packageId: care.id, weekStart }, { entry: anEntry(said) })
  const address = `/council/actuals/${care.id}/${weekStart}`
  const look = (kind: string, shownVersion = '1') => site.send(desk.staff, `${address}/looks`, { kind, shownVersion })
  return { ...care, address, look }
}

describe('the queue of exceptions', () => {
  it('says so when there is nothing to look at', async () => {
    const desk = await aDesk()
    await aWeekOf(desk, { frustrated: '1', comment: 'Not in' })
    expect((await desk.queue()).text).toContain('Nothing to look at')
  })

  it('holds what is over its level, and accepts it with one press', async () => {
    const desk = await aDesk()
    const { look } = await aWeekOf(desk, { extra: '2', comment: 'Fell' })
    const { text } = await desk.queue()
    expect(text).toContain('More was delivered than the exception level allows')
    expect((await look('over-tolerance')).status).toBe(303)
    expect((await desk.queue()).text).toContain('Nothing to look at')
  })

  it('shows a week of which half was frustrated until somebody lets it stand, and again when it changes', async () => {
    const desk = await aDesk()
    const { id, look } = await aWeekOf(desk, { frustrated: '7', comment: 'With her son' })
    expect((await desk.queue('?kind=frustrated')).text).toContain('7 hours of 14 were planned but missed')
    expect((await desk.queue('?kind=after-death')).text).toContain('Nothing to look at')
    expect((await look('frustrated')).status).toBe(303)
    expect((await desk.queue()).text).toContain('Nothing to look at')
    const entry = anEntry({ frustrated: '8', comment: 'With her son' })
    await aRecordedWeek(stage, desk.provider, { packageId: id, weekStart }, { entry, basedOn: 1 })
    expect((await desk.queue()).text).toContain('8 hours of 14')
    expect((await look('frustrated', '1')).text).toContain('changed this week since you opened the page')
  })

  it('finds care after a death, and care while the person is said to be away', async () => {
    const desk = await aDesk()
    const { personId, id, reference } = await aWeekOf(desk, {})
    await owner(`update service_users.person set died_on = '2025-03-30' where id = '${personId}'`)
    expect((await desk.queue('?kind=after-death')).text).toContain('after the person died on 30 March 2025')
    await stage.build.insert('actuals.absence', {
      ...{ council_id: desk.council.id, provider_id: desk.provider.id, service_id: desk.provider.serviceId },
      ...{
        contract_id: desk.provider.contractId,
        package_id: id,
        cause: 'person',
        note: 'Away',
        first_day: '2025-03-20',
      },
      ...{ said_by: desk.provider.accountId, said_name: 'Asha', said_at: '2025-03-21T09:00Z' },
    })
    const { text } = await desk.queue()
    expect(text).toContain('said to be in hospital or away since 20 March 2025')
    expect(text.split(reference)).toHaveLength(3)
  })

  it('finds two providers that recorded the same kind of care for one person', async () => {
    const desk = await aDesk()
    const { personId } = await aWeekOf(desk, {})
    const other = await aProvider(stage.build, desk.council.id, { name: 'Elsewhere' })
    const theirs = await aPackage(stage.build, other)
    await aRecordedWeek(stage, other, { packageId: theirs.id, weekStart })
    expect((await desk.queue('?kind=two-providers')).text).toContain('Nothing to look at')
    await owner(`update care_packages.package set person_id = '${personId}' where id = '${theirs.id}'`)
    expect((await desk.queue('?kind=two-providers')).text).toContain('Elsewhere recorded the same kind of care')
  })

  it('asks the provider with the question begun, and nothing of the week changes', async () => {
    const desk = await aDesk()
    const { id, address } = await aWeekOf(desk, { frustrated: '7', comment: 'With her son' })
    const page = await site.visit(desk.staff, `${address}/question?kind=frustrated`)
    expect(page.text).toContain('7 hours of 14 were planned but missed by the person. You wrote: With her son.')
    const sent = await site.send(desk.staff, `${address}/question`, { title: 'Her week', text: 'Where was she?' })
    expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/^\/council\/messages\/[0-9a-f-]{36}$/)])
    expect(asked.at(-1)).toMatchObject({ title: 'Her week', text: 'Where was she?', about: { id } })
    const empty = await site.send(desk.staff, `${address}/question`, { title: ' ', text: 'x'.repeat(7_501) })
    expect([empty.status, empty.text.includes('Enter a title'), empty.text.includes('7,500')]).toEqual([
      422,
      true,
      true,
    ])
    expect((await desk.queue()).text).toContain('7 hours of 14')
  })

  it('filters by provider, and is not for everybody', async () => {
    const desk = await aDesk()
    const { look } = await aWeekOf(desk, { extra: '2', comment: 'Fell' })
    expect((await desk.queue(`?provider=${desk.provider.id}&kind=`)).text).toContain('Fell')
    expect((await desk.queue(`?provider=${randomUUID()}`)).text).toContain('Nothing to look at')
    expect((await desk.queue('?kind=moon')).status).toBe(400)
    expect((await look('moon')).status).toBe(400)
    const auditor = aCouncilVisitor(desk.council, randomUUID(), { permissions: ['actuals.view'] })
    expect((await site.visit(auditor, LIST)).html).not.toContain('name="shownVersion"')
    expect((await site.visit((await aDesk()).staff, LIST)).text).toContain('Nothing to look at')
  })
})

describe('a confirmed week', () => {
  it('is returned with a reason from the week of its provider, and is a draft again', async () => {
    const desk = await aDesk()
    const { address } = await aWeekOf(desk, { missed: '1', comment: 'Snow' })
    const board = await site.visit(desk.staff, `/council/actuals?week=${weekStart}`)
    const place = `/council/actuals/providers/${desk.provider.id}/${weekStart}`
    expect(board.html).toContain(`href="${place}"`)
    expect((await site.visit(desk.staff, place)).html).toContain(`href="${address}/return"`)
    const sent = await site.send(desk.staff, `${address}/return`, { shownVersion: '1', reason: 'Which day?' })
    expect([sent.status, sent.location]).toEqual([303, LIST])
    const sheet = `/provider/actuals/${desk.provider.serviceId}/${weekStart}`
    expect((await site.visit(aProviderVisitor(desk.provider), sheet)).text).toContain(
      'Returned by the council: Which day?',
    )
    expect((await site.visit(desk.staff, `${address}/return`)).status).toBe(404)
  })

  it('stays where a payment has taken it', async () => {
    const desk = await aDesk()
    const { id, personId, address } = await aWeekOf(desk, {})
    await stage.build.insert('payments.payment_line', {
      ...{ council_id: desk.council.id, provider_id: desk.provider.id, service_id: desk.provider.serviceId },
      ...{ contract_id: desk.provider.contractId, package_id: id, person_id: personId, package_version: 1 },
      ...{
        rule_version: 1,
        from_on: weekStart,
        covers_from: weekStart,
        to_on: '2025-04-07',
        kind: 'care',
        quantity: 420_000n,
        unit: 'hour',
      },
      ...{ amount_pence: 1n, trace: '[]', priced_at: '2025-04-09T09:00Z' },
    })
    const sent = await site.send(desk.staff, `${address}/return`, { shownVersion: '1', reason: 'Which day?' })
    expect([sent.status, sent.text.includes('on an invoice or in a payment')]).toEqual([422, true])
  })
})

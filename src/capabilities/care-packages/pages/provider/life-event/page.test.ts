import { afterAll, beforeAll, expect, it } from 'vitest'
import { routes as conversations } from '../../../../conversations/routes.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let asha: Visitor
let broker: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  asha = aProviderVisitor(provider)
  broker = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  site = await aSite(stage, [packageRoutes, conversations])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const on = (day: string, month = '4') => ({ 'on-day': day, 'on-month': month, 'on-year': '2025' })
const eventOf = async () => {
  const { html } = await site.visit(broker, '/council/life-events')
  return [...html.matchAll(/\/council\/life-events\/([0-9a-f-]{36})/g)].map(([, id = '']) => id)
}

it('shows what it does to pay, then is sent once as a message and a task', async () => {
  const care = await aPackage(stage.build, provider)
  const address = `/provider/packages/${care.id}/event`
  const query = new URLSearchParams({ show: 'effect', kind: 'death', ...on('3') }).toString()
  expect((await site.visit(asha, `${address}?${query}`)).text).toContain('Care is paid up to and with 3 April 2025.')

  const fields = { kind: 'death', ...on('3'), details: 'At home, family told', _key: care.id }
  const sent = await site.send(asha, address, fields)
  expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/^\/provider\/messages\//)])
  expect((await site.send(asha, address, fields)).location).toBe(sent.location)
  const message = await site.visit(asha, sent.location)
  expect(message.text).toContain(`Death: package ${care.reference}`)
  expect(message.text).toContain('At home, family told')

  const [id = '', ...others] = await eventOf()
  expect(others).toEqual([])
  const page = await site.visit(broker, `/council/life-events/${id}`)
  expect(page.text).toContain('End all of this person’s care on 3 April 2025')
  const settled = await site.send(broker, `/council/life-events/${id}/outcome`, { version: '1', outcome: 'ended' })
  expect(settled.status).toBe(303)
  expect((await site.visit(asha, `/provider/packages/${care.id}`)).text).toContain('Last day 3 April 2025')
  expect(await eventOf()).toEqual([])
  await site.send(broker, `/council/life-events/${id}/outcome`, { version: '1', outcome: 'noted' })
  expect((await site.visit(broker, `/council/life-events/${id}`)).text).toContain('The care was ended by Cara Test')
})

it('leaves the care as it is when hospital is noted', async () => {
  const care = await aPackage(stage.build, provider)
  await site.send(asha, `/provider/packages/${care.id}/event`, { kind: 'hospital', ...on('7') })
  const [id = ''] = await eventOf()
  expect((await site.visit(broker, `/council/life-events/${id}`)).text).not.toContain('End this care')
  await site.send(broker, `/council/life-events/${id}/outcome`, { version: '1', outcome: 'ended' })
  await site.send(broker, `/council/life-events/${id}/outcome`, { version: '1', outcome: 'noted' })
  expect((await site.visit(asha, `/provider/packages/${care.id}`)).text).toContain('No end is set')
  expect(await eventOf()).toEqual([])
})

it.each([
  [{ kind: 'death', ...on('11') }, 'The day of a death must be today or before'],
  [{ kind: '', ...on('7') }, 'Select what happened'],
  [{ kind: 'moved', ...on('31', '2') }, 'Enter the day'],
  [{ kind: 'moved', ...on('7'), 'on-year': '2125' }, 'The day must be within a year from today'],
  [{ kind: 'hospital', ...on('7'), 'on-year': '2125' }, 'The day must be within a year from today'],
  [
    { kind: 'hospital', ...on('7'), 'back-day': '3', 'back-month': '5', 'back-year': '2125' },
    'The day of coming back must be within a year from today',
  ],
  [{ kind: 'moved', ...on('1', '1') }, 'The day must not be before this care began'],
  [
    { kind: 'hospital', ...on('7'), 'back-day': '3', 'back-month': '4', 'back-year': '2025' },
    'must not be before the first day',
  ],
  [{ kind: 'hospital', ...on('7'), 'back-day': '3' }, 'Enter a real day'],
  [{ kind: 'moved', ...on('7'), details: 'x'.repeat(2_001) }, 'This must be 2,000 characters or fewer'],
])('says what is wrong with %j and tells nobody', async (fields, words) => {
  const care = await aPackage(stage.build, provider)
  const { status, text } = await site.send(asha, `/provider/packages/${care.id}/event`, fields)
  expect([status, text.includes(words)]).toEqual([422, true])
  expect(await eventOf()).toEqual([])
})

it('is nothing that a stranger could tell', async () => {
  const care = await aPackage(stage.build, await aProvider(stage.build, council.id))
  expect((await site.visit(asha, `/provider/packages/${care.id}/event`)).status).toBe(404)
  expect((await site.send(asha, `/provider/packages/${care.id}/event`, { kind: 'moved', ...on('7') })).status).toBe(404)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { notifyJob } from '../../../../../platform/notifications/jobs.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { mountNotifications } from './route.tsx'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let staff: { accountId: string }

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = await aMember(stage.build, council.id, null, ['data-guardian'])
  site = await aSite(stage, [({ open }, web) => mountNotifications(open, web)])
  const tell = (news: object) =>
    notifyJob.handle(stage.work, { councilId: council.id, news: JSON.stringify({ href: '/provider/people', ...news }) })
  await tell({
    event: 'acting.started',
    to: { kind: 'administrators', providerId: provider.id },
    text: 'Somebody acts for you.',
    key: 'a1',
  })
  await tell({
    event: 'restricted-person.opened',
    to: { kind: 'staff', roles: ['data-guardian'] },
    text: 'Somebody broke the glass.',
    key: 'g1',
  })
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const visitor = () => aProviderVisitor(provider)

it('lists each side’s own, with the way to it', async () => {
  const page = await site.visit(visitor(), '/notifications')
  expect(page.text).toContain('Somebody acts for you.')
  expect(page.html).toContain('href="/provider/people"')
  expect(page.text).not.toContain('broke the glass')
  expect((await site.visit(aCouncilVisitor(council, staff.accountId), '/notifications')).text).toContain(
    'broke the glass',
  )
})

it('marks one as read, but not somebody else’s', async () => {
  const html = (await site.visit(visitor(), '/notifications')).html
  const address = /\/notifications\/[0-9a-f-]{36}\/reading/.exec(html)?.[0] ?? ''
  const other = await aProvider(stage.build, council.id)
  expect((await site.send(aProviderVisitor(other), address, {})).status).toBe(404)
  expect((await site.send(aCouncilVisitor(council, staff.accountId), address, {})).status).toBe(404)
  expect((await site.send(visitor(), address, {})).status).toBe(303)
  const after = await site.visit(visitor(), '/notifications')
  expect(after.html).not.toContain('/reading"')
})

it('keeps choices, and ignores what it does not offer', async () => {
  const saved = await site.send(visitor(), '/account/notifications', {
    'acting.started': 'portal',
    'join-request.waiting': 'carrier pigeon',
    nonsense: 'email',
  })
  expect(saved.status).toBe(303)
  const { html } = await site.visit(visitor(), '/account/notifications')
  expect(/name="acting.started"[^>]*value="portal"[^>]*checked/.test(html)).toBe(true)
  expect(/name="join-request.waiting"[^>]*value="email"[^>]*checked/.test(html)).toBe(true)
})

it('says how many wait, on every page', async () => {
  const page = await site.visit({ ...visitor(), unread: 3 }, '/notifications')
  expect(page.text).toContain('Notifications 3 unread')
})

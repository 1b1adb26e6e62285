import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixedClock } from '../../../../../platform/clock.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { openConversation } from '../../../commands/open-conversation.ts'
import { aConversation } from '../../../testing/conversations.ts'
import { bothSides, type Both } from '../../../testing/site.ts'

let both: Both

beforeAll(async () => {
  both = await bothSides()
  const about = { type: 'organisation', id: both.provider.id } as const
  await aConversation(both.stage, both.asha, { about, title: 'Fresh', type: 'package-review' })
  await workRunner(both.stage.db, fixedClock('2025-04-01T09:00:00Z')).run(both.asha, (work) =>
    openConversation(work, { key: 'old', type: 'brokerage', about, title: 'Forgotten', text: 'Anyone there?' }),
  )
  await aConversation(both.stage, both.asha, { about, title: 'Money', type: 'payments' })
  await aConversation(both.stage, both.staff, { about, title: 'Asked' })
})
afterAll(() => both.close())

const visit = (query = '') => both.site.visit(both.brokers, `/council/messages${query}`)

it('opens on the reader’s own team, soonest due first, with what is late in words', async () => {
  const { text } = await visit()
  expect(text).toContain('Messages to Brokerage')
  expect(text).toContain('Brokerage (2) Payments (1)')
  expect(text).toContain('Waiting for us (2)')
  expect(text).toContain('Overdue (1)')
  expect(text.indexOf('Forgotten')).toBeLessThan(text.indexOf('Fresh'))
  expect(text).toContain('Overdue 6 days late')
  expect(text).not.toContain('Money')
})

it('tells apart overdue, waiting for the provider, closed and another team', async () => {
  const overdue = await visit('?tab=overdue')
  expect(overdue.text).toContain('Forgotten')
  expect(overdue.text).not.toContain('Fresh')
  expect((await visit('?tab=waiting')).text).toContain('Asked')
  expect((await visit('?tab=closed')).text).toContain('closed no conversation yet')
  expect((await visit('?team=payments')).text).toContain('Money')
})

it('shows another council nothing', async () => {
  const elsewhere = await aCouncil(both.stage.build)
  const { accountId } = await aMember(both.stage.build, elsewhere.id, null, ['auditor'])
  const { text, status } = await both.site.visit(aCouncilVisitor(elsewhere, accountId), '/council/messages')
  expect([status, text.includes('This team has nothing to answer')]).toEqual([200, true])
})

it('refuses a list that no page of ours links to', async () => {
  for (const query of ['?team=gossip', '?tab=all', '?after=x']) expect((await visit(query)).status).toBe(400)
})

it('is not for providers', async () => {
  expect((await both.site.visit(both.provides, '/council/messages')).status).toBe(404)
})

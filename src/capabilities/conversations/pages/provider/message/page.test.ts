import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixedClock } from '../../../../../platform/clock.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aProvider } from '../../../../../testing/world.ts'
import { closeConversation } from '../../../commands/close-conversation.ts'
import { noteOnConversation } from '../../../commands/note-on-conversation.ts'
import { aConversation } from '../../../testing/conversations.ts'
import { bothSides, type Both } from '../../../testing/site.ts'

let both: Both

beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const open = (over = {}) =>
  aConversation(both.stage, both.asha, { about: { type: 'package', id: both.care.id }, title: 'Wrong rate', ...over })
const close = (conversationId: string, work = both.stage.work) =>
  work.run(both.staff, (unit) =>
    closeConversation(unit, { conversationId, shownMessages: 1, outcome: 'change-made', explanation: 'Put right.' }),
  )
const page = (id: string) => both.site.visit(both.provides, `/provider/messages/${id}`)

it('shows who wrote what and when, what it is about and when the council answers', async () => {
  const id = await open({ text: 'The rate is <b>wrong</b>.' })
  const { text, html } = await page(id)
  expect(text).toContain('Asha Test, Elm House , 10 April 2025 at 10am')
  expect(text).toContain('Answer due 15 April 2025. This team answers within 3 working days')
  expect(html).toContain('&lt;b>wrong')
  expect(html).toContain(`/provider/packages/${both.care.id}`)
})

it('sends a reply once for two clicks and shows it', async () => {
  const id = await open()
  const send = () =>
    both.site.send(both.provides, `/provider/messages/${id}/replies`, { text: 'One more thing', _key: `key-${id}` })
  expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([303, 303])
  expect([...(await page(id)).html.matchAll(/One more thing/g)]).toHaveLength(1)
})

it('keeps what was typed when it is nothing or too much', async () => {
  const id = await open()
  const send = (text: string) => both.site.send(both.provides, `/provider/messages/${id}/replies`, { text })
  const empty = await send('   ')
  expect([empty.status, empty.text.includes('Enter your message')]).toEqual([422, true])
  const long = await send('y'.repeat(10_001))
  expect([long.status, long.text.includes('10,000 characters or fewer')]).toEqual([422, true])
  expect(long.html).toContain('y'.repeat(10_001))
  expect((await send('y'.repeat(10_000))).status).toBe(303)
  expect((await send(`${'y\r\n'.repeat(4_999)}yy`)).status).toBe(303)
})

it('tells a reply to a closed conversation so, keeps the words and lets them reopen it', async () => {
  const id = await open()
  await close(id)
  const refused = await both.site.send(both.provides, `/provider/messages/${id}/replies`, { text: 'But wait' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('closed while you were writing')
  expect(refused.text).toContain('Closed: Change made. Put right.')
  expect(refused.html).toContain('But wait')
  const reopened = await both.site.send(both.provides, `/provider/messages/${id}/reopening`, { text: 'But wait' })
  expect(reopened.status).toBe(303)
  expect((await page(id)).text).toContain('Reopened. But wait')
})

it('says until when it can be reopened, and refuses afterwards without losing the words', async () => {
  const [fresh, old] = [await open(), await open()]
  await close(fresh)
  await close(old, workRunner(both.stage.db, fixedClock('2025-03-20T12:00:00Z')))
  expect((await page(fresh)).text).toContain('until 30 April 2025')
  expect((await page(old)).text).toContain('could be reopened until 9 April 2025')
  const late = await both.site.send(both.provides, `/provider/messages/${old}/reopening`, { text: 'Too late?' })
  expect([late.status, late.text.includes('closed too long ago')]).toEqual([422, true])
  expect(late.html).toContain('Too late?')
})

it('never shows an internal note', async () => {
  const id = await open()
  await both.stage.work.run(both.staff, (work) =>
    noteOnConversation(work, { conversationId: id, text: 'They always ask' }),
  )
  expect((await page(id)).text).not.toContain('They always ask')
})

it('is not found by another provider, by a narrower grant or under another name', async () => {
  const id = await open()
  const whole = await open({ about: { type: 'organisation', id: both.provider.id } })
  const stranger = aProviderVisitor(await aProvider(both.stage.build, both.provider.councilId))
  const narrow = { ...aProviderVisitor(both.provider, { narrow: true }), accountId: randomUUID() }
  const asks = [
    [stranger, id],
    [narrow, whole],
    [both.provides, '00000000-0000-4000-8000-000000000000'],
    [both.provides, 'not-an-id'],
  ] as const
  for (const [visitor, asked] of asks) {
    expect((await both.site.visit(visitor, `/provider/messages/${asked}`)).status).toBe(404)
    const sent = await both.site.send(visitor, `/provider/messages/${asked}/replies`, { text: 'x' })
    expect(sent.status).toBe(404)
  }
  expect((await both.site.visit(narrow, `/provider/messages/${id}`)).status).toBe(200)
})

it('lets a reader read and not write', async () => {
  const id = await open()
  const reader = {
    ...aProviderVisitor(both.provider, { permissions: ['conversations.view'] }),
    accountId: randomUUID(),
  }
  expect((await both.site.visit(reader, `/provider/messages/${id}`)).text).not.toContain('Send reply')
  expect((await both.site.send(reader, `/provider/messages/${id}/replies`, { text: 'x' })).status).toBe(403)
})

it('keeps a draft for its writer alone, until it is sent', async () => {
  const id = await open()
  const colleague = { ...both.provides, accountId: randomUUID(), scope: otherAccount(both.provides.scope) }
  const form = { _draft: `/provider/messages/${id}`, _form: `/provider/messages/${id}/replies` }
  const draft = (visitor: Visitor, text: string) => both.site.send(visitor, '/drafts', { ...form, text })
  expect((await draft(both.provides, 'Half a')).status).toBe(204)
  expect((await draft(both.provides, 'Half a sentence')).status).toBe(204)
  expect((await page(id)).html).toContain('Half a sentence</textarea>')
  expect((await both.site.visit(colleague, `/provider/messages/${id}`)).html).not.toContain('Half a sentence')
  await both.site.send(both.provides, `/provider/messages/${id}/replies`, { ...form, text: 'Whole' })
  expect((await page(id)).html).not.toContain('Half a sentence')
})

function otherAccount(scope: Visitor['scope']): Visitor['scope'] {
  return { ...scope, accountId: randomUUID() }
}
